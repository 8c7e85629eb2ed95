"""Letters about a round are composed while nobody waits; killed in between, the round is whole and `tick` goes on."""

import os
import signal
import subprocess
import sys
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection

from measures.enums import RoundState
from measures.mails import composed
from measures.services import reminders, rounds
from measures.services.reminders import queue_due, refresh_waiting, remind_missing
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.models import Mail
from tests.factories import World, make_round
from tests.faults.conftest import database_url

pytestmark = pytest.mark.slow

BOTH = ["jugendamt@neuss.example", "stadtbibliothek@neuss.example"]
KILLED_AT_THE_FIRST_LETTER = f"""
import os, django
django.setup()
from measures.models import ReportingRound
from measures.services import reminders, rounds
from neuss_integration.accounts.models import User
reminders.composed = lambda *_: os.kill(os.getpid(), {signal.SIGKILL.value})
rounds.open_round(ReportingRound.objects.get(pk=%d), by=User.objects.get(pk=%d))
"""


def kept_waiting(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each letter composed from now on, whether others waited for it."""
    found: list[bool] = []

    def noted(*letter: Any) -> Any:
        found.append(connection.in_atomic_block)
        return composed(*letter)

    monkeypatch.setattr(reminders, "composed", noted)
    return found


def test_nobody_waits_for_letters(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    found, by, asked = kept_waiting(monkeypatch), world.koordination, make_round(state="draft")
    rounds.open_round(asked, by=by)
    refresh_waiting()
    Mail.objects.update(state=MailState.CANCELLED)
    remind_missing(asked, by=by)
    rounds.close_round(asked, by=by)
    rounds.reopen_round(asked, by=by, reason="Nachzügler", due_on=asked.due_on)
    assert found == [False] * 6  # the opening, looked at again, and tomorrow; on the day of a letter no second one


def test_opening_that_is_killed_leaves_an_open_round_and_tick_writes(world: World) -> None:
    asked = make_round(state="draft")
    program = KILLED_AT_THE_FIRST_LETTER % (asked.pk, world.koordination.pk)
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": database_url()}
    ended = subprocess.run([sys.executable, "-c", program], env=environment, check=False)
    asked.refresh_from_db()
    left = (asked.state, asked.reports.count(), Mail.objects.count())
    assert (ended.returncode, left) == (-signal.SIGKILL, (RoundState.OPEN, 2, 0))
    for _ in range(2):
        call_command("tick")
    assert sorted(Mail.objects.values_list("address", flat=True)) == BOTH


def test_letters_that_cannot_be_stored_now_are_left_to_tick(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(**_: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(rounds, "queue_due", locked)
    asked = rounds.open_round(make_round(state="draft"), by=world.koordination)
    assert (asked.state, asked.reports.count(), Mail.objects.count()) == (RoundState.OPEN, 2, 0)
    assert queue_due() == 2


@pytest.mark.parametrize(("state", "changed"), [(MailState.SENDING, 0), (MailState.QUEUED, 2)])
def test_letter_that_goes_out_meanwhile_stays_as_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch, state: MailState, changed: int
) -> None:
    rounds.open_round(make_round(state="draft"), by=world.koordination)
    Mail.objects.update(text="Wie er war")

    def taken(*letter: Any) -> Any:
        Mail.objects.update(state=state)
        return composed(*letter)

    monkeypatch.setattr(reminders, "composed", taken)
    assert (refresh_waiting(), Mail.objects.exclude(text="Wie er war").count()) == (changed, changed)
