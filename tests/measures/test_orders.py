"""Beschlusskontrolle: what a Gremium ordered, who answers for it, and how far it is."""

import datetime as dt
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from measures.enums import OrderState
from measures.models import Resolution
from measures.pdf.orders import orders_html
from measures.selectors.order_control import order_control, previous_half_year
from measures.services.consultations import add_consultation, remove_consultation
from measures.services.order_reminders import remind_of_orders
from measures.services.orders import report_order
from measures.services.resolutions import create_resolution, update_resolution
from neuss_integration.city.enums import ResolutionResult
from neuss_integration.city.models import Committee, ParliamentaryGroup
from neuss_integration.foundation.exceptions import Incomplete, Refused
from neuss_integration.mailing.models import Mail
from tests.factories import World, make_resolution, sign_in
from tests.measures.conftest import RefusedBy

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


def ordered(world: World, **changes: Any) -> Resolution:
    """The Integrationsausschuss asked the Jugendamt for a report thirty days ago, due in ten days."""
    values = {
        "committee": world.integrationsausschuss,
        "resolved": TODAY - 30 * DAY,
        "title": "Bericht über das Netz",
        "result": ResolutionResult.APPROVED,
        "order_text": "Über das Netz berichten",
        "responsible_department": world.jugendamt,
        "due_date": TODAY + 10 * DAY,
    } | changes
    return create_resolution(by=world.koordination, values=values)


def test_order_is_open_with_a_first_note_and_found_by_its_words(world: World) -> None:
    made = ordered(world)
    assert (made.state, made.is_overdue, made.events.get().transition) == (OrderState.OPEN, False, "order")
    assert list(Resolution.objects.matching("netz berichten")) == [made]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"due_date": TODAY - 31 * DAY}, "Die Frist liegt vor dem Beschluss"),
        ({"responsible_department": None}, "Fachdienststelle, die den Auftrag ausführt"),
        ({"order_text": ""}, "was die Verwaltung tun soll"),
        ({"kind": "question"}, "„gestellt“ ist das Ergebnis einer Anfrage"),
        ({"votes_for": 12, "votes_against": 2, "abstentions": 1}, "Das sind 15 Stimmen"),
    ],
)
def test_order_that_cannot_be_is_refused(world: World, changes: dict[str, Any], sentence: str) -> None:
    Committee.objects.filter(pk=world.integrationsausschuss.pk).update(seats=14)
    world.integrationsausschuss.refresh_from_db()
    with pytest.raises(ValidationError, match=sentence):
        ordered(world, **changes)


def test_database_holds_the_rules_of_orders(world: World, refused_by: RefusedBy) -> None:
    rows = Resolution.objects.filter(pk=ordered(world).pk)
    for name, values in (
        ("measures_resolution_due_after_resolved", {"due_date": TODAY - 31 * DAY}),
        ("measures_resolution_order_whole", {"responsible_department": None}),
        ("measures_resolution_order_whole", {"state": ""}),
        ("measures_resolution_settled_on_set", {"state": "done", "outcome": "Fertig."}),
        ("measures_resolution_outcome_given", {"state": "done", "settled_on": TODAY}),
        ("measures_resolution_question_asked", {"result": "asked"}),
    ):
        with refused_by(name):
            rows.update(**values)


def test_answer_after_the_deadline_counts_and_says_how_late_it_is(world: World) -> None:
    made = ordered(world, kind="question", result="asked", due_date=TODAY - 5 * DAY)
    assert (made.is_overdue, list(Resolution.objects.overdue())) == (True, [made])
    report_order(made, by=world.jugendamt_person, step="answer", text="Es läuft.", noted_on=TODAY - 2 * DAY)
    made.refresh_from_db()
    assert (made.state, made.days_late, made.is_overdue, made.outcome) == ("answered", 3, False, "Es läuft.")


def test_note_keeps_the_state_and_resuming_takes_the_outcome_back(world: World) -> None:
    made = ordered(world)
    for step in ("note", "begin", "finish", "resume"):
        report_order(made, by=world.koordination, step=step, text=f"Schritt {step}")
    made.refresh_from_db()
    assert (made.state, made.settled_on, made.outcome) == ("open", None, "")
    assert [each.to_state for each in made.events.all()] == ["open", "open", "in_progress", "done", "open"]


def test_only_the_office_asked_and_the_koordination_report(world: World) -> None:
    made = ordered(world)
    told: dict[str, Any] = {"step": "note", "text": "Angefragt."}
    for person in (world.bibliothek_person, world.integrationsrat_person):
        with pytest.raises(PermissionDenied):
            report_order(made, by=person, **told)
    with pytest.raises(PermissionDenied):
        report_order(made, by=world.jugendamt_person, step="drop", text="Nicht nötig.")
    with pytest.raises(Refused, match="trägt der Verwaltung nichts auf"):
        report_order(make_resolution(), by=world.koordination, **told)


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"step": "resume", "text": "Doch"}, Refused),
        ({"step": "note", "text": " "}, Incomplete),
        ({"step": "note", "text": "Bald", "noted_on": TODAY + DAY}, ValidationError),
        ({"step": "note", "text": "Früh", "noted_on": TODAY - 31 * DAY}, ValidationError),
    ],
)
def test_report_that_cannot_be_is_refused(world: World, told: dict[str, Any], error: type[Exception]) -> None:
    made = ordered(world)
    with pytest.raises(error):
        report_order(made, by=world.koordination, **told)
    assert made.events.count() == 1


def test_order_with_notes_is_not_taken_away(world: World) -> None:
    made, bare = ordered(world), {"order_text": "", "responsible_department": None, "due_date": None}
    cleared = update_resolution(made, by=world.koordination, expected_version=made.version, values=bare)
    assert cleared.state == ""
    again = {"order_text": "Doch", "responsible_department": world.jugendamt}
    made = update_resolution(cleared, by=world.koordination, expected_version=cleared.version, values=again)
    report_order(made, by=world.koordination, step="note", text="Angefragt.")
    with pytest.raises(ValidationError, match="schon Vermerke"):
        update_resolution(made, by=world.koordination, expected_version=made.version, values=bare)


def test_way_through_the_gremien_is_shown_with_the_resolution_in_its_place(world: World, client: Client) -> None:
    groups = [ParliamentaryGroup.objects.create(name=f"Fraktion {name}") for name in "AB"]
    made, council = ordered(world, proposers=groups), Committee.objects.create(name="Rat", kind="council", seats=58)
    values = {"committee": council, "kind": "decision", "day": TODAY - DAY, "result": "approved", "votes_for": 40,
              "votes_against": 9}  # fmt: skip
    added = add_consultation(made, by=world.koordination, values=values)
    shown = sign_in(client, world.koordination).get(made.get_absolute_url()).content.decode()
    assert shown.index('<th scope="row">Integrationsausschuss') < shown.index('<th scope="row">Rat</th>')
    assert "fraktionsübergreifend" in shown
    remove_consultation(added, by=world.koordination, reason="Falsch eingetragen")
    history = client.get(f"{made.get_absolute_url()}verlauf/").content.decode()
    assert "Falsch eingetragen" in history


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"votes_for": 50, "votes_against": 9}, "hat 58 Sitze"),
        ({"day": TODAY + DAY}, "noch nicht gewesen"),
        ({"result": "", "votes_for": 3, "votes_against": 0}, "erst mit einem Ergebnis"),
    ],
)
def test_consultation_that_cannot_be_is_refused(world: World, changes: dict[str, Any], sentence: str) -> None:
    council = Committee.objects.create(name="Rat", kind="council", seats=58)
    values = {"committee": council, "kind": "decision", "day": TODAY, "result": "approved"} | changes
    with pytest.raises(ValidationError, match=sentence):
        add_consultation(ordered(world), by=world.koordination, values=values)


def test_order_counts_from_the_day_of_the_resolution(world: World) -> None:
    assert list(ordered(world).events.values_list("transition", "noted_on")) == [("order", TODAY - 30 * DAY)]


def test_office_is_reminded_once_a_week_of_what_is_due_soon_or_late(world: World) -> None:
    ordered(world, due_date=TODAY - DAY, title="Zu spät")
    ordered(world, due_date=TODAY + 2 * DAY, title="Bald")
    ordered(world, due_date=TODAY + 90 * DAY, title="Später")
    assert [remind_of_orders() for _ in range(2)] == [1, 1]
    mail = Mail.objects.get()
    assert (mail.address, mail.subject) == (world.jugendamt_person.email, "Überfällig: 1 Auftrag aus Beschlüssen")
    assert ("Zu spät" in mail.text, "Bald" in mail.text, "Später" in mail.text) == (True, True, False)


def test_state_is_told_on_the_page_and_seen_in_list_and_start(world: World, client: Client) -> None:
    made = ordered(world, due_date=TODAY - DAY)
    assert made.title in sign_in(client, world.jugendamt_person).get("/").content.decode()
    typed = {"step": "finish", "text": "Der Bericht liegt vor.", "noted_on": f"{TODAY:%d.%m.%Y}"}
    client.post(f"{made.get_absolute_url()}stand/", typed)
    shown = client.get(made.get_absolute_url()).content.decode()
    assert ("Der Bericht liegt vor." in shown, "1 Tag nach der Frist" in shown) == (True, True)
    for standing, found in (("ueberfaellig", False), ("offen", False), ("beendet", True), ("ohne", False)):
        assert (made.title in client.get(f"/beschluesse/?auftrag={standing}").content.decode()) is found


@pytest.mark.parametrize(
    ("day", "first"),
    [(dt.date(2026, 6, 30), dt.date(2025, 7, 1)), (dt.date(2026, 7, 1), dt.date(2026, 1, 1))],
)
def test_list_for_the_council_reaches_back_to_the_half_year_before(day: dt.date, first: dt.date) -> None:
    assert previous_half_year(day) == first


def test_list_for_the_council_tells_of_open_orders_and_those_settled_lately(world: World, client: Client) -> None:
    late, done, old = (ordered(world, title=name, due_date=TODAY - DAY) for name in ("Spät", "Fertig", "Alt"))
    for each in (done, old):
        report_order(each, by=world.koordination, step="finish", text="Liegt vor.")
    long_ago = TODAY - 500 * DAY
    Resolution.objects.filter(pk=old.pk).update(resolved_date=long_ago, due_date=None, settled_on=long_ago)
    control = order_control(world.koordination, TODAY)
    assert (control.open, control.overdue, control.settled) == ([late], [late], [done])
    assert "Offen: 1 Auftrag, davon überfällig: 1." in " ".join(orders_html(control).split())
    sent = sign_in(client, world.integrationsrat_person).get("/beschluesse/kontrolle.xlsx").content
    rows = list(load_workbook(BytesIO(sent)).active.values)
    assert [(row[3], row[11], row[12]) for row in rows[1:]] == [("Spät", "offen", "ja"), ("Fertig", "erledigt", "nein")]


def consulted(world: World, made: Resolution) -> list[str]:
    """The Rat advised on it yesterday and will decide; the Beratungsfolge in words."""
    council = Committee.objects.create(name="Rat", kind="council")
    voted = {"result": "approved", "votes_for": 40, "votes_against": 9, "note": "in zweiter Lesung"}
    for days, values in ((-1, {"kind": "advice", **voted}), (9, {"kind": "decision"})):
        day = {"committee": council, "day": TODAY + days * DAY}
        add_consultation(made, by=world.koordination, values=day | values)
    return [
        f"Rat, {TODAY - DAY:%d.%m.%Y} (Vorberatung): zugestimmt, 40 Ja, 9 Nein, in zweiter Lesung",
        f"Rat, {TODAY + 9 * DAY:%d.%m.%Y} (Entscheidung): noch kein Ergebnis",
    ]


def test_list_for_the_council_tells_who_proposed_and_the_way_through_the_gremien(world: World, client: Client) -> None:
    groups = [ParliamentaryGroup.objects.create(name=f"Fraktion {name}") for name in "AB"]
    way = consulted(world, ordered(world, proposers=groups))
    together = "Fraktion A, Fraktion B (fraktionsübergreifend)"
    printed = orders_html(order_control(world.koordination, TODAY))
    reader = sign_in(client, world.integrationsrat_person)
    row = list(load_workbook(BytesIO(reader.get("/beschluesse/kontrolle.xlsx").content)).active.values)[1]
    assert (row[5], row[-1]) == (together, "\n".join(way))
    assert [each in printed for each in ("<br>".join(way), together)] == [True, True]
    assert together in reader.get("/beschluesse/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_list_for_the_council_needs_the_same_queries_at_any_length(
    world: World, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        made = ordered(world, title=f"Auftrag {number}")
        values = {"committee": world.integrationsausschuss, "kind": "decision", "day": TODAY + DAY}
        add_consultation(made, by=world.koordination, values=values)
    assert world.koordination.access
    with django_assert_num_queries(4):
        orders_html(order_control(world.koordination, TODAY))


def test_question_was_asked_on_its_day_and_not_resolved(world: World, client: Client) -> None:
    asked = ordered(world, kind="question", result=ResolutionResult.ASKED)
    page = sign_in(client, world.integrationsrat_person).get(asked.get_absolute_url()).text
    assert ("Gestellt am" in page, "Beschlossen am" in page) == (True, False)
