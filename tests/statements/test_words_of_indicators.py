"""An indicator whose values are words: every output says the word, none its place; a second computation agrees."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

import pytest
from django.test import Client
from django.utils import timezone

from neuss_integration.portal.exports.open_data import indicator_entries
from reporting.content.figures import figures
from reporting.content.snapshot import build_snapshot
from reporting.formats.html import report_html
from reporting.formats.tables.concept import INDICATORS, VALUES
from reporting.publication.recount import recounted
from success_factors.models import Indicator
from tests.factories import World, make_factor, make_gauge, make_goal, make_indicator, make_report, make_value, sign_in
from tests.measures.answers import text_of

pytestmark = pytest.mark.django_db
NOW: Final = timezone.localdate().year
STEPS: Final = "nicht begonnen\nin Planung\neingeführt\nverstetigt"
WORDS: Final = {"Leichte Sprache": ("nein", "ja"), "Leitlinie": ("in Planung", "eingeführt")}
PLACE: Final = re.compile(r"(?<![\d.,])[0-4](?:,0+|\.0|\.00|\.0{4})(?![\d.])")


@pytest.fixture
def indicators(world: World) -> list[Indicator]:
    """One with ja and nein, one with steps; both rose, and a goal of the edition in force is measured by both."""
    goal, made = make_goal(), []
    for name, steps, kind, places in (
        ("Leichte Sprache", "", "yes_no", (0, 0, 1)),
        ("Leitlinie", STEPS, "steps", (1, 2, 3)),
    ):
        indicator = make_indicator(name=name, value_kind=kind, steps=steps, unit="", target_value=places[-1])
        for year, place in enumerate(places, start=NOW - 3):
            make_value(indicator=indicator, year=year, value=place)
        start = {"baseline_value": places[0], "baseline_date": dt.date(NOW - 4, 12, 31), "direction": "up"}
        make_gauge(goal, indicator, **start, target_value=places[-1], target_date=dt.date(NOW + 1, 12, 31))
        made.append(indicator)
    return made


def without_pictures(html: str) -> str:
    """What people read: without the coordinates of pictures and the head."""
    return re.sub(r"<svg.*?</svg>|<style.*?</style>|<head>.*?</head>", "", html, flags=re.DOTALL)


def pages(client: Client, indicators: list[Indicator]) -> Iterator[str]:
    goal = indicators[0].gauges.get().goal
    factor = make_factor()
    for url in ("/indikatoren/", f"/erfolgsfaktoren/{factor.number}/", goal.get_absolute_url()):
        yield text_of(client.get(url))


def test_every_page_says_the_word(world: World, client: Client, indicators: list[Indicator]) -> None:
    for person in (world.koordination, world.integrationsrat_person):
        for text in pages(sign_in(client, person), indicators):
            assert all(last in text for _, last in WORDS.values())
            assert not PLACE.search(without_pictures(text))
    for indicator in indicators:
        before, last = WORDS[indicator.name]
        for path in ("", "daten.csv"):
            text = client.get(f"{indicator.get_absolute_url()}{path}").content.decode()
            assert before in text
            assert last in text
            assert not PLACE.search(without_pictures(text))


def test_picture_is_written_on_with_the_words(world: World, client: Client, indicators: list[Indicator]) -> None:
    shown = sign_in(client, world.koordination).get(indicators[1].get_absolute_url()).content.decode()
    (picture,) = re.findall(r'<svg class="line-chart.*?</svg>', shown, flags=re.DOTALL)
    assert all(f">{word}</text>" in picture for word in STEPS.split("\n"))
    assert "Ziel: eingeführt" in picture


def test_report_says_the_word_and_the_second_computation_agrees(indicators: list[Indicator]) -> None:
    report = make_report()
    content = build_snapshot(report)
    first = {each.key: each.value for each in figures(content)}
    second = recounted(report)
    keys = [key for key in first if "Leichte Sprache" in key or "Leitlinie" in key]
    assert {key: first[key] for key in keys} == {key: second[key] for key in keys}
    assert first["indicator:Leichte Sprache:value"] == "ja"
    assert first["indicator:Leitlinie:value"] == "eingeführt"
    assert "Ziel erreicht: Stufe 3 von 4." in first.values()
    assert "mindestens eingeführt" in first.values()
    html = report_html(content)
    assert ("Alle Werte; richtige Richtung" in html, "Alle Werte ;" in html) == (True, False)
    assert not PLACE.search(without_pictures(html))


def test_files_of_the_report_say_the_word(indicators: list[Indicator]) -> None:
    content = build_snapshot(make_report())
    for table in (INDICATORS, VALUES):
        told = [[str(cell) for cell in row] for row in table.told(content) if row[0] in WORDS]
        assert {row[0] for row in told if WORDS[row[0]][1] in row} == set(WORDS)
    assert {entry["name"]: entry["value"] for entry in indicator_entries(content)} == {
        name: last for name, (_, last) in WORDS.items()
    }
