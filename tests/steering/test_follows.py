"""Following: what a person sees of it, never drafts, in the mail of the week and among their own dates."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from measures.models import Measure, Milestone
from measures.services.discarding import discard_measure
from neuss_integration.accounts.models import Membership
from neuss_integration.mailing.models import Mail
from neuss_integration.steering.enums import FollowKind
from neuss_integration.steering.models import Follow
from neuss_integration.steering.selectors.due import due_entries
from neuss_integration.steering.selectors.follows import news_for
from neuss_integration.steering.services.follows import follow, unfollow
from neuss_integration.steering.services.subscriptions import subscribe
from neuss_integration.steering.services.weekly_mail import send_weeks
from tests.factories import World, make_measure, make_need, make_progress, make_resolution, sign_in
from tests.measures.answers import text_of

REPORTED = """
    SELECT COUNT(*) FROM measures_progressreport r JOIN measures_measure m ON m.id = r.measure_id
    WHERE r.state = 'accepted' AND m.field_of_action_id = %s AND m.state <> 'idea'
"""


def today(days: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def accepted(measure: Measure, **more: Any) -> Any:
    return make_progress(measure=measure, state="accepted", traffic_light="green", **more)


def news(person: Any) -> list[str]:
    return [each.what for each in news_for(person, since=today(-7))]


def test_field_brings_the_news_of_its_measures_but_no_draft(world: World) -> None:
    for measure in (world.vorlesestunden, world.lesegarten, world.praeventionsnetz):
        accepted(measure)
    follow(FollowKind.FIELD, world.bildung, by=world.integrationsrat_person)
    with connection.cursor() as cursor:
        cursor.execute(REPORTED, [world.bildung.pk])
        assert cursor.fetchone() == (1,)
    assert news(world.integrationsrat_person) == ["neuer Sachstand, Ampel grün"]
    assert news(world.bibliothek_person) == []


def test_followed_things_tell_their_steps(world: World) -> None:
    person, need = world.koordination, make_need()
    order = make_resolution(order_text="Berichten", state="open", responsible_department=world.jugendamt)
    order.events.create(actor=person, transition="note", to_state="in_progress", noted_on=today(-1))
    order.events.create(actor=person, transition="note", from_state="in_progress", to_state="in_progress")
    need.events.create(actor=person, transition="discuss", to_state="in_discussion")
    Measure.objects.filter(pk=world.vorlesestunden.pk).update(state_since=today())
    for kind, thing in (("beschluss", order), ("bedarf", need), ("massnahme", world.vorlesestunden)):
        follow(FollowKind(kind), thing, by=person)
    told = ["Auftrag: in Arbeit", "Auftrag: weiterhin in Arbeit", "Bedarf: in Beratung", "Status jetzt: laufend"]
    assert sorted(news(person)) == told
    assert {each.what for each in news_for(person, since=today(-7)) if each.day == today(-1)} == {told[0]}


def test_state_that_was_entered_as_of_an_earlier_day_is_news_and_an_old_one_is_not(world: World) -> None:
    person, measure, last_year = world.koordination, world.vorlesestunden, today(-365)
    Measure.history.filter(id=measure.pk).update(history_date=timezone.now() - dt.timedelta(days=400))
    Measure.objects.filter(pk=measure.pk).update(state_since=last_year)
    follow(FollowKind.MEASURE, measure, by=person)
    measure.refresh_from_db()
    measure.title = "Anders genannt"
    measure.save()
    assert news(person) == []
    measure.state, measure.state_reason = "paused", "Grund"
    measure.save()
    assert [(each.day, each.what) for each in news_for(person, since=today(-7))] == [
        (last_year, "Status jetzt: ruhend")
    ]


def test_state_entered_this_week_as_of_the_last_is_told_in_one_mail(world: World) -> None:
    person, tuesday = world.koordination, dt.datetime(2026, 12, 8, 9, tzinfo=dt.UTC)
    subscribe(by=person, has_feed=False, wants_mail=True, only_own=True)
    follow(FollowKind.MEASURE, world.vorlesestunden, by=person)
    with time_machine.travel(tuesday, tick=False):
        measure = Measure.objects.get(pk=world.vorlesestunden.pk)
        measure.state, measure.state_reason, measure.state_since = "paused", "Grund", dt.date(2026, 12, 4)
        measure.save()
        send_weeks()
        assert not Mail.objects.filter(kind="calendar", text__contains="Status jetzt").exists()
    with time_machine.travel(tuesday + dt.timedelta(days=7), tick=False):
        send_weeks()
    assert Mail.objects.get(kind="calendar", text__contains="Status jetzt").text.count("Status jetzt: ruhend") == 1


def test_button_follows_once_and_ends(client: Client, world: World) -> None:
    browser, address = sign_in(client, world.integrationsrat_person), f"/verfolgt/massnahme/{world.vorlesestunden.pk}/"
    page = world.vorlesestunden.get_absolute_url()
    for _ in range(2):
        assert "Nicht mehr verfolgen" not in text_of(browser.get(page)) or Follow.objects.exists()
        browser.post(address, {"schritt": "folgen"})
    assert Follow.objects.get().user == world.integrationsrat_person
    assert "Nicht mehr verfolgen" in text_of(browser.get(page))
    browser.post(address, {"schritt": "nicht"})
    assert not Follow.objects.exists()
    assert [each.history_type for each in Follow.history.all()] == ["-", "+"]


def test_draft_cannot_be_followed_and_unknown_kind_is_no_page(client: Client, world: World) -> None:
    browser = sign_in(client, world.integrationsrat_person)
    for wrong in (f"massnahme/{world.lesegarten.pk}", "bericht/1", "bedarf/999999"):
        assert browser.post(f"/verfolgt/{wrong}/").status_code == 404
    assert not Follow.objects.exists()


def test_what_became_invisible_is_not_told(world: World) -> None:
    person = world.integrationsrat_person
    follow(FollowKind.MEASURE, world.vorlesestunden, by=person)
    accepted(world.vorlesestunden)
    Measure.objects.filter(pk=world.vorlesestunden.pk).update(state="idea")
    assert news(person) == []
    assert unfollow(FollowKind.MEASURE, world.vorlesestunden.pk, by=person) == 1


def test_week_tells_news_once_and_nothing_to_who_lost_the_role(world: World) -> None:
    person = world.integrationsrat_person
    subscribe(by=person, has_feed=False, wants_mail=True, only_own=True)
    follow(FollowKind.MEASURE, world.vorlesestunden, by=person)
    accepted(world.vorlesestunden, decided_at=timezone.now() - dt.timedelta(days=7))
    assert [send_weeks() for _ in range(2)] == [1, 0]
    mail = Mail.objects.get(kind="calendar")
    assert (mail.recipient, mail.subject) == (person, "Ihre Woche: 1-mal Neues bei Verfolgtem")
    assert f"{world.vorlesestunden}: neuer Sachstand, Ampel grün" in mail.text
    Membership.objects.filter(user=person).update(valid_from=today(-9), valid_until=today(-1))
    assert send_weeks(timezone.now() + dt.timedelta(days=7)) == 0


def test_what_was_entered_in_a_week_is_told_in_the_mail_after_it_and_in_no_other(world: World) -> None:
    subscribe(by=world.koordination, has_feed=False, wants_mail=True, only_own=True)
    need = make_need()
    follow(FollowKind.NEED, need, by=world.koordination)
    follow(FollowKind.MEASURE, world.vorlesestunden, by=world.koordination)
    monday = dt.datetime(2026, 10, 5, 6, tzinfo=dt.UTC)
    for days, step in ((-1, "in_discussion"), (0, "prioritised"), (6, "forwarded")):
        need.events.create(actor=world.koordination, to_state=step, at=monday + dt.timedelta(days=days, hours=9))
    accepted(world.vorlesestunden, decided_at=monday + dt.timedelta(days=3))
    for days in (0, 8, 14):
        send_weeks(monday + dt.timedelta(days=days))
    texts = [mail.text for mail in Mail.objects.filter(kind="calendar").order_by("pk")]
    steps = ("Bedarf: in Beratung", "Bedarf: priorisiert", "Bedarf: weitergeleitet", "neuer Sachstand")
    assert [[step for step in steps if step in text] for text in texts] == [[steps[0]], list(steps[1:])]
    assert "Neues bei dem, was Sie verfolgen (in der vorigen Woche eingetragen):" in texts[0]


def test_dates_of_what_is_followed_are_own(world: World) -> None:
    person = world.integrationsrat_person
    for measure in (world.vorlesestunden, world.praeventionsnetz):
        Milestone.objects.create(measure=measure, title=measure.title, due_date=today(3))
    for title in ("verfolgt", "fremd"):
        make_resolution(
            title=title, order_text="x", state="open", responsible_department=world.jugendamt, due_date=today(3)
        )
    follow(FollowKind.FIELD, world.bildung, by=person)
    follow(FollowKind.RESOLUTION, world.jugendamt.ordered_resolutions.get(title="verfolgt"), by=person)
    own = due_entries(person, today=today(), until=today(9), only_own=True, kinds=["meilenstein", "auftrag"])
    assert [each.url for each in own if each.kind == "meilenstein"] == [world.vorlesestunden.get_absolute_url()]
    assert [each.title for each in own if each.kind == "auftrag"] == ["verfolgt"]


def test_row_follows_exactly_one_thing(world: World) -> None:
    for wrong in ({}, {"measure": world.vorlesestunden, "field_of_action": world.bildung}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Follow.objects.create(user=world.koordination, **wrong)


@pytest.mark.parametrize("rows", [1, 3])
def test_page_has_the_same_queries_for_any_number(
    client: Client, world: World, django_assert_num_queries: Any, rows: int
) -> None:
    for _ in range(rows):
        follow(FollowKind.NEED, make_need(), by=world.koordination)
        follow(FollowKind.RESOLUTION, make_resolution(), by=world.koordination)
    browser = sign_in(client, world.koordination)
    with django_assert_num_queries(10):
        browser.get("/verfolgt/")


def test_discarded_measure_is_followed_no_more_and_breaks_no_page(client: Client, world: World) -> None:
    """What nobody reported about can be discarded, also when somebody follows it."""
    person, measure = world.integrationsrat_person, make_measure(title="Versehentlich angelegt")
    follow(FollowKind.MEASURE, measure, by=person)
    discard_measure(measure, by=world.koordination)
    assert not Follow.objects.exists()
    shown = text_of(sign_in(client, person).get("/verfolgt/"))
    assert "Versehentlich angelegt" not in shown
