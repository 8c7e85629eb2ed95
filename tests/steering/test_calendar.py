"""The calendar: what is due for whom, the secret address, the mail of the week."""

import datetime as dt
from typing import Any

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.utils import timezone

from measures.models import Milestone
from neuss_integration.accounts.models import Membership, User
from neuss_integration.mailing.models import Mail
from neuss_integration.steering.models import CalendarSubscription
from neuss_integration.steering.selectors.addresses import feed_address
from neuss_integration.steering.selectors.due import due_entries
from neuss_integration.steering.services.subscriptions import renew_address, subscribe
from neuss_integration.steering.services.weekly_mail import send_weeks
from tests.factories import (
    World,
    make_indicator,
    make_meeting,
    make_programme,
    make_report,
    make_resolution,
    make_round,
    make_seat,
    make_table,
    make_value,
    sign_in,
)
from tests.measures.answers import task_of, text_of

UNSETTLED = """
    SELECT 'auftrag', due_date FROM measures_resolution WHERE state IN ('open', 'in_work') AND due_date <= %s
    UNION ALL SELECT 'meilenstein', due_date FROM measures_milestone s JOIN measures_measure m ON m.id = s.measure_id
      WHERE done_on IS NULL AND dropped_on IS NULL AND m.state IN ('planned', 'running', 'paused') AND due_date <= %s
    UNION ALL SELECT 'berichtsrunde', due_on FROM measures_reportinground WHERE state = 'open' AND due_on <= %s
    UNION ALL SELECT 'foerderung', proof_due FROM measures_fundingprogramme
      WHERE proof_sent_on IS NULL AND proof_due <= %s ORDER BY 2, 1
"""
KINDS = {"auftrag", "meilenstein", "runde", "foerderung"}


def day(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def order(world: World, due: dt.date, **more: Any) -> Any:
    return make_resolution(
        order_text="Berichten", state="open", responsible_department=world.jugendamt, due_date=due, **more
    )


def milestone(measure: Any, due: dt.date, **more: Any) -> Milestone:
    return Milestone.objects.create(measure=measure, title=f"Bis {due:%d.%m.%Y}", due_date=due, **more)


def everything(world: World) -> None:
    """One thing of each kind; what is settled, too late or a draft besides."""
    task_of(world, round=make_round(title="Runde 2026", due_on=day(-1)))
    make_round(title="Geplante Runde", state="draft", opens_on=day(5), due_on=day(60), scheduled_by=world.koordination)
    order(world, day(-3), title="Überfälliger Auftrag")
    order(world, day(91), title="Ferner Auftrag")
    milestone(world.praeventionsnetz, day(10))
    milestone(world.praeventionsnetz, day(-400), done_on=day(-399))
    milestone(world.lesegarten, day(10))
    make_programme(title="Ankommen", measures=[world.praeventionsnetz], proof_due=day(20), ends_on=day(4))
    make_indicator(name="Einbürgerungen", rhythm_months=1)
    make_meeting(round_table=make_table(name="Runder Tisch Sprache"))
    make_report(title="Entworfene Fortschreibung", meeting_on=day(40))


def kinds_of(user: User, **more: Any) -> list[str]:
    found = due_entries(user, today=day(0), **{"until": day(90), **more})
    return [entry.kind.value for entry in found]


def test_coordinator_sees_each_kind_and_late_ones_first(world: World) -> None:
    everything(world)
    found = due_entries(world.koordination, today=day(0), until=day(90))
    assert [(each.kind.value, (each.day - day(0)).days) for each in found if each.kind != "indikator"] == [
        ("auftrag", -3), ("runde", -1), ("foerderung", 4), ("runde", 5), ("meilenstein", 10),
        ("sitzung", 14), ("bericht", 19), ("foerderung", 20), ("bericht", 40),
    ]  # fmt: skip
    assert [each.title for each in found if each.is_overdue] == ["Überfälliger Auftrag", "Runde 2026"]


def test_open_things_are_those_of_plain_sql(world: World) -> None:
    everything(world)
    with connection.cursor() as cursor:
        cursor.execute(UNSETTLED, [day(90)] * 4)
        counted = [kind.replace("berichtsrunde", "runde") for kind, _ in cursor.fetchall()]
    found = due_entries(world.koordination, today=day(0), until=day(90), kinds=KINDS)
    dates = [each for each in found if each.what not in ("öffnet sich", "Förderung endet")]
    assert sorted(each.kind.value for each in dates) == sorted(counted)


def test_others_see_no_draft_and_their_own_apart(world: World) -> None:
    everything(world)
    council, office = world.integrationsrat_person, world.jugendamt_person
    assert kinds_of(council) == ["auftrag", "foerderung", "meilenstein", "foerderung", "indikator"]
    assert kinds_of(office, only_own=True, kinds=["runde", "auftrag", "meilenstein"]) == [
        "auftrag", "runde", "meilenstein",
    ]  # fmt: skip
    assert kinds_of(world.bibliothek_person, only_own=True, kinds=["runde", "auftrag", "sitzung"]) == []
    assert kinds_of(world.nobody) == []


def test_member_of_a_table_finds_its_meetings(world: World) -> None:
    seat = make_seat(user=world.rundertisch_person)
    make_meeting(round_table=seat.round_table)
    make_meeting()
    make_meeting(round_table=seat.round_table, state="cancelled")
    assert kinds_of(world.rundertisch_person, only_own=True) == ["sitzung"]


def test_indicator_is_due_when_its_value_gets_old(world: World) -> None:
    make_value(indicator=make_indicator(rhythm_months=12), reference_date=day(-340))
    make_value(indicator=make_indicator(rhythm_months=12), reference_date=day(-200))
    make_value(indicator=make_indicator(rhythm_months=None), reference_date=day(-2000))
    assert kinds_of(world.koordination, kinds=["indikator"]) == ["indikator"]


@pytest.mark.parametrize("rows", [1, 3])
def test_page_has_the_same_queries_for_any_number(
    client: Client, world: World, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        order(world, day(number))
        milestone(world.praeventionsnetz, day(number))
        make_programme(proof_due=day(number))
        make_meeting(round_table=make_seat(user=world.rundertisch_person).round_table)
        make_value(indicator=make_indicator(rhythm_months=1), reference_date=day(-10 - number))
    office = sign_in(client, world.koordination)
    with django_assert_num_queries(19):
        office.get("/kalender/")


def test_page_filters_and_files_hold_the_same(client: Client, world: World) -> None:
    everything(world)
    office = sign_in(client, world.koordination)
    page = text_of(office.get("/kalender/?zeitraum=30&was=auftrag"))
    assert ("<strong>1</strong> Termin, davon 1 überfällig" in page, "Runder Tisch Sprache" in page) == (True, False)
    table = office.get("/kalender/kalender.csv?zeitraum=30&was=auftrag").content.decode("utf-8-sig")
    assert len(table.splitlines()) == 2
    assert office.get("/kalender/?zeitraum=ewig&was=unsinn&wessen=%00").status_code == 200


def test_office_sees_its_own_first_and_can_ask_for_all(client: Client, world: World) -> None:
    milestone(world.vorlesestunden, day(3))
    office = sign_in(client, world.jugendamt_person)
    assert "In dieser Zeit ist für Sie nichts eingetragen." in text_of(office.get("/kalender/"))
    assert world.vorlesestunden.title in text_of(office.get("/kalender/?wessen=alle"))


def feed_of(person: User, client: Client) -> Any:
    return client.get(feed_address(CalendarSubscription.objects.get(user=person)))


def test_address_shows_the_calendar_without_signing_in(client: Client, world: World) -> None:
    milestone(world.praeventionsnetz, day(10))
    milestone(world.lesegarten, day(11))
    subscribe(by=world.integrationsrat_person, has_feed=True, wants_mail=False, only_own=False)
    answer = feed_of(world.integrationsrat_person, client)
    text = answer.content.decode().replace("\r\n ", "")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/calendar; charset=utf-8", "private, no-store")
    assert (text.count("BEGIN:VEVENT"), world.lesegarten.number in text) == (1, False)
    assert f"DTSTART;VALUE=DATE:{day(10):%Y%m%d}" in text


def test_old_foreign_and_forged_addresses_show_nothing(client: Client, world: World) -> None:
    person = world.integrationsrat_person
    old = feed_address(subscribe(by=person, has_feed=True, wants_mail=False, only_own=False))
    renewed = renew_address(by=person)
    forged = f"/kalender/abo/{renewed.key.hex}.{signing.Signer(key='geraten').signature('x')}.ics"
    assert [client.get(path).status_code for path in (old, forged, feed_address(renewed))] == [404, 404, 200]
    subscribe(by=person, has_feed=False, wants_mail=False, only_own=False)
    assert client.get(feed_address(renewed)).status_code == 404


def test_who_lost_role_or_account_gets_nothing_more(client: Client, world: World) -> None:
    person = world.integrationsrat_person
    subscribe(by=person, has_feed=True, wants_mail=True, only_own=False)
    order(world, day(-1))
    Membership.objects.filter(user=person).update(valid_from=day(-9), valid_until=day(-1))
    assert (feed_of(person, client).status_code, send_weeks()) == (404, 0)
    Membership.objects.filter(user=person).update(valid_until=None)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert feed_of(person, client).status_code == 404


def test_mail_of_the_week_is_sent_once_and_only_with_something_in_it(world: World) -> None:
    for person in (world.jugendamt_person, world.bibliothek_person):
        subscribe(by=person, has_feed=False, wants_mail=True, only_own=True)
    order(world, day(-3), title="Überfälliger Auftrag")
    milestone(world.praeventionsnetz, day(14))
    milestone(world.praeventionsnetz, day(15))
    assert [send_weeks() for _ in range(2)] == [1, 0]
    mail = Mail.objects.get(kind="calendar")
    assert (mail.recipient, mail.subject) == (
        world.jugendamt_person, "Ihre Woche: 1 Termin überfällig, 1 Termin in 14 Tagen",
    )  # fmt: skip
    assert send_weeks(timezone.now() + dt.timedelta(days=7)) == 1


def test_choice_is_kept_with_history(client: Client, world: World) -> None:
    office = sign_in(client, world.jugendamt_person)
    assert "Ihre Adresse" not in text_of(office.get("/kalender/abonnieren/"))
    office.post("/kalender/abonnieren/", {"only_own": "nein", "has_feed": "on"})
    chosen = CalendarSubscription.objects.get()
    assert (chosen.has_feed, chosen.wants_mail, chosen.only_own) == (True, False, False)
    assert chosen.history.get().history_user == world.jugendamt_person
    assert feed_address(chosen) in text_of(office.get("/kalender/abonnieren/"))
    office.post("/kalender/abonnieren/neu/")
    assert feed_address(chosen) not in text_of(office.get("/kalender/abonnieren/"))


@pytest.mark.parametrize(
    ("person", "reads"), [("koordination", True), ("jugendamt_person", True), ("integrationsrat_person", False)]
)
def test_name_of_who_answers_for_a_milestone_stays_with_office_and_lead(
    client: Client, world: World, person: str, reads: bool
) -> None:
    measure = world.praeventionsnetz
    milestone(measure, day(3), responsible="Mira Beispielfrau")
    sign_in(client, getattr(world, person))
    pages = [client.get(page).text for page in ("/kalender/", "/kalender/kalender.csv", measure.get_absolute_url())]
    assert [f"Bis {day(3):%d.%m.%Y}" in page for page in pages] == [True] * 3
    assert ["Mira Beispielfrau" in page for page in pages] == [reads] * 3
