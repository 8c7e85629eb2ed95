"""Pages of reporting rounds."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from measures.enums import RoundState
from measures.models import ReportingRound
from neuss_integration.city.models import Department
from tests.factories import World, make_department, make_measure, make_progress, make_round, sign_in

TYPED = {
    "title": "Sachstand 2026",
    "period_start": "01.01.2025",
    "period_end": "31.12.2026",
    "due_on": "31. Januar 2027",
    "instructions": "Bitte in ganzen Sätzen.",
    "asks_running": "on",
    "remind_before": "7",
}


@pytest.fixture
def office(client: Client, world: World) -> Client:
    """A browser in which the Koordination is signed in."""
    return sign_in(client, world.koordination)


def text_of(response: Any) -> str:
    """The page with single spaces."""
    return " ".join(response.content.decode().split())


def answered_round(count: int) -> ReportingRound:
    """An open round with `count` offices, each with a measure of its own."""
    asked = make_round()
    for number in range(count):
        measure = make_measure(lead_department=make_department(f"Amt {number}"))
        make_progress(round=asked, measure=measure, state="submitted")
    return asked


@pytest.mark.parametrize("rows", [1, 3])
def test_round_list_has_the_same_queries_for_any_number(
    office: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for _ in range(rows):
        answered_round(rows)
    with django_assert_num_queries(5):
        page = text_of(office.get("/berichtsrunden/"))
    assert page.count(f"{rows} von {rows}") == rows


def test_round_list_says_what_to_do_when_empty(office: Client) -> None:
    assert "Es gibt noch keine Berichtsrunde." in text_of(office.get("/berichtsrunden/"))


def test_round_create_takes_german_dates(office: Client) -> None:
    response = office.post("/berichtsrunden/neu/", TYPED)
    made = ReportingRound.objects.get()
    assert response.url == f"/berichtsrunden/{made.pk}/"
    assert (made.period_start, made.due_on, made.state) == (dt.date(2025, 1, 1), dt.date(2027, 1, 31), "draft")


def test_round_create_by_double_click_makes_one(office: Client) -> None:
    key = office.get("/berichtsrunden/neu/").context["form"]["submission_key"].value()
    first, second = (office.post("/berichtsrunden/neu/", TYPED | {"submission_key": key}) for _ in range(2))
    assert (first.url, ReportingRound.objects.count()) == (second.url, 1)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "Bitte füllen Sie „Titel“ aus."),
        ({"title": "Alt"}, "Es gibt schon eine Berichtsrunde mit diesem Titel."),
        ({"period_end": "31.12.2024"}, "Das Ende des Berichtszeitraums liegt vor seinem Beginn."),
        ({"due_on": "31.12.2024"}, "Die Rückmeldefrist liegt vor dem Beginn des Berichtszeitraums."),
        ({"due_on": "bald"}, "Bitte geben Sie „Rückmeldung bis“ als Datum an"),
        ({"instructions": "\x00"}, "unsichtbare Steuerzeichen"),
    ],
)
def test_round_create_refuses_with_a_sentence(office: Client, typed: dict[str, str], sentence: str) -> None:
    make_round(title="Alt")
    page = text_of(office.post("/berichtsrunden/neu/", TYPED | typed))
    assert sentence in page
    assert page.startswith("<!DOCTYPE html>")
    assert list(ReportingRound.objects.values_list("title", flat=True)) == ["Alt"]


def test_round_edit_changes_the_due_date(office: Client) -> None:
    asked = make_round(state=RoundState.DRAFT)
    assert office.post(f"/berichtsrunden/{asked.pk}/bearbeiten/", TYPED).url == asked.get_absolute_url()
    asked.refresh_from_db()
    assert (asked.title, asked.due_on) == ("Sachstand 2026", dt.date(2027, 1, 31))


def test_round_edit_of_a_closed_one_keeps_what_was_typed(office: Client) -> None:
    asked = make_round(state=RoundState.CLOSED)
    page = text_of(office.post(f"/berichtsrunden/{asked.pk}/bearbeiten/", TYPED))
    assert "Die Berichtsrunde ist geschlossen." in page
    assert "Sachstand 2026" in page


def test_round_edit_keeps_a_taken_title_out(office: Client) -> None:
    make_round(title="Sachstand 2026")
    asked = make_round(title="Zweite")
    assert "Es gibt schon eine Berichtsrunde" in text_of(office.post(f"/berichtsrunden/{asked.pk}/bearbeiten/", TYPED))


@pytest.mark.parametrize("rows", [1, 3])
def test_round_page_has_the_same_queries_for_any_number(
    office: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    asked = answered_round(rows)
    with django_assert_num_queries(17):
        page = text_of(office.get(asked.get_absolute_url()))
    assert page.count("/pruefen/") == rows


def test_round_page_counts_per_office_and_state(office: Client, world: World) -> None:
    asked = make_round()
    for state in ("todo", "submitted", "accepted"):
        make_progress(round=asked, measure=make_measure(lead_department=world.jugendamt), state=state)
    make_progress(round=asked, measure=world.vorlesestunden, state="returned")
    context = office.get(asked.get_absolute_url()).context
    rows = [(each.label, each.answered, each.outstanding, each.rate) for each in context["standings"]]
    assert rows == [("Jugendamt", 2, 1, 67), ("Stadtbibliothek", 0, 1, 0)]
    assert (context["sum"].total, context["sum"].rate, context["sum"].waiting) == (4, 50, 1)


def test_round_page_filters_by_office_and_state(office: Client, world: World) -> None:
    asked = make_round()
    make_progress(round=asked, measure=world.praeventionsnetz)
    mine = make_progress(round=asked, measure=world.vorlesestunden)
    make_progress(round=asked, measure=make_measure(lead_department=world.stadtbibliothek), state="submitted")
    context = office.get(f"{asked.get_absolute_url()}?fachdienststelle={world.stadtbibliothek.pk}&status=todo").context
    assert list(context["reports"]) == [mine]
    assert [label for label, _ in context["chips"]] == ["Stadtbibliothek", "offen"]


@pytest.mark.parametrize(
    "query", ["fachdienststelle=x&status=halb", "seite=-1", "fachdienststelle=99999999999999999999"]
)
def test_round_page_survives_a_broken_address(office: Client, query: str) -> None:
    asked = answered_round(1)
    assert office.get(f"{asked.get_absolute_url()}?{query}").status_code == 200


def test_round_page_of_a_draft_tells_how_many_will_be_asked(office: Client) -> None:
    page = text_of(office.get(make_round(state=RoundState.DRAFT).get_absolute_url()))
    assert "2 Maßnahmen, 2 Fachdienststellen" in page


def test_round_page_of_a_draft_without_measures_offers_no_opening(office: Client, world: World) -> None:
    for measure in (world.praeventionsnetz, world.vorlesestunden):
        type(measure).objects.filter(pk=measure.pk).update(state="completed")
    page = text_of(office.get(make_round(state=RoundState.DRAFT).get_absolute_url()))
    assert "/oeffnen/" not in page


def test_round_open_asks_and_says_how_many(office: Client) -> None:
    draft = make_round(state=RoundState.DRAFT)
    page = text_of(office.post(f"/berichtsrunden/{draft.pk}/oeffnen/", follow=True))
    assert "Die Berichtsrunde ist offen. Gefragt ist nach 2 Maßnahmen." in page
    assert "im Status „offen“ nicht möglich" in text_of(
        office.post(f"/berichtsrunden/{draft.pk}/oeffnen/", follow=True)
    )
    assert draft.reports.count() == 2


def test_round_close_is_refused_with_a_sentence_while_reports_wait(office: Client) -> None:
    asked = answered_round(1)
    page = text_of(office.post(f"/berichtsrunden/{asked.pk}/schliessen/", follow=True))
    assert "Ein eingereichter Sachstandsbericht ist noch nicht geprüft." in page
    assert ReportingRound.objects.get().state == RoundState.OPEN


def test_round_close_and_reopen(office: Client, world: World) -> None:
    asked = make_round()
    task = make_progress(round=asked, measure=world.praeventionsnetz)
    assert "ist geschlossen" in text_of(office.post(f"/berichtsrunden/{asked.pk}/schliessen/", follow=True))
    typed = {"reason": "Viele waren krank.", "due_on": "31.12.2099"}
    page = text_of(office.post(f"/berichtsrunden/{asked.pk}/wieder-oeffnen/", typed, follow=True))
    task.refresh_from_db()
    assert "Viele waren krank." in page
    assert task.state == "todo"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": "", "due_on": "31.12.2099"}, "Bitte füllen Sie „Begründung“ aus."),
        ({"reason": "Krank.", "due_on": "01.01.2020"}, "Die neue Frist liegt in der Vergangenheit."),
    ],
)
def test_round_reopen_refuses_with_a_sentence(office: Client, typed: dict[str, str], sentence: str) -> None:
    asked = make_round(state=RoundState.CLOSED)
    assert sentence in text_of(office.post(f"/berichtsrunden/{asked.pk}/wieder-oeffnen/", typed))


def test_round_reopen_of_an_open_one_keeps_the_reason(office: Client) -> None:
    typed = {"reason": "Viele waren krank.", "due_on": "31.12.2099"}
    page = text_of(office.post(f"/berichtsrunden/{make_round().pk}/wieder-oeffnen/", typed))
    assert "im Status „offen“ nicht möglich" in page
    assert "Viele waren krank." in page


@pytest.mark.parametrize(
    "person", ["jugendamt_person", "rundertisch_person", "integrationsrat_person", "verwaltung_person"]
)
def test_round_pages_are_for_the_coordination_only(client: Client, world: World, person: str) -> None:
    asked = make_round(title="Geheimer Entwurf", state=RoundState.DRAFT)
    sign_in(client, getattr(world, person))
    pages = ("/berichtsrunden/", "/berichtsrunden/neu/", asked.get_absolute_url())
    actions = [
        f"{asked.get_absolute_url()}{name}/" for name in ("bearbeiten", "oeffnen", "schliessen", "wieder-oeffnen")
    ]
    answers = [client.get(page) for page in pages] + [client.post(action, TYPED) for action in actions]
    assert [answer.status_code for answer in answers] == [403] * 7
    assert not any("Geheimer Entwurf" in text_of(answer) for answer in answers)


@pytest.mark.parametrize("action", ["oeffnen", "schliessen"])
def test_round_actions_never_follow_a_link(office: Client, action: str) -> None:
    asked = make_round(state=RoundState.DRAFT)
    assert "Noch ist nichts geschehen." in office.get(f"/berichtsrunden/{asked.pk}/{action}/").text
    assert (ReportingRound.objects.get().state, Department.objects.count()) == (RoundState.DRAFT, 3)
