"""What the report says of money and of a round, pages and the PDF of the round say too."""

import re
from typing import Any

import pytest
from django.test import Client
from lxml.html import fromstring

from measures.mails import DEFAULT_TEXTS
from measures.models import Funding
from measures.pdf.rounds import summary_html
from reporting.content.sentences import SENTENCES
from reporting.content.snapshot import build_snapshot
from reporting.formats.html import report_html
from reporting.models import Report
from tests.factories import (
    World,
    make_assessment,
    make_criterion,
    make_field,
    make_measure,
    make_progress,
    make_published,
    make_round,
    sign_in,
)
from tests.reporting.test_snapshot import in_period
from tests.statements.forms import tables_of_html, words


@pytest.mark.parametrize("person", ["koordination", "integrationsrat_person"])
def test_money_of_a_year_is_the_same_on_the_page_and_in_the_report(
    world: World, draft: Report, client: Client, person: str
) -> None:
    for state, planned, spent in (("idea", 12500, None), ("dropped", 237, 200), ("running", 1000, None)):
        measure = make_measure(state=state, state_reason="Grund", end_date="2013-05-01" if state == "dropped" else None)
        Funding.objects.create(measure=measure, source="city", year=2025, planned=planned, spent=spent)
    page = sign_in(client, getattr(world, person)).get("/massnahmen/finanzierung/?jahr=2025").text
    tables = tables_of_html(page)
    funding: Any = build_snapshot(draft)["funding"]
    for caption, told in (("Tabelle nach Jahr", "by_year"), ("Tabelle nach Quelle", "by_source")):
        rows = [(row[0], row[2], row[3], row[4]) for row in tables[caption][1:] if row[0] != "Summe"]
        assert [tuple(words(cell).removesuffix(" (nichts vorhanden)") for cell in row) for row in rows] == [
            tuple(words(each[name]) for name in ("label", "planned", "granted", "spent")) for each in funding[told]
        ]


def test_pdf_and_page_of_a_round_say_the_share_that_the_report_says(
    world: World, draft: Report, client: Client
) -> None:
    asked = in_period(state="closed")
    for state in ("accepted", "accepted", "no_response"):
        make_progress(round=asked, state=state)
    (told,) = build_snapshot(draft)["rounds"]
    page = sign_in(client, world.koordination).get(f"{asked.get_absolute_url()}ergebnis/").text
    for html in (summary_html(asked), page):
        assert re.findall(r"(\d+) %", words(fromstring(html).text_content()))[0] == str(told["percent"])
    assert told["percent"] == 67


def test_unchanged_answers_are_counted_among_all_that_answered(world: World, client: Client) -> None:
    asked = make_round(state="open")
    for state in ("accepted", "submitted", "submitted", "returned"):
        before = make_progress(measure=make_measure(), state="accepted")
        since = {} if state == "returned" else {"is_unchanged": True, "previous": before}
        make_progress(round=asked, measure=before.measure, state=state, **since)
    assert "3 (75 %), davon 3 unverändert" in words(fromstring(summary_html(asked)).text_content())


def test_criterion_is_whole_in_the_report(world: World, draft: Report) -> None:
    long = f"{'Menschen finden Rat, ' * 12}und niemand geht verloren"
    make_assessment(criterion=make_criterion(world.factors[3], text=long), level=3)
    assert long in report_html(build_snapshot(draft))


def test_list_of_reports_says_the_extent_as_the_report_does(world: World, client: Client) -> None:
    make_field("Ohne Maßnahme")
    report = make_published()
    told = SENTENCES["extent"](build_snapshot(report))
    assert "2 Maßnahmen in 2 Handlungsfeldern" in told
    sign_in(client, world.koordination)
    shown = [words(client.get(url).text) for url in ("/berichte/", "/portal/berichte/")]
    assert [told in text for text in shown] == [True, True]


def test_open_round_says_what_is_still_open_and_claims_no_colour(world: World, client: Client) -> None:
    asked = make_round(state="open")
    for state in ("submitted", "returned", "todo"):
        make_progress(round=asked, state=state, traffic_light="red", traffic_light_reason="Es fehlt Geld.")
    page = sign_in(client, world.koordination).get(f"{asked.get_absolute_url()}ergebnis/").text
    told = [words(fromstring(html).text_content()) for html in (page, summary_html(asked))]
    assert "2 noch offen" in told[0]
    assert "Noch offen 2" in told[1]
    assert ["ohne Rückmeldung" in text.replace("Ohne", "ohne").split("Ampeln")[0] for text in told] == [False, False]
    assert "steht auf Gelb oder Rot" not in told[0]
    assert "Kein Bericht ist angenommen, deshalb steht hier keine Farbe." in told[0]


def test_report_has_the_heading_that_a_closing_round_promises(world: World, draft: Report, client: Client) -> None:
    asked = in_period(state="closed")
    make_progress(round=asked, state="no_response")
    page = sign_in(client, world.koordination).get(f"{asked.get_absolute_url()}ergebnis/").text
    (promised,) = re.findall(r"Die Fortschreibung nennt die Fachdienststellen unter „(.*?)“", words(page))
    assert f">{promised}, {asked.title}:</strong>" in report_html(build_snapshot(draft))
    assert f"„{promised}“" in DEFAULT_TEXTS["overdue"]
