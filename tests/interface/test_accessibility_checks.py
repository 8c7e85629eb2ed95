"""The page behind the Erklärung zur Barrierefreiheit says what the kept run of the checks found, and nothing else."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from neuss_integration import accessibility_checks
from tests.browser import kept_results

pytestmark = pytest.mark.django_db
VIEW = {"language": "de", "colours": "light", "findings": []}
RUN = {"day": "2026-05-04", "checker": "axe-core 4.9", "browser": "Chromium 140", "rules": 90}
PAGE = "/barrierefreiheit/pruefung/"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Keeps a run for the time of a test."""
    file = tmp_path / "run.json"
    monkeypatch.setattr(accessibility_checks, "FILE", file)
    accessibility_checks.latest_checks.cache_clear()
    yield lambda pages: file.write_text(json.dumps(RUN | {"pages": pages}), encoding="utf-8")
    accessibility_checks.latest_checks.cache_clear()


def test_page_says_day_checker_pages_and_findings(client: Client, kept: Any) -> None:
    wrong = VIEW | {"colours": "dark", "findings": ["color-contrast: <p>"]}
    kept({"/portal/": [VIEW, wrong], "/hilfe/": [VIEW]})
    text = " ".join(client.get(PAGE).text.split())
    shown = ("04.05.2026", "alle 2 Seiten", "90 Regeln", "3 Ansichten", "1 Fehler", "axe-core 4.9", "Chromium 140")
    assert [words for words in (*shown, "color-contrast: &lt;p&gt;") if words not in text] == []
    statement = " ".join(client.get("/barrierefreiheit/").text.split())
    assert ("04.05.2026 mit axe-core 4.9: 1 Fehler auf 2 Seiten" in statement, PAGE in statement) == (True, True)


def test_nothing_is_said_where_no_run_was_kept(client: Client, kept: Any) -> None:
    assert "noch kein Ergebnis" in client.get(PAGE).text
    assert "Zuletzt festgehalten" not in client.get("/barrierefreiheit/").text


def test_kept_run_holds_every_kind_of_page_of_the_portal_that_was_found() -> None:
    """The file of this version: made by the command, with what it found."""
    checks = accessibility_checks.latest_checks()
    assert checks is not None
    addresses = {page.address for page in checks.pages}
    assert {
        "/portal/",
        "/portal/angebote/",
        "/portal/angebote/…/",
        "/portal/anfrage/",
        "/barrierefreiheit/",
    } <= addresses
    assert checks.checker.startswith("axe-core ")
    assert checks.rules > 50


def test_run_writes_what_was_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(kept_results.FILE, str(tmp_path / "run.json"))
    monkeypatch.setattr(kept_results, "results", RUN | {"pages": {"/portal/": [VIEW]}})
    kept_results.write()
    assert json.loads((tmp_path / "run.json").read_text("utf-8"))["pages"] == {"/portal/": [VIEW]}
