"""What machines read in a mail: who it is from, that nobody wrote it by hand, the invitation, and no stored link."""

from email.message import Message
from typing import Any

import pytest

from neuss_integration.accounts.services.users import invite
from neuss_integration.mailing.messages import message_of
from neuss_integration.mailing.models import Mail
from tests.factories import World
from tests.mailing.test_mailing import queue

ENTRY = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def written(mail: Mail) -> Message:
    return message_of(mail).message()


def test_mail_says_that_a_machine_wrote_it(world: World) -> None:
    message = written(queue(world))
    assert (message["Auto-Submitted"], message["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
    assert (message["Reply-To"], message["List-Unsubscribe"]) == ("koordination@neuss.example", None)
    assert "koordination@neuss.example" in message["From"]
    assert message["From"] != "koordination@neuss.example"


def test_message_id_is_of_the_mail_and_not_of_the_moment(world: World) -> None:
    mail, other = queue(world), queue(world, key="m:2")
    assert written(mail)["Message-ID"] == written(Mail.objects.get(pk=mail.pk))["Message-ID"]
    assert written(mail)["Message-ID"] != written(other)["Message-ID"]


def test_circular_can_be_unsubscribed_from(world: World) -> None:
    assert written(queue(world, is_circular=True))["List-Unsubscribe"].startswith("<mailto:koordination@neuss.example?")


def test_sender_has_the_name_of_the_office(world: World, settings: Any) -> None:
    settings.OFFICE_NAME = 'Büro für "Vielfalt"'
    assert message_of(queue(world)).from_email == "\"Büro für 'Vielfalt'\" <koordination@neuss.example>"
    assert "=?utf-8?" in written(Mail.objects.get())["From"]


def test_invitation_is_an_alternative_and_a_file(world: World) -> None:
    message = written(queue(world, calendar=ENTRY, calendar_method="REQUEST"))
    alternative, file = message.get_payload()
    assert (message.get_content_type(), alternative.get_content_type()) == ("multipart/mixed", "multipart/alternative")
    assert [part.get_content_type() for part in alternative.get_payload()] == ["text/plain", "text/calendar"]
    assert {part.get_param("method") for part in (alternative.get_payload()[1], file)} == {"REQUEST"}
    assert (file.get_filename(), file.get_payload(decode=True).decode()) == ("termin.ics", ENTRY)


def test_entry_to_look_at_is_a_file_only(world: World) -> None:
    message = message_of(queue(world, calendar=ENTRY))
    assert (len(message.alternatives), len(message.attachments)) == (0, 1)


@pytest.mark.django_db
def test_link_to_set_a_password_is_made_when_the_mail_goes_out(world: World, settings: Any) -> None:
    settings.SITE_URL = "https://integration.neuss.example:8443/"
    invite(world.nobody, by=world.verwaltung_person)
    mail = Mail.objects.get()
    assert "/konto/passwort/neu/" not in mail.text
    assert "https://integration.neuss.example:8443/konto/passwort/neu/" in message_of(mail).body
    assert (mail.recipient, mail.kind) == (world.nobody, "password")
