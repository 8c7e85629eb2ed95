"""Mails are stored with the decision they tell of, sent once, and tried again while the server is down."""

import datetime as dt

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.utils import timezone

from neuss_integration.mailing.delivery import LOST, PAUSES, deliver_due
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.messages import message_of
from neuss_integration.mailing.models import Mail
from neuss_integration.mailing.services import cancel_mails, queue_mail
from tests.factories import World

BROKEN = "tests.mailing.backends.{}"


def queue(world: World, key: str = "erinnerung:1", **fields) -> Mail:
    values = {"kind": "reminder", "to": world.jugendamt_person, "subject": "Bitte\n antworten", "text": "Guten Tag"}
    return queue_mail(key=key, **(values | fields))


def test_mail_waits_until_it_is_delivered(world: World) -> None:
    mail = queue(world)
    assert outbox.outbox == []
    assert deliver_due() == 1
    mail.refresh_from_db()
    assert (mail.state, outbox.outbox[0].to, outbox.outbox[0].subject) == (
        MailState.SENT,
        ["jugendamt@neuss.example"],
        "Bitte antworten",
    )


def test_mail_with_the_same_key_is_sent_once(world: World) -> None:
    assert queue(world) == queue(world, text="Noch einmal")
    deliver_due()
    assert queue(world).state == MailState.SENT
    assert deliver_due() == 0


def test_mail_to_a_mailbox_has_no_person(world: World) -> None:
    mail = queue(world, to="postfach@neuss.example")
    assert (mail.address, mail.recipient) == ("postfach@neuss.example", None)


def test_mail_brings_html_and_calendar(world: World) -> None:
    queue(world, html="<p>Guten Tag</p>", calendar="BEGIN:VCALENDAR", calendar_method="REQUEST")
    deliver_due()
    sent = outbox.outbox[0]
    assert sent.alternatives[0][0] == "<p>Guten Tag</p>"
    assert sent.attachments[0][2] == "text/calendar; method=REQUEST"


@pytest.mark.django_db
def test_mail_is_tried_again_while_the_server_is_down(world: World, settings) -> None:
    settings.EMAIL_BACKEND = BROKEN.format("ServerDown")
    mail, now = queue(world), timezone.now()
    assert deliver_due(now) == 0
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.due_at) == (MailState.QUEUED, 1, now + PAUSES[0])
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver_due(now + dt.timedelta(minutes=6)) == 1


def test_mail_survives_a_server_that_is_down_for_a_day() -> None:
    assert sum(PAUSES, dt.timedelta()) > dt.timedelta(days=2)


def test_mail_is_given_up_after_the_last_pause(world: World, settings) -> None:
    settings.EMAIL_BACKEND = BROKEN.format("ServerDown")
    mail = queue(world)
    Mail.objects.update(attempts=len(PAUSES))
    deliver_due()
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (MailState.FAILED, "Nach 9 Versuchen aufgegeben: [Errno 111] weg")


def test_mail_to_a_refused_address_is_not_tried_again(world: World, settings) -> None:
    settings.EMAIL_BACKEND = BROKEN.format("AddressRefused")
    mail = queue(world)
    deliver_due()
    mail.refresh_from_db()
    assert mail.state == MailState.BOUNCED
    assert mail.error.startswith("Die Adresse wurde abgewiesen")


def test_mail_whose_process_died_is_not_sent_again_by_itself(world: World) -> None:
    mail = queue(world)
    Mail.objects.update(state=MailState.SENDING, due_at=timezone.now() - dt.timedelta(hours=1))
    assert deliver_due() == 0
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (MailState.UNCERTAIN, LOST)


def test_mail_that_is_no_longer_needed_is_not_sent(world: World) -> None:
    queue(world, key="runde:1:jugendamt")
    queue(world, key="runde:2:jugendamt")
    assert cancel_mails(key_starts_with="runde:1:") == 1
    assert deliver_due() == 1


def test_no_mail_leaves_while_sending_is_off(world: World, settings) -> None:
    settings.SEND_MAIL = False
    queue(world)
    assert (deliver_due(), Mail.objects.get().state) == (0, MailState.QUEUED)


def test_tick_sends_what_is_due(world: World, capsys) -> None:
    queue(world)
    call_command("tick")
    assert "E-Mails gesendet: 1" in capsys.readouterr().out


def test_message_without_method_is_a_published_entry(world: World) -> None:
    message = message_of(queue(world, calendar="BEGIN:VCALENDAR"))
    assert message.attachments[0][2] == "text/calendar; method=PUBLISH"
