"""Budgets for styles, and where scripts and styles come from; what holds for templates is in tests/conventions."""

import re
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
SCRIPTS = sorted((BASE / "static/js").glob("*.js"))
STYLES = sorted((BASE / "static/css").glob("*.css"))


def test_scripts_stay_small() -> None:
    assert sum(len(path.read_text().splitlines()) for path in SCRIPTS) <= 600


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_files_stay_small(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 300


def test_nothing_is_loaded_from_elsewhere() -> None:
    for path in STYLES + SCRIPTS:
        assert not re.search(r"https?://|@import", path.read_text())
