"""„Auf einen Blick“ has two pages in every city, and says in words where something is left out."""

from typing import Any

import pytest

from neuss_integration.foundation.pdf import render_pdf
from neuss_integration.foundation.pdf.checks import inspect
from reporting.content.glance import further_red, gaps, statement, statements
from reporting.content.schema import upgraded
from reporting.formats.parts import summary_html
from tests.pdf.conftest import CREATED
from tests.pdf.sample import CHANGES, measure, progress, snapshot

LONG = (
    "Ein langer Satz über die Zusammenarbeit der Fachdienststellen mit Trägern und Vereinen im ganzen Stadtgebiet " * 3
)
PREVIOUS = {"title": "Bericht 2024", "published_on": "2024-03-01", "published_label": "31. Dezember 2024"}
NUMBERS = [f"M-2026-{number:03}" for number in range(12)]


def city(title: str = LONG, text: str = LONG, step: str = LONG, **summary: Any) -> dict[str, Any]:
    """Everything as long as it can be: red measures only, and more of each than is shown."""
    content = upgraded(snapshot(changes=CHANGES, previous=PREVIOUS))
    red = {"key": "red", "label": "rot"}
    content["fields"][0]["measures"] = [
        measure(number, title=title, light=red, progress=progress(next_step=step, observed_effect=text))
        for number in NUMBERS
    ]
    named = {"title": title, "field": "Bildung und Sprache"}
    told = [{"number": each, **named, "text": text, "reasons": ["Ampel rot"]} for each in NUMBERS[:5]]
    content["summary"] |= {"worked": told, "not_worked": told, "gaps": [LONG[:47]] * 10} | summary
    content["texts"]["proposed_resolution"] = LONG.strip() * 2
    content["report"]["paper_number"] = "V 2026/0123"
    return content


@pytest.mark.parametrize(
    ("step", "told"),
    [("", "nicht genannt"), ("Wir fragen nach.", "Wir fragen nach."), (LONG, "siehe Steckbrief")],
)
def test_next_step_that_nobody_named_is_not_looked_for_in_the_profile(step: str, told: str) -> None:
    assert {each["next_step"] for each in statements(city(step=step), "not_worked")} == {told}


@pytest.mark.parametrize(
    "content",
    [city(LONG[:64], LONG[:100], LONG[:76]), city(LONG[:200], LONG[:100]), city(worked=[], not_worked=[], gaps=[])],
    ids=["full", "titles", "spare"],
)
def test_glance_has_two_pages_in_every_city(content: dict[str, Any]) -> None:
    next(each for each in content["sections"] if each["kind"] == "summary")["text"] = "Wort " * 18
    assert inspect(render_pdf(summary_html(content), created=CREATED)).pages == 2


def test_summary_alone_says_of_which_report_it_is() -> None:
    html = summary_html(city())
    for words in ("Kurzfassung: Fortschreibung 2026", "Vorlage V 2026/0123", "Der ganze Bericht steht im Portal"):
        assert words in html
    assert 'href="#massnahme' not in html


def test_red_measures_that_are_told_nowhere_else_are_named() -> None:
    shown, more = further_red(city())
    assert ([each["number"] for each in shown], more) == (NUMBERS[5:9], 3)


def test_gaps_without_room_are_counted() -> None:
    assert gaps(city()) == ([LONG[:47]] * 3, 7)


def test_statement_tells_the_next_step() -> None:
    content = city()
    content["fields"][0]["measures"][0]["progress"]["next_step"] = "Der Antrag folgt. Dann mehr."
    told = {"number": NUMBERS[0], "title": "Kurz", "text": "Neu. Wir.", "reasons": ["Ampel rot"]}
    found = statement(content, told)
    assert found == {
        "number": NUMBERS[0],
        "title": "Kurz",
        "is_short": False,
        "text": "Neu. Wir.",
        "reason": "Ampel rot",
        "next_step": "Der Antrag folgt.",
    }


def test_nothing_is_cut_but_left_to_the_profile() -> None:
    found = statement(city(), city()["summary"]["not_worked"][0])
    told = {"title": "Ein langer Satz über die Zusammenarbeit der Fachdienststellen", "is_short": True}
    assert found == {"number": NUMBERS[0], "text": "Ampel rot.", "reason": "", "next_step": "siehe Steckbrief", **told}


def titles(side: str, *long: str) -> list[str]:
    """The titles that are told where the other texts are short."""
    entries = [{"number": "M-1", "title": each, "text": "Neu.", "reasons": [], "field": "Bildung"} for each in long]
    return [each["title"] for each in statements(city(**{side: entries}), side)]


@pytest.mark.parametrize("side", ["worked", "not_worked"])
def test_measure_is_never_told_by_its_number_alone(side: str) -> None:
    """Long titles are told whole as far as there is room; else by a name in them, else by the Handlungsfeld."""
    real = "Koordinierung der ehrenamtlichen Flüchtlingshilfe mit Ansprechperson je Stadtteil"
    endless = "Wort" * 50
    assert titles(side, "Kurz", real, real) == ["Kurz", real, real]
    assert titles(side, *[LONG[:190]] * 4, real)[-2:] == [
        "Ein langer Satz über die Zusammenarbeit der Fachdienststellen",
        real,
    ]
    assert titles(side, *[endless] * 5)[-1] == "Maßnahme im Handlungsfeld Bildung"
    assert "" not in titles(side, *[endless] * 5)


@pytest.mark.parametrize(
    ("names", "told"),
    [("ABC", "A, B, C"), ("ABCD", "A, B, C und 1 weiteres"), ("ABCDE", "A, B, C und 2 weitere")],
)
def test_handlungsfelder_without_room_are_counted_in_their_gender(names: str, told: str) -> None:
    assert f"<p>{told}</p>" in " ".join(summary_html(city(gaps=list(names))).split())
