"""Where German words are parted: the longest of demo, master data and interface, read by hand, are kept beside."""

import re
import tomllib
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring, tostring

from measures.models import Measure
from neuss_integration.foundation.words.hygiene import clean
from neuss_integration.foundation.words.hyphenation import VOWELS, GermanWords, keep_hyphens, with_whole_parts
from neuss_integration.foundation.words.hyphenation import parted as with_soft_hyphens
from tests.conventions.source import ROOT
from tests.factories import World, sign_in

READ = Path(__file__).with_name("hyphenation.txt").read_text(encoding="utf-8").split()
WORDS = GermanWords()
PRINTED = ("neuss_integration/demo/**/*.toml", "*/master_data/**/*.toml", "templates/**/*.html")


def parted(word: str) -> str:
    """`word` with a hyphen at each place where it may be parted, two letters at least before and after."""
    places = [place for place in WORDS.positions(word) if 2 <= place <= len(word) - 2]
    return "-".join(word[a:b] for a, b in zip([0, *places], [*places, len(word)], strict=True))


def test_words_that_were_read_are_parted_as_they_were_read() -> None:
    assert len(set(READ)) == 3236
    assert [parted(word.replace("-", "")) for word in READ] == READ


def test_every_long_word_that_is_printed_was_read() -> None:
    """A new text with a longer compound makes this red: look at how it is parted, then add it to the list."""
    texts = "\n".join(file.read_text(encoding="utf-8") for pattern in PRINTED for file in ROOT.glob(pattern))
    plain = re.sub(r"https?://\S+|\{[{%].*?[%}]\}|<[^>]*>|[\w./-]*_[\w./-]*", " ", texts, flags=re.DOTALL)
    known = {word.replace("-", "").lower() for word in READ}
    assert {word for word in re.findall(r"[^\W\d_]{17,}", plain) if word.lower() not in known} == set()


def strings(value: Any) -> Iterator[str]:
    """The texts of a TOML file; a key such as "poster" is none."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)
    elif isinstance(value, str) and not re.fullmatch(r"[a-z_/.-]+", value):
        yield value


def texts_of_demo_master_data_and_interface() -> Iterator[str]:
    for pattern in PRINTED:
        for file in ROOT.glob(pattern):
            text = file.read_text(encoding="utf-8")
            if file.suffix == ".toml":
                yield from strings(tomllib.loads(text))
            else:
                plain = re.sub(
                    r"\{%\s*comment.*?endcomment\s*%\}|\{#.*?#\}|\{[{%].*?[%}]\}", " ", text, flags=re.DOTALL
                )
                yield re.sub(r"<(script|style)\b.*?</\1>|<!--.*?-->|<[^>]*>", " ", plain, flags=re.DOTALL)


def test_each_of_the_longest_words_was_read() -> None:
    """The 2,000 longest of all texts, whatever their length, are on the list that was read by hand."""
    plain = re.sub(r"https?://\S+|[\w./-]*[_@][\w./-]*", " ", "\n".join(texts_of_demo_master_data_and_interface()))
    found = {word.lower() for word in re.findall(r"[^\W\d_]+", plain)}
    longest = sorted(found, key=lambda word: (-len(word), word))[:2000]
    known = {word.replace("-", "").lower() for word in READ}
    assert (len(longest), [word for word in longest if word not in known]) == (2000, [])


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
        "Java-Script",
        "ein-ge-scann-ten",
        "Be-richts-ta-bel-le",
        "Guide-lines",
        "Zei-chen-er-klä-rung",
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


def test_no_page_leaves_it_to_the_browser_where_a_word_is_parted() -> None:
    """Browsers bring dictionaries of their own, which part some of the words that were read wrongly."""
    rules = {
        file.name: re.findall(r"hyphens:\s*(\w+)", file.read_text()) for file in (ROOT / "static" / "css").glob("*.css")
    }
    assert {name: found for name, found in rules.items() if set(found) - {"manual"}} == {}


def test_pages_part_words_as_the_print_does() -> None:
    """Of the 2,000 longest words none is parted wrongly, and none but at a place that was read."""
    longest = sorted(READ, key=lambda word: len(word.replace("-", "")), reverse=True)[:2000]
    wrong = []
    for word in longest:
        shown = with_soft_hyphens(word.replace("-", "")).split("\u00ad")
        ends = set(accumulate(len(part) for part in shown))
        read = set(accumulate(len(part) for part in word.split("-")))
        wrong += [] if ends <= read and min(len(shown[0]), len(shown[-1])) >= 4 else [word]
    assert wrong == []
    assert with_soft_hyphens("Sprache und Bildungsberatung") == "Sprache und Bildungs\u00adbe\u00adra\u00adtung"


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>Lotsinnen und -lotsen</p>", "<p>Lotsinnen und -\u2060lotsen</p>"),
        ("<p>(-träger), 2025-2026, - und</p>", "<p>(-\u2060träger), 2025-2026, - und</p>"),
        ("<p>Per E-Mail, IT-Team</p>", "<p>Per E-\u2060Mail, IT-\u2060Team</p>"),
        ("<b>U-Bahn</b> (EU-Mittel) Ex-Mann", "<b>U-\u2060Bahn</b> (EU-\u2060Mittel) Ex-\u2060Mann"),
        ("<p>M-2017-001, e-mail@stadt.example, Ost-West, X-1, Ca-Y</p>", None),
        ('<a title="per E-Mail" href="/E-Mail"><option>E-Mail</option>', None),
        ('<a title="und -lotsen"><textarea>und -lotsen</textarea><code> -vv x</code>', None),
        ("<script>a = b -cc</script><style>a -bb</style>", None),
    ],
)
def test_page_keeps_a_second_part_with_its_hyphen(html: str, kept: str | None) -> None:
    assert with_whole_parts(html) == (kept or html)


@pytest.mark.django_db
def test_every_page_keeps_second_parts_and_what_is_pasted_loses_them(world: World) -> None:
    client = Client()
    Measure.objects.filter(pk=world.vorlesestunden.pk).update(title="Integrationslotsinnen und -lotsen")
    sign_in(client, world.koordination)
    page = client.get(world.vorlesestunden.get_absolute_url()).text
    assert "<h1>Integrationslotsinnen und -\u2060lotsen</h1>" in page
    assert clean("Lotsinnen und -\u2060lotsen, Bildungs\u00adrat") == "Lotsinnen und -lotsen, Bildungsrat"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Lotsinnen und -lotsen", "Lotsinnen und \u2011lotsen"),
        ("(-träger)", "(\u2011träger)"),
        ("Per E-Mail, A-Junioren", "Per E\u2011Mail, A\u2011Junioren"),
        ("Sprach- und Kulturmittler, 2025-2026, Ost-West, - und, M-2017-001", None),
    ],
)
def test_hyphen_of_a_second_part_stays_with_its_word(text: str, kept: str | None) -> None:
    root = fragment_fromstring(f"<div><p>{text}<b>x</b> {text}</p><style>a -b</style></div>")
    keep_hyphens(root)
    wanted = kept or text
    shown = tostring(root, encoding="unicode")
    assert shown == f"<div><p>{wanted}<b>x</b> {wanted}</p><style>a -b</style></div>"
