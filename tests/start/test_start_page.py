"""The start page: what each role finds, and what it must not."""

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from measures.enums import MeasureState, TrafficLight
from measures.models import Measure
from measures.selectors.coverage import districts_by_fields, fields_by_factors
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Membership
from neuss_integration.foundation.words.months import add_months
from reporting.enums import ReportState
from reporting.models import Publication, Report, Snapshot
from roundtables.models import ActionItem
from success_factors.models import FieldOfAction
from tests.factories import (
    World,
    make_department,
    make_goal,
    make_measure,
    make_meeting,
    make_need,
    make_progress,
    make_report,
    make_round,
    make_seat,
    sign_in,
)


def text_of(response: Any) -> str:
    """The page with single spaces."""
    return " ".join(response.content.decode().split())


def see(client: Client, person: Any) -> Any:
    return sign_in(client, person).get("/")


def published(world: World, title: str = "Fortschreibung 2024", at: dt.datetime | None = None) -> Report:
    report = make_report(title=title, state=ReportState.PUBLISHED, committee=world.integrationsausschuss)
    people = {"created_by": world.koordination}
    empty = '"fields": [], "factors": [], "sections": [], "summary": {}'
    content = f'{{"schema_version": 3, {empty}, "report": {{"as_of": "2025-05-20"}}}}'
    snapshot = Snapshot.objects.create(report=report, schema_version=3, content=content, sha256="a" * 64, **people)
    Publication.objects.create(
        report=report,
        snapshot=snapshot,
        published_at=at or timezone.now(),
        published_by=world.koordination,
        page_count=48,
        pdf_sha256="b" * 64,
        chain_sha256="c" * 64,
    )
    return report


def busy(world: World, rows: int) -> None:
    """A city in which `rows` of everything happened."""
    for number in range(rows):
        office = make_department(f"Amt {number}")
        for light in (TrafficLight.RED, TrafficLight.YELLOW):
            measure = make_measure(lead_department=office)
            make_progress(measure=measure, state="accepted", traffic_light=light, traffic_light_reason="Geld fehlt.")
        make_progress(measure=make_measure(lead_department=office), state="submitted")
        make_progress(measure=make_measure(lead_department=world.jugendamt))
        FieldOfAction.objects.create(name=f"Leeres Feld {number}", position=50 + number)
    published(world)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("person", "queries"),
    [
        ("koordination", 17),
        ("jugendamt_person", 13),
        ("integrationsrat_person", 14),
        ("rundertisch_person", 15),
        ("verwaltung_person", 18),
        ("nobody", 5),
    ],
)
def test_start_page_has_a_fixed_number_of_queries(
    client: Client,
    world: World,
    django_assert_num_queries: DjangoAssertNumQueries,
    person: str,
    queries: int,
    rows: int,
) -> None:
    busy(world, rows)
    sign_in(client, getattr(world, person))
    with django_assert_num_queries(queries):
        assert client.get("/").status_code == 200


def test_start_page_of_all_roles_together_stays_in_the_budget(
    client: Client, world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    busy(world, 3)
    for role in (Role.COUNCIL_READER, Role.ROUNDTABLE_MEMBER, Role.ADMINISTRATOR):
        Membership.objects.create(user=world.koordination, role=role)
    Membership.objects.create(user=world.koordination, role=Role.DEPARTMENT_EDITOR, department=world.jugendamt)
    sign_in(client, world.koordination)
    with django_assert_num_queries(20):
        page = client.get("/")
    assert [name.partition("_")[2] for name in page.context["sections"]] == [
        "coordinator.html", "department.html", "council.html", "roundtable.html", "administrator.html",
    ]  # fmt: skip


def test_coordination_sees_who_owes_most(client: Client, world: World) -> None:
    asked = make_round()
    for office, states in ((world.jugendamt, ["todo", "returned"]), (world.stadtbibliothek, ["submitted", "todo"])):
        for state in states:
            make_progress(round=asked, measure=make_measure(lead_department=office), state=state)
    opened = see(client, world.koordination).context["overview"].open_rounds[0]
    assert [(each.label, each.outstanding, each.total) for each in opened.outstanding.items] == [
        ("Jugendamt", 2, 2),
        ("Stadtbibliothek", 1, 2),
    ]
    assert (opened.sum.answered, opened.sum.total) == (1, 4)


def test_coordination_sees_red_before_yellow_with_reason(client: Client, world: World) -> None:
    for measure, light in ((world.vorlesestunden, "yellow"), (world.praeventionsnetz, "red")):
        told = {"traffic_light": light, "traffic_light_reason": f"Grund {light}.", "delay_reason": "staff"}
        make_progress(measure=measure, state="accepted", **told)
    ended = make_measure(state=MeasureState.COMPLETED)
    make_progress(measure=ended, state="accepted", traffic_light="red", traffic_light_reason="Vorbei.")
    page = text_of(see(client, world.koordination))
    assert page.index("<strong>Personal.</strong> Grund red.") < page.index("<strong>Personal.</strong> Grund yellow.")
    assert "Vorbei." not in page


def test_coordination_sees_measures_without_a_fresh_report(client: Client, world: World) -> None:
    long_ago = timezone.now() - dt.timedelta(days=19 * 31)
    make_progress(measure=world.praeventionsnetz, state="accepted", decided_at=long_ago)
    make_progress(measure=make_measure(), state="accepted")
    stale = see(client, world.koordination).context["overview"].stale
    assert (stale.items, stale.count, stale.more) == ([world.praeventionsnetz, world.vorlesestunden], 2, 0)


def test_coordination_sees_fields_without_running_measure(client: Client, world: World) -> None:
    Measure.objects.filter(pk=world.vorlesestunden.pk).update(state=MeasureState.PLANNED)
    FieldOfAction.objects.create(name="Früheres Feld", position=9, valid_until=dt.date(2020, 1, 1))
    assert see(client, world.koordination).context["overview"].gaps.fields == [world.bildung]


def test_coordination_sees_how_many_crossings_of_both_matrices_are_gaps(client: Client, world: World) -> None:
    make_measure(field_of_action=world.bildung, success_factors=world.factors[:2], districts=[world.weckhoven])
    make_measure(field_of_action=world.bildung, success_factors=world.factors[1:3], is_citywide=True)
    make_measure(field_of_action=world.beteiligung, success_factors=world.factors, state=MeasureState.PLANNED)
    response = see(client, world.koordination)
    matrices = fields_by_factors(world.koordination), districts_by_fields(world.koordination)
    gaps = response.context["overview"].gaps
    assert (gaps.by_factors, gaps.by_districts) == tuple(each.gaps for each in matrices) == (13, 3)
    assert '<a href="/erfolgsfaktoren/matrix/">Handlungsfeld und Erfolgsfaktor: 13</a>' in text_of(response)


@pytest.mark.parametrize(
    ("months", "sentence"),
    [
        (-25, "Die nächste Fortschreibung ist überfällig"),
        (-20, "Die nächste Fortschreibung steht an"),
        (-2, "Die nächste Fortschreibung ist am"),
    ],
)
def test_coordination_sees_when_the_report_is_due(client: Client, world: World, months: int, sentence: str) -> None:
    day = add_months(timezone.localdate(), months)
    published(world, at=timezone.make_aware(dt.datetime.combine(day, dt.time(12))))
    due = add_months(day, 12 * settings.REPORT_INTERVAL_YEARS)
    page = text_of(see(client, world.koordination))
    assert sentence in page
    assert f"{due:%d.%m.%Y}" in page


def test_coordination_sees_an_empty_city_without_alarm(client: Client, world: World) -> None:
    Measure.objects.filter(pk__gt=0).update(state=MeasureState.COMPLETED)
    page = text_of(see(client, world.koordination))
    for sentence in (
        "Zurzeit gilt keine veröffentlichte Fortschreibung.",
        "Zurzeit ist keine Berichtsrunde offen.",
        "Noch ist zu keiner Maßnahme eine Ampel gemeldet.",
        "Keine aktive Maßnahme ist seit 18 Monaten ohne Bericht.",
    ):
        assert sentence in page


def test_office_sees_its_tasks_and_measures_only(client: Client, world: World) -> None:
    make_progress(measure=world.vorlesestunden, what_happened="Streng geheim.")
    make_progress(measure=world.praeventionsnetz)
    make_progress(measure=make_measure(lead_department=world.jugendamt), state="returned")
    page = text_of(see(client, world.jugendamt_person))
    for text in ("2 Aufgaben öffnen", "1 mit Rückfrage", "Präventionsnetz Kein Kind zurücklassen", "0 von 2"):
        assert text in page
    assert "Mehrsprachige Vorlesestunden" not in page


@pytest.mark.parametrize(
    ("states", "sentence"),
    [([], "Zurzeit fragt Sie niemand nach einem Sachstand."), (["submitted"], "Alle Sachstände sind beantwortet.")],
)
def test_office_without_open_task_sees_it(client: Client, world: World, states: list[str], sentence: str) -> None:
    for state in states:
        make_progress(measure=world.praeventionsnetz, state=state)
    assert sentence in text_of(see(client, world.jugendamt_person))


@pytest.mark.parametrize("person", ["integrationsrat_person", "rundertisch_person"])
def test_readers_find_published_reports_and_no_draft(client: Client, world: World, person: str) -> None:
    report = published(world)
    make_report(title="Geheimer Entwurf")
    page = text_of(see(client, getattr(world, person)))
    assert f"/berichte/{report.pk}/pdf/" in page
    assert "Geheimer Entwurf" not in page
    assert "2 Maßnahmen</a>" in page
    assert "Lesegarten" not in page


def test_administration_finds_the_accounts(client: Client, world: World) -> None:
    page = text_of(see(client, world.verwaltung_person))
    assert 'href="/benutzer/"' in page
    assert "Präventionsnetz" not in page


def test_person_without_role_learns_whom_to_ask(client: Client, world: World) -> None:
    page = text_of(see(client, world.nobody))
    assert "Ihr Konto hat noch keine Rolle" in page
    assert f"mailto:{settings.CONTACT_EMAIL}" in page
    assert "Präventionsnetz" not in page


def test_start_page_asks_to_sign_in(client: Client, world: World) -> None:
    assert client.get("/").url.startswith("/konto/anmelden/")


def make_task(world: World, due_on: dt.date) -> ActionItem:
    """An open task from a meeting."""
    return ActionItem.objects.create(
        meeting=make_meeting(), text="Raum finden", due_on=due_on, responsible_department=world.jugendamt
    )


def test_coordination_sees_what_waits_the_most_urgent_first(client: Client, world: World) -> None:
    today = timezone.localdate()
    for number in range(2):
        make_progress(measure=make_measure(), round=make_round(), state="submitted")
        make_task(world, today - dt.timedelta(days=number + 1))
        make_need(raised_on=today - dt.timedelta(days=30 + number))
    make_task(world, today)
    overview = see(client, world.koordination).context["overview"]
    assert [(str(each), each.url) for each in overview.to_do] == [
        ("2 Sachstände sind zu prüfen", "/sachstand/pruefung/"),
        ("2 Aufträge der Runden Tische sind überfällig", "/auftraege/?status=overdue"),
        ("Ein Bedarf wartet seit über 30 Tagen", "/runde-tische/bedarfe/?wartet=lange"),
    ]


def test_gaps_are_counted_as_the_list_behind_them(client: Client, world: World) -> None:
    make_measure(state=MeasureState.COMPLETED)
    make_measure(goals=[make_goal()])
    for gap in see(client, world.koordination).context["overview"].lacking:
        assert client.get(gap.url).context["page_obj"].paginator.count == gap.count
        assert gap.count in (2, 3)


def test_one_office_is_reminded_from_the_start_page(client: Client, world: World) -> None:
    asked = make_round()
    for measure in (world.praeventionsnetz, world.vorlesestunden):
        make_progress(round=asked, measure=measure)
    assert 'name="fachdienststelle"' in text_of(see(client, world.koordination))
    sent = {"fachdienststelle": world.jugendamt.pk, "zurueck": "start"}
    answer = client.post(f"{asked.get_absolute_url()}erinnern/", sent, follow=True)
    assert answer.redirect_chain[-1][0] == "/"
    assert "Eine Erinnerung ist unterwegs." in text_of(answer)
    assert list(asked.mails.values_list("address", flat=True)) == [world.jugendamt_person.email]


def test_member_sees_what_to_answer_and_what_became_of_the_own_needs(client: Client, world: World) -> None:
    seat = make_seat(user=world.rundertisch_person)
    meeting = make_meeting(round_table=seat.round_table, state="invited")
    make_need(title="Dolmetschen", raised_by=world.rundertisch_person, round_table=seat.round_table, state="forwarded")
    make_need(title="Fremder Bedarf", raised_by=world.koordination)
    page = see(client, world.rundertisch_person)
    assert [each.title for each in page.context["overview"].own_needs.items] == ["Dolmetschen"]
    assert page.context["overview"].invitations == [meeting]
    assert "weitergeleitet" in text_of(page)
    seat.attendances.create(
        meeting=meeting, reply="yes", reply_sequence=meeting.sequence, replied_at=timezone.now(), replied_by=seat.user
    )
    assert client.get("/").context["overview"].invitations == []
