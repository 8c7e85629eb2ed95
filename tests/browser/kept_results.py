"""What axe found on each page, kept for the page behind the Erklärung zur Barrierefreiheit when a file is named."""

import json
import os
import re
from pathlib import Path
from typing import Any, Final

from django.urls import resolve
from django.utils import timezone
from playwright.sync_api import Page

FILE: Final = "ACCESSIBILITY_REPORT"
"""Where the results go (environment); without it nothing is kept."""
results: dict[str, Any] = {"pages": {}}


def keep(page: Page, url: str, language: str, found: dict[str, list[str]]) -> None:
    """What was found on the page of `url` in each of the colours; an address stands for all of its kind."""
    if FILE not in os.environ:
        return
    browser = page.context.browser
    results["browser"] = f"Chromium {browser.version}" if browser else ""
    results["checker"] = f"axe-core {page.evaluate('axe.version')}"
    results["rules"] = page.evaluate("axe.getRules().length")
    results["day"] = timezone.localdate().isoformat()
    path = url.partition("?")[0].replace(f"/portal/{language}/", "/portal/", 1)
    address = "/" + re.sub(r"<[^>]*>", "…", resolve(path).route)
    views = results["pages"].setdefault(address, [])
    views += [{"language": language, "colours": each, "findings": lines} for each, lines in found.items()]


def write() -> None:
    """Also when something was found, or a page could not be looked at: those are not named then."""
    if FILE in os.environ and results["pages"]:
        text = json.dumps(results, ensure_ascii=False, indent=1, sort_keys=True)
        Path(os.environ[FILE]).write_text(f"{text}\n", encoding="utf-8")
