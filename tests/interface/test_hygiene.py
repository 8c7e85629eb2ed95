"""Texts without signs that nobody sees."""

import pytest

from neuss_integration.foundation.words.folding import fold
from neuss_integration.foundation.words.hygiene import clean, tidy


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Jugend\u00adamt", "Jugendamt"), ("Sprache\u200b", "Sprache"), ("u\u0308ber", "über"),
        ("\ufeffTitel", "Titel"),
        ("Auf\u200clage", "Auflage"), ("a\u200eb", "ab"), ("a\u2060b", "ab"), ("a\x07b", "ab"), ("a\x85b", "a\nb"),
        ("a\x0bb\r\nc\u2028d", "a\nb\nc\nd"), ("a\u202eb", "ab"), ("a\ud800b", "ab"),
    ],
)  # fmt: skip
def test_what_nobody_sees_goes(text: str, plain: str) -> None:
    assert clean(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",
        "👩\u200d👩\u200d👧",
        "🏳\ufe0f\u200d🌈",
        "क्\u200dष",
        "عربي\u200f",
        "12\u00a0%",
        "a\u202fb",
        "a\tb\nc",
    ],
)
def test_what_a_script_needs_stays(text: str) -> None:
    assert clean(text) == text
    assert tidy(text) == text


def test_same_words_compare_alike_whatever_is_invisible_in_them() -> None:
    assert fold("Jugend\u00adamt\u200b") == fold("jugendamt")
    assert fold("A\u00a0B") == fold("a b")
    assert fold("Nord\u2011Süd") == fold("Nord-Sued")
