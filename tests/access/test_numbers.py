"""A number that is a link: the page behind it says the same number above its rows, whoever asks."""

import re
from functools import cache
from typing import Final
from urllib.parse import urljoin

import pytest
from django.urls import reverse
from lxml.html import HtmlElement, fromstring

from neuss_integration.definitions import definitions
from neuss_integration.foundation.words.nouns import NOUNS
from tests.access.scene import Scene
from tests.access.table import Row
from tests.access.test_pages import HTML, ablest

pytestmark = pytest.mark.django_db
THINGS: Final = "|".join(sorted({*NOUNS, *(many for many, _ in NOUNS.values())}))
COUNTED: Final = re.compile(rf"(?:Alle |.*: )?(\d+(?:\.\d{{3}})*)(?: (?:{THINGS}|weitere)\b(?! \d).*)?")
"""„12“, „12 Maßnahmen“, „3 weitere Fachdienststellen“, „ohne Ziel: 5“."""
TOTAL: Final = re.compile(r"(?:(\d[\d.]*)|Keine?)\b")
NOT_COUNTED: Final = {
    "?jahr=": "a year", "ausschnitt=": "a year or quarter",
    "?anzahl=": "rows of a page", "seite=": "a page of a list",
    "/nachrechnen/#": "tests/statements",
    "/standortbestimmung/": "the words of a criterion", "/massnahmen/import/": "rows of a file that is read",
}  # fmt: skip
"""What the address of a link has that leads to no list, with the reason."""
ELSEWHERE: Final = {
    " weitere Fachdienststelle": "the table of all offices, of which the first are named beside the link",
    " zum Bericht ": "open comments; the page of the report names the sections that have some",
}
"""Words of links whose rows a page shows among others, with the reason."""


def label(link: HtmlElement) -> str:
    """What is seen of a link, without what only screen readers say."""
    unseen = {each for found in link.xpath(".//*[contains(@class, 'kern-sr-only')]") for each in found.iter()}
    words = [link.text or ""]
    for each in link.iterdescendants():
        words += [] if each in unseen else [each.text or "" if isinstance(each.tag, str) else ""]
        words.append(each.tail or "")
    return " ".join("".join(words).split())


def numbers(html: str, url: str) -> dict[tuple[str, str], int]:
    """Each counted link of a page: its address and words, and what it counts."""
    found = {}
    for link in fromstring(html).xpath("//main//a[@href][not(ancestor::thead)]"):
        told, words, href = link.get("data-counts"), label(link), link.get("href")
        match = COUNTED.fullmatch(words)
        if told is None and (
            match is None or href[0] == "#" or any(part in urljoin(url, href) for part in NOT_COUNTED)
        ):
            continue
        number = told or (match[1].replace(".", "") if match else "")
        if not any(part in words for part in ELSEWHERE):
            found[urljoin(url, href).partition("#")[0], words] = int(number)
    return found


def total(html: str) -> int | None:
    """The number of rows a page says above its list."""
    for each in fromstring(html).xpath("//main//*[@role='status']"):
        if match := TOTAL.match(" ".join(each.text_content().split())):
            return int((match[1] or "0").replace(".", ""))
    return 0 if "empty-state" in html else None


@pytest.fixture(scope="module")
def totals(scene: Scene) -> "Totals":
    return Totals(scene)


class Totals:
    """How many rows the page of an address shows somebody; each asked once."""

    def __init__(self, scene: Scene) -> None:
        self.of = cache(lambda column, url: total(scene.browser(column).get(url).text))


FIGURES: Final = (
    "//main//*[@data-counts or self::progress or contains(@class, 'stat__number') or contains(@class, 'stacked-bar')]"
)
CELLS: Final = "//main//td[contains(@class, 'numeric') or contains(@class, 'matrix__cell')]"
QUANTITY: Final = re.compile(r"\d{1,3}(?:\.?\d{3})*(?:,\d+)?(?: ?[€%]| Stimmen?)?(?: von .*)?")
ENTERED: Final = ("maintenance:", "measures:import-", "portal:", "publicity:", "success_factors:request-")
"""Pages whose cells show what was entered: positions, rows of a file, a delivered value."""
OF_WORK: Final = {
    "measures:import-detail": "rows that are read", "measures:progress-detail": "fields that are filled",
    "measures:progress-on-behalf": "fields that are filled", "reporting:report-detail": "sections without a question",
    "reporting:report-run": "steps of a run", "success_factors:revision-detail": "goals that are decided",
    "success_factors:revision-decide": "goals that are decided",
}  # fmt: skip
"""Pages whose only figures tell how far work has come."""
ALL_RULES: Final = ("reporting:", "portal:")
"""Pages with so many figures that they may lead to all rules."""


def has_figures(html: str, url: str) -> bool:
    """Whether a page tells something it counted."""
    return bool(fromstring(html).xpath(FIGURES)) or bool(numbers(html, url))


WHOLE: Final = re.compile(rf"\b[1-9]\d* (?:{THINGS})\b|\b\d+ von [1-9]\d*\b|\b\d+ %")
"""„12 Maßnahmen“, „3 von 7“, „43 %“ in a sentence."""
NO_FIGURES: Final = (
    "ancestor-or-self::form or ancestor-or-self::*[@role='status' or contains(@class, 'history') or "
    "contains(@class, 'prose') or contains(@class, 'alert') or contains(@class, 'pre-line') or contains(@class, 'lead')"
)
"""What is entered or was written, rows that stand below, and what an alert says of work."""
NO_RULE: Final = {
    "reporting:report-review": "how many were asked and have read it",
    "reporting:report-plan": "steps that are done", "roundtables:meeting-invite": "mails that go out",
    "data-protection:": "rows of one person", "maintenance:": "rows of master data",
    "site:audit-log": "rows of the log",
}  # fmt: skip
"""Pages whose sentences count what stands on the page itself."""


def has_counted_sentences(html: str, name: str) -> bool:
    """Whether a sentence tells how many of something there are, or a share."""
    said = fromstring(html).xpath(f"//main//*[self::p or self::li or self::dd][not({NO_FIGURES}])]")
    found = [words for each in said if WHOLE.search(words := " ".join(each.text_content().split()))]
    return bool(found) and not name.startswith((*ENTERED, *NO_RULE))


def has_counted_cells(html: str, name: str) -> bool:
    """Whether a table tells quantities; years are none."""
    told = (" ".join(each.text_content().split()) for each in fromstring(html).xpath(CELLS))
    found = [each for each in told if QUANTITY.fullmatch(each) and not re.fullmatch("(19|20)\\d\\d", each)]
    return bool(found) and not name.startswith(ENTERED)


def rules_led_to(html: str) -> list[str]:
    """Where „Wie wird das gezählt?“ leads: the anchors."""
    links = fromstring(html).xpath("//main//a[normalize-space()='Wie wird das gezählt?']/@href")
    return [each.removeprefix(reverse("site:definitions")).removeprefix("#") for each in links]


@pytest.mark.parametrize("row", HTML, ids=str)
def test_page_with_figures_says_how_they_are_counted(scene: Scene, row: Row) -> None:
    html = scene.answer(row, ablest(row)).text
    anchors, known = rules_led_to(html), {each.anchor for each in definitions()[2]}
    assert anchors or row.name in OF_WORK or not has_figures(html, scene.url(row))
    assert anchors or row.name in OF_WORK or not has_counted_cells(html, row.name)
    assert anchors or row.name in OF_WORK or not has_counted_sentences(html, row.name)
    assert set(anchors) <= known or row.name.startswith(ALL_RULES)


@pytest.mark.parametrize("row", HTML, ids=str)
def test_number_that_links_is_that_of_its_list(scene: Scene, totals: Totals, row: Row) -> None:
    wrong: dict[tuple[str, ...], tuple[int, int | None]] = {}
    for column in (each for each, answer in row.answers.items() if answer == "200"):
        found = numbers(scene.answer(row, column).text, scene.url(row))
        shown = {key: totals.of(column, key[0]) for key in found}
        wrong |= {(column, *key): (number, shown[key]) for key, number in found.items() if number != shown[key]}
    assert wrong == {}
