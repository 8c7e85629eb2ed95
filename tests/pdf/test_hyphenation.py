"""Where German words are parted: the longest of demo, master data and interface, read by hand, are kept beside."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring, tostring

from neuss_integration.foundation.pdf.hyphenation import VOWELS, GermanWords, keep_hyphens
from tests.conventions.source import ROOT

READ = Path(__file__).with_name("hyphenation.txt").read_text(encoding="utf-8").split()
WORDS = GermanWords()
PRINTED = ("neuss_integration/demo/**/*.toml", "*/master_data/**/*.toml", "templates/**/*.html")


def parted(word: str) -> str:
    """`word` with a hyphen at each place where it may be parted, two letters at least before and after."""
    places = [place for place in WORDS.positions(word) if 2 <= place <= len(word) - 2]
    return "-".join(word[a:b] for a, b in zip([0, *places], [*places, len(word)], strict=True))


def test_words_that_were_read_are_parted_as_they_were_read() -> None:
    assert len(set(READ)) == 2737
    assert [parted(word.replace("-", "")) for word in READ] == READ


def test_every_long_word_that_is_printed_was_read() -> None:
    """A new text with a longer compound makes this red: look at how it is parted, then add it to the list."""
    texts = "\n".join(file.read_text(encoding="utf-8") for pattern in PRINTED for file in ROOT.glob(pattern))
    plain = re.sub(r"https?://\S+|\{[{%].*?[%}]\}|<[^>]*>|[\w./-]*_[\w./-]*", " ", texts, flags=re.DOTALL)
    known = {word.replace("-", "").lower() for word in READ}
    assert {word for word in re.findall(r"[^\W\d_]{17,}", plain) if word.lower() not in known} == set()


@pytest.mark.parametrize(
    "word",
    [
        "Fort-schrei-bung",
        "Rück-mel-dung",
        "Mit-ar-bei-te-rin-nen",
        "In-te-gra-ti-ons-lot-sin-nen",
        "be-ar-bei-ten",
        "Vi-ren-scan-ner",
        "Schreib-recht",
    ],
)
def test_words_that_were_seen_parted_wrongly(word: str) -> None:
    assert parted(word.replace("-", "")) == word


@given(st.lists(st.sampled_from([word.replace("-", "") for word in READ]), min_size=2, max_size=3))
def test_no_part_is_without_a_vowel(words: list[str]) -> None:
    word = "".join(words).lower()
    places = WORDS.positions(word)
    parts = [word[a:b] for a, b in zip([0, *places], [*places, len(word)], strict=True)]
    assert [part for part in parts if places and VOWELS.isdisjoint(part)] == []


def test_browsers_part_long_words_far_from_their_ends() -> None:
    """Their dictionary is theirs: of the words that were read, the patterns most of them bring (TeX, 1996) part three
    wrongly under these limits, and more where parts may be shorter (Dem-obetrieb).
    """
    rules = [rule for file in (ROOT / "static" / "css").glob("*.css") for rule in file.read_text().split("}")]
    limits = [
        re.findall(r"hyphenate-limit-chars: (\d+) (\d+) (\d+);", each) for each in rules if "hyphens: auto" in each
    ]
    assert len(limits) >= 4
    assert [each for each in limits if not each or min(map(int, each[0][1:])) < 4 or int(each[0][0]) < 10] == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Lotsinnen und -lotsen", "Lotsinnen und \u2011lotsen"),
        ("(-träger)", "(\u2011träger)"),
        ("Sprach- und Kulturmittler, 2025-2026, Ost-West, - und", None),
    ],
)
def test_hyphen_of_a_second_part_stays_with_its_word(text: str, kept: str | None) -> None:
    root = fragment_fromstring(f"<div><p>{text}<b>x</b> {text}</p><style>a -b</style></div>")
    keep_hyphens(root)
    wanted = kept or text
    shown = tostring(root, encoding="unicode")
    assert shown == f"<div><p>{wanted}<b>x</b> {wanted}</p><style>a -b</style></div>"
