"""The worker is killed between database and mail server: nobody is written to twice, and the office sees it."""

import datetime as dt
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from measures.services.rounds import open_round
from neuss_integration.mailing.delivery import deliver_due
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.models import Mail
from tests.factories import World, make_round
from tests.faults.conftest import database_url

pytestmark = pytest.mark.slow

BOTH = ["jugendamt@neuss.example", "stadtbibliothek@neuss.example"]
Tick = Callable[[str], subprocess.Popen[bytes]]


@pytest.fixture
def tick(tmp_path: Path) -> Iterator[Tick]:
    """Starts `manage.py tick` in a process of its own with this mail server; all are ended afterwards."""
    started: list[subprocess.Popen[bytes]] = []

    def start(server: str) -> subprocess.Popen[bytes]:
        names = {
            "DJANGO_SETTINGS_MODULE": "tests.faults.mail_settings",
            "DATABASE_URL": database_url(),
            "MAIL_RECORD": str(tmp_path / "record"),
            "MAIL_SERVER": f"tests.mailing.backends.{server}",
        }
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "tick"]
        started.append(subprocess.Popen(command, env=os.environ | names, stdout=subprocess.DEVNULL))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def taken(tmp_path: Path, wanted: int) -> list[str]:
    """The addresses of the mails that the server took, as soon as there are so many."""
    record, deadline = tmp_path / "record", time.monotonic() + 60
    while time.monotonic() < deadline:
        lines = record.read_text(encoding="utf-8").split() if record.exists() else []
        if len(lines) >= wanted:
            return lines
        time.sleep(0.05)
    raise AssertionError(f"The server did not take {wanted} mails.")


def test_worker_killed_while_it_sends_writes_to_nobody_twice(world: World, tick: Tick, tmp_path: Path) -> None:
    open_round(make_round(state="draft"), by=world.koordination)
    Mail.objects.update(due_at=timezone.now())
    killed = tick("TakenThenSilent")
    (first,) = taken(tmp_path, 1)
    killed.kill()
    killed.wait()
    assert Mail.objects.get(address=first).state == MailState.SENDING
    assert [tick("Recorded").wait() for _ in range(2)] == [0, 0]
    assert sorted(taken(tmp_path, 2)) == BOTH
    deliver_due(now=timezone.now() + dt.timedelta(minutes=20))
    states = {address: Mail.objects.get(address=address).state for address in BOTH}
    assert states == {**dict.fromkeys(BOTH, MailState.SENT), first: MailState.UNCERTAIN}
