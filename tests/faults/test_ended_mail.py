"""The process that sends mails is told to end, or killed, in the middle of a dialogue with a real mail server."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings

from neuss_integration.mailing.models import Mail
from tests.factories import World
from tests.faults.conftest import database_url
from tests.mailing.smtp_server import SmtpServer, running, slowly
from tests.mailing.test_mailing import queue

pytestmark = pytest.mark.slow


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with running() as started:
        yield started


@pytest.fixture
def tick(server: SmtpServer) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts `manage.py tick` with that server; all are ended afterwards."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*options: str) -> subprocess.Popen[bytes]:
        names = {
            "DJANGO_SETTINGS_MODULE": "tests.faults.mail_settings",
            "DATABASE_URL": database_url(),
            "MAIL_SERVER": "django.core.mail.backends.smtp.EmailBackend",
            "MAIL_PORT": str(server.port),
        }
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "tick", *options]
        started.append(subprocess.Popen(command, env=os.environ | names, stdout=subprocess.DEVNULL))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def wait_until(condition: Callable[[], Any], seconds: int = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "It did not happen."
        time.sleep(0.05)


def states() -> list[str]:
    return list(Mail.objects.order_by("pk").values_list("state", flat=True))


def test_mail_in_hand_is_finished_when_told_to_end(world: World, server: SmtpServer, tick: Any) -> None:
    for number in range(3):
        queue(world, key=f"m:{number}")
    server.tell(".", slowly("250 ok", 2))
    process = tick("--every", "60")
    wait_until(lambda: server.taken)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert (states(), len(server.taken)) == (["sent", "queued", "queued"], 1)


def test_process_killed_before_the_greeting_loses_no_mail(world: World, server: SmtpServer, tick: Any) -> None:
    queue(world)
    server.tell("CONNECT", slowly("220 da", 30), "220 da")
    killed = tick()
    wait_until(lambda: server.connections)
    killed.kill()
    killed.wait()
    assert (tick().wait(60), states(), len(server.taken)) == (0, ["sent"], 1)
