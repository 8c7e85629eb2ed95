"""The clock of the machine is set, and the two nights of the year when an hour is missing or comes twice."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from measures.services.reminders import queue_due
from neuss_integration.mailing.delivery import deliver_due
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.models import Mail
from neuss_integration.operations.enums import BackgroundService
from neuss_integration.operations.models import Heartbeat
from neuss_integration.operations.selectors import life_of
from neuss_integration.operations.services import beat
from reporting.enums import RunState
from reporting.models import PublicationRun
from reporting.services.reports import release_report
from tests.factories import World, make_report
from tests.mailing.test_mailing import queue
from tests.measures.test_reminders import opened

NOON = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def test_service_that_died_before_the_clock_was_set_back_is_not_alive(world: World, time_machine: Any) -> None:
    time_machine.move_to(NOON + DAY, tick=False)
    beat(BackgroundService.WORKER)
    time_machine.move_to(NOON, tick=False)
    assert not life_of(BackgroundService.WORKER).is_alive
    Heartbeat.objects.update(place="another:1")
    beat(BackgroundService.WORKER)
    assert life_of(BackgroundService.WORKER).is_alive


def test_run_whose_worker_died_before_the_clock_was_set_back_is_tried_again(world: World, time_machine: Any) -> None:
    time_machine.move_to(NOON + DAY, tick=False)
    run = release_report(make_report(), by=world.koordination)
    PublicationRun.objects.update(state=RunState.RUNNING, heartbeat_at=timezone.now())
    time_machine.move_to(NOON, tick=False)
    run.refresh_from_db()
    assert run.is_stalled


def test_mail_in_the_hands_of_a_process_that_died_before_the_clock_was_set_back_is_told(world: World) -> None:
    mail = queue(world)
    Mail.objects.update(state=MailState.SENDING, due_at=NOON + DAY)
    deliver_due(now=NOON)
    mail.refresh_from_db()
    assert mail.state == MailState.UNCERTAIN


def test_clock_set_forward_and_back_reminds_once(world: World) -> None:
    asked = opened(world)
    day = timezone.make_aware(dt.datetime.combine(asked.due_on - 14 * DAY, dt.time(9)))
    assert [queue_due(now=day + shift) for shift in (dt.timedelta(), DAY, dt.timedelta(), -DAY)] == [2, 0, 0, 0]


@pytest.mark.parametrize("night", [dt.date(2026, 3, 29), dt.date(2026, 10, 25)])
def test_night_with_one_hour_less_or_more_reminds_on_its_day_and_once(
    world: World, time_machine: Any, night: dt.date
) -> None:
    time_machine.move_to(dt.datetime.combine(night - 6 * DAY, dt.time(9), tzinfo=dt.UTC), tick=False)
    opened(world, days=20)
    evening = dt.datetime.combine(night - DAY, dt.time(20), tzinfo=dt.UTC)
    written = [queue_due(now=evening + dt.timedelta(minutes=30 * step)) for step in range(22)]
    assert (sum(written), written[-1]) == (2, 0)
    begun = evening + dt.timedelta(minutes=30 * written.index(2))
    assert timezone.localtime(begun).date() == night
