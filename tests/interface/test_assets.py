"""Budgets for styles, and where scripts and styles come from; what holds for templates is in tests/conventions."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from fontTools.ttLib import TTFont

from neuss_integration.staticfiles import LATIN, LATIN_FONTS, latin_only

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


def test_fonts_that_every_page_loads_are_small_and_show_names_of_many_languages() -> None:
    files = [Path(finders.find(name)) for name in LATIN_FONTS]
    assert sum(file.stat().st_size for file in files) <= 60_000
    for file in files:
        assert set(map(ord, "ÄÖÜßẞäöüéğıİşŁłčşțňø„“–…€→≥")) <= set(TTFont(file).getBestCmap())


def test_cut_font_is_the_same_each_time() -> None:
    source = (BASE / settings.PACKAGE_FILES["kern/fonts/FiraSans-Regular.woff2"]).read_bytes()
    assert latin_only(source) == Path(finders.find("kern/fonts/latin/FiraSans-Regular.woff2")).read_bytes()


def test_style_sheet_asks_for_the_cut_fonts_where_they_have_the_letters_and_the_page_loads_them_ahead() -> None:
    style = (BASE / "static/css/fonts.css").read_text()
    ranges = ", ".join(f"U+{first:X}" + (f"-{last:X}" if last > first else "") for first, last in LATIN)
    assert style.count(f"unicode-range: {ranges};") == len(LATIN_FONTS)
    preloaded = re.findall(r'rel="preload" href="([^"]+)"', Client().get(reverse("account_login")).text)
    assert preloaded == [f"{settings.STATIC_URL}{name}" for name in LATIN_FONTS]
    assert all(name.removeprefix("kern/") in style for name in LATIN_FONTS)
