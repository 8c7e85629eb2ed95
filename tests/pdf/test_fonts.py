"""The shipped fonts: what they can show, and that they do not change."""

import io

import pytest
from django.conf import LazySettings
from fontTools.ttLib import TTFont

from neuss_integration.foundation.pdf import PdfError, check_text, coverage, fonts
from neuss_integration.foundation.pdf.fonts import COPIES, FONTS, covered, font_assets


@pytest.mark.parametrize("name", FONTS)
def test_font_has_the_hyphen_of_parted_words_as_own_glyph(name: str) -> None:
    glyphs = TTFont(io.BytesIO(font_assets()[f"{name}.ttf"].content)).getBestCmap()
    assert glyphs[0x2010] != glyphs[0x2D]
    assert len(set(glyphs.values())) == len(glyphs)


@pytest.mark.slow
def test_fonts_are_built_the_same_every_time() -> None:
    first = font_assets()
    font_assets.cache_clear()
    assert font_assets() == first


def test_missing_font_is_told_with_the_remedy(settings: LazySettings) -> None:
    settings.PACKAGE_FILES = {f"kern/fonts/{name}.woff2": "gibt/es/nicht.woff2" for name in FONTS}
    font_assets.cache_clear()
    with pytest.raises(PdfError, match="npm ci --ignore-scripts"):
        font_assets()


def test_other_scripts_bring_their_font_only_when_they_are_used() -> None:
    names = [set(fonts.assets_for(text)) - set(fonts.assets()) for text in ("Grün", "نويس", "&#x5e9; 👍")]
    assert names == [
        set(),
        {f"NotoSansArabic-{weight}.woff2" for weight in (400, 600)},
        {"NotoSansHebrew-400.woff2", "NotoEmoji-400.woff2"},
    ]
    assert fonts.assets_for("Grün") == fonts.assets()


def test_missing_style_sheet_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "STYLE_SHEET", "pdf/gibt-es-nicht.css")
    with pytest.raises(PdfError, match="Die Formatvorlage pdf/gibt-es-nicht"):
        fonts.assets()


def test_fonts_cover_the_languages_of_the_city() -> None:
    text = "ÄÖÜäöüßẞ €§„“–…· ğİışŞç ąćęłńóśźż șțăâî ščćžđ Українська ґєії Русский Ελληνικά مرحبا بكم שלום 😀🤝❤"
    assert {ord(character) for character in text} | set(COPIES) <= covered()


def test_text_that_opens_no_font_can_be_printed() -> None:
    usual = {code for code in range(0x20, 0x3000) if coverage.ANY_TYPEFACE_HAS.fullmatch(chr(code))}
    assert usual <= covered()


def test_box_stands_for_what_no_font_can_show_and_nothing_else_changes() -> None:
    markup = '<p title="Grüße">Willkommen 欢迎 &#27426; &lt;b&gt; &#60; नमस्ते &amp; Мир</p>'
    assert coverage.with_stand_ins(markup) == ('<p title="Grüße">Willkommen ▯▯ ▯ &lt;b&gt; &#60; ▯▯▯▯ &amp; Мир</p>')
    assert coverage.with_stand_ins("<p>&#x201E;Grün&#8220;</p>") == "<p>&#x201E;Grün&#8220;</p>"


@pytest.mark.parametrize("text", ["Grün & rot", "a\u00adb", "eins\r\nzwei\tdrei", "\u202edreht", "&auml;&#8364;", ""])
def test_check_text_accepts_what_can_be_shown(text: str) -> None:
    assert check_text(text) == ""


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("नमस्ते", "Die Zeichen „त“ (U+0924 DEVANAGARI LETTER TA), "),
        ("gut ꙮ", "Das Zeichen „ꙮ“ (U+A66E CYRILLIC LETTER MULTIOCULAR O) kann "),
        ("&#x4e2d;", "Das Zeichen „中“ (U+4E2D CJK UNIFIED IDEOGRAPH-4E2D) kann "),
        ("中文字符中国人民", "Die Zeichen „中“ (U+4E2D CJK UNIFIED IDEOGRAPH-4E2D), "),
        ("\ud800", "Das Zeichen U+D800 (ohne Namen) kann "),
        ("\u0378", "Das Zeichen U+0378 (ohne Namen) kann "),
        ("\ue000", "Das Zeichen U+E000 (nur in einer Schrift) kann "),
    ],
)
def test_check_text_names_what_cannot_be_shown(text: str, start: str) -> None:
    assert check_text(text).startswith(start)


def test_check_text_names_five_characters_and_counts_the_rest() -> None:
    assert " und 2 weitere können " in check_text("中文字符国人民")
