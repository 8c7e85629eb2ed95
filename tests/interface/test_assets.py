"""Budgets and rules for scripts, styles and templates."""

import re
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
SCRIPTS = sorted((BASE / "static/js").glob("*.js"))
STYLES = sorted((BASE / "static/css").glob("*.css"))
TEMPLATES = sorted(path for path in (BASE / "templates").rglob("*.html") if "pdf" not in path.parts)


def test_scripts_stay_small() -> None:
    assert sum(len(path.read_text().splitlines()) for path in SCRIPTS) <= 300


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_files_stay_small(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(BASE)))
def test_templates_have_no_inline_style_or_script(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r'<style|\sstyle="|\son[a-z]+="|<script(?![^>]*\ssrc=)', source)
    assert len(source.splitlines()) <= 150


def test_nothing_is_loaded_from_elsewhere() -> None:
    for path in STYLES + SCRIPTS:
        assert not re.search(r"https?://|@import", path.read_text())
