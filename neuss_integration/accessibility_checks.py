"""What the automatic checks of accessibility found last; `python -m tests.browser.report` runs them and keeps it."""

import datetime as dt
import json
from collections import Counter
from dataclasses import dataclass
from functools import cache

from django.conf import settings

FILE = settings.BASE_DIR / "docs" / "barrierefreiheit.json"
NAMES = {
    "light": "helle Farben",
    "dark": "dunkle Farben (nur die Regeln für Kontraste)",
    "de": "Deutsch",
    "ar": "Arabisch",
    "leicht": "Leichte Sprache",
}


@dataclass(frozen=True, slots=True)
class CheckedPage:
    """A page by its address, the languages and colours it was looked at in, and what was found, a line each."""

    address: str
    views: list[str]
    findings: list[str]


@dataclass(frozen=True, slots=True)
class AccessibilityChecks:
    """One run of the checks over all pages."""

    day: dt.date
    checker: str
    browser: str
    rules: int
    views: int
    pages: list[CheckedPage]

    @property
    def findings(self) -> int:
        return sum(len(page.findings) for page in self.pages)


@cache
def latest_checks() -> AccessibilityChecks | None:
    """The kept run; None where nobody kept one."""
    if not FILE.exists():
        return None
    told = json.loads(FILE.read_text(encoding="utf-8"))
    pages = [
        CheckedPage(address, _views(views), [line for each in views for line in each["findings"]])
        for address, views in sorted(told["pages"].items())
    ]
    day = dt.date.fromisoformat(told["day"])
    count = sum(len(views) for views in told["pages"].values())
    return AccessibilityChecks(day, told["checker"], told["browser"], told["rules"], count, pages)


def _views(views: list[dict[str, str]]) -> list[str]:
    """Languages and colours in words, each once."""
    named = Counter(NAMES[each[kind]] for kind in ("language", "colours") for each in views)
    return list(named)
