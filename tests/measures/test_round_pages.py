"""Pages about a running round: who owes what, mails, more time, more measures, free questions."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from measures.enums import ProgressState, RoundState
from measures.models import ProgressEvent, ReportingRound
from measures.selectors.response_rate import returns_of
from measures.services import rounds
from tests.factories import World, make_department, make_measure, make_progress, make_round, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client, world: World) -> Client:
    """A browser in which the Koordination is signed in."""
    return sign_in(client, world.koordination)


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def opened_round(count: int = 0, *, answered: int = 0, **fields: Any) -> ReportingRound:
    """An open round with `count` tasks of as many offices; the first `answered` came in on day 2."""
    asked = make_round(**fields)
    for number in range(count):
        measure = make_measure(lead_department=make_department(f"Amt {number}", email=f"amt{number}@neuss.example"))
        state = ProgressState.SUBMITTED if number < answered else ProgressState.OPEN
        report = make_progress(round=asked, measure=measure, state=state)
        if number < answered:
            ProgressEvent.objects.create(
                report=report,
                actor=report.submitted_by,
                transition="submit",
                to_state=state,
                at=asked.opened_at + dt.timedelta(days=2),
            )
    return asked


@pytest.mark.parametrize("rows", [1, 3])
def test_owing_page_has_the_same_queries_for_any_number(
    office: Client, django_assert_num_queries: Any, rows: int
) -> None:
    asked = opened_round(rows)
    with django_assert_num_queries(15):
        page = text_of(office.get(f"{asked.get_absolute_url()}ruecklauf/"))
    assert page.count('erinnern<span class="kern-sr-only">: Postfach amt') == rows


def test_owing_page_names_people_by_what_they_owe(office: Client, world: World) -> None:
    asked = make_round()
    for state in ("todo", "returned", "submitted"):
        make_progress(round=asked, measure=make_measure(lead_department=world.jugendamt), state=state)
    make_progress(round=asked, measure=world.vorlesestunden)
    make_progress(round=asked, measure=make_measure(lead_department=make_department("Amt ohne Kontakt")))
    outstanding = office.get(f"{asked.get_absolute_url()}ruecklauf/").context["outstanding"]
    told = [
        (each.name, each.outstanding)
        for each in outstanding.people
        if each.contact.address.startswith(("jug", "stadt"))
    ]
    assert told == [("Sachbearbeitung Jugendamt", 2), ("Sachbearbeitung Stadtbibliothek", 1)]
    assert outstanding.without_contact == ["Amt ohne Kontakt"]


def test_returns_are_compared_with_former_rounds_on_the_same_day(world: World) -> None:
    now = timezone.now()
    opened_round(4, answered=1, title="Vorher", opened_at=now - dt.timedelta(days=400), state=RoundState.CLOSED)
    asked = opened_round(4, answered=3, title="Jetzt", opened_at=now - dt.timedelta(days=5))
    returns = returns_of(asked)
    assert returns is not None
    assert (returns.day, returns.rate, [(each.title, rate) for each, rate in returns.compared]) == (
        5,
        75,
        [("Vorher", 25)],
    )
    assert [point.value for point in returns.chart.series[0].points] == [0, 0, 75, 75, 75, 75]


def test_closed_round_lasted_until_it_was_closed() -> None:
    opened = timezone.now() - dt.timedelta(days=400)
    closed = opened + dt.timedelta(days=21)
    returns = returns_of(opened_round(2, answered=1, opened_at=opened, closed_at=closed, state=RoundState.CLOSED))
    assert returns is not None
    assert (returns.day, returns.rate) == (21, 50)


def test_curve_of_many_days_ends_on_the_last_one() -> None:
    returns = returns_of(opened_round(1, opened_at=timezone.now() - dt.timedelta(days=21)))
    assert returns is not None
    assert [point.label for point in returns.chart.series[0].points] == [
        f"Tag {day}" for day in (0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 21)
    ]


def test_draft_has_no_returns() -> None:
    assert returns_of(ReportingRound(title="Entwurf")) is None


def test_remind_button_writes_and_says_how_many(office: Client) -> None:
    asked = opened_round(2)
    url = f"/berichtsrunden/{asked.pk}/erinnern/"
    assert "2 Erinnerungen sind unterwegs." in text_of(office.post(url, follow=True))
    assert "2 Nachrichten warten noch auf den Versand." in text_of(office.post(url, follow=True))


def test_button_beside_a_person_reminds_this_person(office: Client) -> None:
    asked = opened_round(2)
    shown = text_of(office.get(f"/berichtsrunden/{asked.pk}/ruecklauf/"))
    address = re.findall(r'name="adresse" value="([^"]+)"', shown)[0]
    told = text_of(office.post(f"/berichtsrunden/{asked.pk}/erinnern/", {"adresse": address}, follow=True))
    assert "Eine Erinnerung ist unterwegs." in told
    assert list(asked.mails.values_list("address", "kind")) == [(address, "by_hand")]


@pytest.mark.parametrize("rows", [1, 3])
def test_mails_of_a_round_have_the_same_queries_for_any_number(
    office: Client, django_assert_num_queries: Any, rows: int
) -> None:
    asked = opened_round(rows)
    office.post(f"/berichtsrunden/{asked.pk}/erinnern/")
    with django_assert_num_queries(9):
        page = text_of(office.get(f"/berichtsrunden/{asked.pk}/mails/"))
    assert page.count("Erinnerung von Hand") == rows


def test_letters_are_shown_before_the_round_is_open(office: Client) -> None:
    asked = make_round(state=RoundState.DRAFT, title="Runde 2026", overdue_text="Nun aber schnell.")
    page = text_of(office.get(f"/berichtsrunden/{asked.pk}/vorschau/"))
    assert page.count("Betreff:") == 3
    assert ("Runde 2026: 2 Sachstände bis" in page, "Nun aber schnell." in page) == (True, True)


def test_extend_page_warns_of_a_holiday(office: Client) -> None:
    asked = make_round()
    typed = {"due_on": "25.12.2098", "reason": "Ferien"}
    page = text_of(office.post(f"/berichtsrunden/{asked.pk}/verlaengern/", typed, follow=True))
    assert "Die Frist ist verlängert bis 25.12.2098." in page
    assert "Der 25.12.2098 ist kein Arbeitstag (Erster Weihnachtstag)." in page


def test_extend_page_keeps_what_was_typed_when_refused(office: Client) -> None:
    page = text_of(
        office.post(f"/berichtsrunden/{make_round().pk}/verlaengern/", {"due_on": "1.1.2020", "reason": "Ferien"})
    )
    assert ("Die neue Frist muss nach der bisherigen" in page, "Ferien" in page) == (True, True)


def test_measures_join_an_open_round(office: Client, world: World) -> None:
    asked = rounds.open_round(make_round(state=RoundState.DRAFT), by=world.koordination)
    late = make_measure(title="Später begonnen")
    assert "Eine Maßnahme passt zur Auswahl dieser Runde" in text_of(office.get(asked.get_absolute_url()))
    page = office.post(f"/berichtsrunden/{asked.pk}/aufnehmen/", {"measures": [late.pk]}, follow=True)
    assert "In die Runde aufgenommen: 1." in text_of(page)
    assert late.progress_reports.get().round == asked


def test_questions_are_added_and_removed_in_a_draft(office: Client) -> None:
    asked = make_round(state=RoundState.DRAFT)
    typed = {"text": "Wie viele Ehrenamtliche?", "kind": "number"}
    assert "Wie viele Ehrenamtliche?" in text_of(
        office.post(f"/berichtsrunden/{asked.pk}/fragen/neu/", typed, follow=True)
    )
    assert "Diese Frage gibt es" in text_of(office.post(f"/berichtsrunden/{asked.pk}/fragen/neu/", typed))
    question = asked.questions.get()
    page = text_of(office.post(f"/berichtsrunden/{asked.pk}/fragen/{question.pk}/entfernen/", follow=True))
    assert ("Die Zusatzfrage ist entfernt." in page, asked.questions.count()) == (True, 0)


@pytest.mark.parametrize(("typed", "days"), [("14, 3", {-14, -3}), ("3;14", {-14, -3}), ("", set())])
def test_form_takes_days_of_reminders(office: Client, typed: str, days: set[int]) -> None:
    asked = make_round(state=RoundState.DRAFT)
    data = {
        "title": "Neu",
        "period_start": "1.1.2025",
        "period_end": "31.12.2025",
        "due_on": "31.1.2099",
        "asks_running": "on",
        "remind_before": typed,
    }
    office.post(f"/berichtsrunden/{asked.pk}/bearbeiten/", data)
    assert {each.days for each in asked.reminders.all()} == days


def test_form_refuses_days_that_are_none(office: Client) -> None:
    page = text_of(office.post("/berichtsrunden/neu/", {"remind_before": "bald, 3"}))
    assert "Bitte geben Sie bei „Erinnern, Tage vor der Frist“ ganze Tage von 1 bis 90 an" in page
    assert 'value="bald, 3"' in page
