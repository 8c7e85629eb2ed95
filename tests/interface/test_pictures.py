"""The tile map and the picture of who works with whom."""

import re
from xml.etree import ElementTree

import pytest

from neuss_integration.foundation.ui.organigram import Box, Group, organigram
from neuss_integration.foundation.ui.tile_map import ShadeScale, Tile, tile_map

NOUN = ("Maßnahme", "Maßnahmen")
TILES = [Tile(1, 1, "01", "Innenstadt", 8, "/a"), Tile(2, 1, "02", "Hafen <Nord>", 0, "/b"), Tile(2, 2, "03", "Süd", 1)]


def svg(html: str) -> ElementTree.Element:
    """The first picture of `html`, which must be well-formed."""
    return ElementTree.fromstring(re.search(r"<svg.*?</svg>", html, re.DOTALL)[0])  # noqa: S314 - our own output


@pytest.mark.parametrize(
    ("most", "steps"),
    [
        (0, {0: 0}),
        (1, {0: 0, 1: 4}),
        (4, {0: 0, 1: 1, 2: 2, 3: 3, 4: 4}),
        (20, {1: 1, 5: 1, 6: 2, 15: 3, 16: 4, 20: 4}),
    ],
)
def test_scale_has_a_step_for_nothing_and_four_for_the_rest(most: int, steps: dict[int, int]) -> None:
    assert {count: ShadeScale(most).step(count) for count in steps} == steps


def test_linked_map_says_name_and_count_in_each_link() -> None:
    links = svg(tile_map(TILES, "Karte", noun=NOUN)).findall("a")
    assert [(link.get("href"), link.get("aria-label")) for link in links] == [
        ("/a", "01 Innenstadt: 8 Maßnahmen"),
        ("/b", "02 Hafen <Nord>: 0 Maßnahmen"),
    ]


def test_printed_map_is_one_picture_with_a_description_and_own_colours() -> None:
    picture = svg(tile_map(TILES, "Karte", noun=NOUN, is_linked=False))
    assert (picture.get("role"), picture.findall("a")) == ("img", [])
    assert picture.findtext("desc") == "01 Innenstadt: 8 Maßnahmen; 02 Hafen <Nord>: 0 Maßnahmen; 03 Süd: 1 Maßnahme"
    assert [each.get("fill") for each in picture.iter("rect")] == ["#1a4f9c", "#ffffff", "#dfe9f7"]


def test_map_shows_numbers_not_only_colours_and_explains_them() -> None:
    html = tile_map(TILES, "Karte", noun=NOUN)
    counts = [each.text for each in svg(html).iter("text") if each.get("class") == "tile__count"]
    assert counts == ["8", "0", "1"]
    assert [text in html for text in ("keine Maßnahme", "1 bis 2 Maßnahmen", "7 bis 8 Maßnahmen")] == [True, True, True]


def test_map_without_tiles_is_still_a_picture() -> None:
    assert svg(tile_map([], "Karte", noun=NOUN)).findall("g") == []


def test_organigram_holds_every_body_and_describes_all() -> None:
    offices = [Box(f"Amt {number}", "2 Maßnahmen", "/x") for number in range(7)]
    picture = svg(
        organigram(
            Group("Politik", [Box("Rat")]),
            Box("Büro", "hilft"),
            Group("Ämter", offices),
            Group("Tische", []),
            "Zusammen",
        )
    )
    titles = [each.text for each in picture.iter("title")]
    assert titles == ["Zusammen", "Rat", *(f"Amt {number}" for number in range(7))]
    assert picture.findtext("desc", "").startswith(
        "In der Mitte: Büro, hilft. Politik: Rat. Ämter: Amt 0 (2 Maßnahmen),"
    )


def test_organigram_breaks_and_shortens_long_names_but_keeps_them_whole_as_title() -> None:
    name = "Kommunales Integrationszentrum und Koordinierungsstelle für Vielfalt, Antidiskriminierung und Teilhabe"
    picture = svg(
        organigram(
            Group("Politik", [Box(name)]), Box("Büro", "hilft"), Group("Ämter", []), Group("Tische", []), "Zusammen"
        )
    )
    assert name in [each.text for each in picture.iter("title")]
    lines = [each.text or "" for each in picture.iter("text") if each.get("text-anchor") == "middle"]
    assert max(map(len, lines)) <= 27
    assert any(line.endswith("…") for line in lines)
