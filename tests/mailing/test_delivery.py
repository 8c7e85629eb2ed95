"""Mails and a real mail server: its reply codes decide, and no server of any kind stops the others for long."""

import datetime as dt
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from neuss_integration.mailing.delivery import PAUSES, SERVER_GIVEN_UP_AFTER, SERVER_PAUSES, deliver_due
from neuss_integration.mailing.enums import MailState, Refusal
from neuss_integration.mailing.models import Mail, MailServer
from neuss_integration.mailing.selectors import mail_server, unreachable
from tests.factories import World
from tests.mailing.smtp_server import SmtpServer, cut, drip, hang, running
from tests.mailing.test_mailing import queue


@pytest.fixture
def server(settings: Any) -> Iterator[SmtpServer]:
    """A mail server, and settings that know it and wait for a second at most."""
    with running() as started:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", started.port
        settings.EMAIL_TIMEOUT, settings.MAIL_SECONDS = 0.5, 1
        yield started


def stored() -> Mail:
    return Mail.objects.get()


def test_three_mails_go_over_one_connection(world: World, server: SmtpServer) -> None:
    for number in range(3):
        queue(world, key=f"m:{number}", text=f".Punkt am Anfang\n.\n{number}")
    assert (deliver_due(), server.connections) == (3, 1)
    assert [mail.get_payload(decode=True).decode() for mail in server.taken] == [
        f".Punkt am Anfang\r\n.\r\n{number}\r\n" for number in range(3)
    ]


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "."])
def test_4xx_is_tried_again_with_a_pause(world: World, server: SmtpServer, command: str) -> None:
    queue(world)
    server.tell(command, "450 4.2.0 greylisted", "354 los" if command == "DATA" else "250 ok")
    now = timezone.now()
    assert deliver_due(now) == 0
    assert (stored().state, stored().due_at, stored().attempts) == (MailState.QUEUED, now + PAUSES[0], 1)
    assert "450 4.2.0 greylisted" in stored().error
    assert deliver_due(now + dt.timedelta(minutes=6)) == 1
    assert unreachable() == set()


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        ("MAIL", Refusal.SENDER),
        ("RCPT", Refusal.RECIPIENT),
        ("DATA", Refusal.CONTENT),
        (".", Refusal.CONTENT),
    ],
)
def test_5xx_comes_back_at_once(world: World, server: SmtpServer, command: str, refusal: Refusal) -> None:
    queue(world)
    server.tell(command, "550 5.1.1 no such user")
    assert deliver_due() == 0
    assert (stored().state, stored().refusal, stored().attempts) == (MailState.BOUNCED, refusal, 1)
    assert stored().error == f"{refusal.label}: 550 5.1.1 no such user"
    assert unreachable() == ({"jugendamt@neuss.example"} if refusal == Refusal.RECIPIENT else set())


def test_refused_mail_does_not_stop_the_next_one(world: World, server: SmtpServer) -> None:
    queue(world)
    queue(world, key="m:2")
    server.tell("RCPT", "550 unknown", "250 ok")
    assert (deliver_due(), server.connections) == (1, 1)
    assert sorted(Mail.objects.values_list("state", flat=True)) == ["bounced", "sent"]


@pytest.mark.parametrize("greeting", ["421 zu viel los", "554 nicht für Sie", cut, hang, drip])
def test_server_that_lets_nobody_in_is_left_alone(world: World, server: SmtpServer, greeting: Any) -> None:
    queue(world)
    queue(world, key="m:2")
    server.tell("CONNECT", greeting, "220 da")
    now, begun = timezone.now(), time.monotonic()
    assert (deliver_due(now), deliver_due(now), server.connections) == (0, 0, 1)
    assert time.monotonic() - begun < 3
    assert set(Mail.objects.values_list("state", "attempts")) == {(MailState.QUEUED, 0)}
    assert mail_server().retry_at == now + SERVER_PAUSES[0]
    assert deliver_due(now + dt.timedelta(minutes=1)) == 2
    assert (mail_server().failing_since, mail_server().error) == (None, "")


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("fault", [cut, hang, drip])
def test_line_that_dies_before_the_content_is_tried_again(
    world: World, server: SmtpServer, fault: Any, command: str
) -> None:
    queue(world)
    server.tell(command, fault)
    begun = time.monotonic()
    assert deliver_due() == 0
    assert time.monotonic() - begun < 3
    assert (stored().state, stored().attempts, mail_server().failures) == (MailState.QUEUED, 1, 1)


@pytest.mark.parametrize("fault", [cut, hang, drip])
def test_line_that_dies_after_the_content_leaves_the_mail_uncertain(
    world: World, server: SmtpServer, fault: Any
) -> None:
    queue(world)
    server.tell(".", fault)
    assert deliver_due() == 0
    assert (stored().state, len(server.taken)) == (MailState.UNCERTAIN, 1)
    assert deliver_due(timezone.now() + dt.timedelta(days=2)) == 0


def test_server_that_takes_few_mails_a_connection_gets_all(world: World, server: SmtpServer) -> None:
    for number in range(4):
        queue(world, key=f"m:{number}")
    server.tell("MAIL", "250 ok", "250 ok", "421 zu viele", "250 ok", "250 ok")
    assert (deliver_due(), server.connections) == (4, 2)
    assert set(Mail.objects.values_list("attempts", flat=True)) == {1}


def test_refusal_of_a_server_that_hangs_up_is_still_a_refusal(world: World, server: SmtpServer) -> None:
    queue(world)
    queue(world, key="m:2")
    server.tell("RCPT", "550 unknown", "250 ok")
    server.tell("RSET", cut, "250 ok")
    assert (deliver_due(), server.connections) == (1, 2)
    assert sorted(Mail.objects.values_list("state", "attempts")) == [("bounced", 1), ("sent", 1)]


def test_mail_is_given_up_when_the_server_is_gone_for_days(world: World, server: SmtpServer) -> None:
    queue(world)
    server.tell("CONNECT", "554 nicht für Sie")
    now = timezone.now()
    deliver_due(now)
    deliver_due(now + SERVER_GIVEN_UP_AFTER + dt.timedelta(hours=1))
    assert stored().state == MailState.FAILED
    assert stored().error == "Der Mailserver war drei Tage lang nicht erreichbar: 554 nicht für Sie"


def test_outage_is_logged_once(world: World, server: SmtpServer, caplog: Any) -> None:
    queue(world)
    server.tell("CONNECT", "421 gleich wieder")
    for minute in range(4):
        deliver_due(timezone.now() + dt.timedelta(minutes=30 * minute))
    assert [record.message for record in caplog.records] == ["The mail server cannot be reached: 421 gleich wieder"]
    assert MailServer.objects.get().failures == 4
