"""Pages about mails: the log, sending again, what came back, switching off, a test."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.mailing import services
from neuss_integration.mailing.delivery import deliver_due
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.models import Mail, SendingPause
from neuss_integration.mailing.selectors import unreachable
from tests.factories import World, sign_in
from tests.mailing.test_mailing import queue


@pytest.fixture
def office(client: Client, world: World) -> Client:
    """A browser in which the Koordination is signed in."""
    return sign_in(client, world.koordination)


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("rows", [1, 3])
def test_mail_list_has_the_same_queries_for_any_number(
    office: Client, world: World, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        queue(world, key=f"m:{number}")
    with django_assert_num_queries(10):
        page = text_of(office.get("/nachrichten/"))
    assert page.count("jugendamt@neuss.example</td>") == rows


def test_mail_list_shows_one_state(office: Client, world: World) -> None:
    queue(world, subject="Wartende")
    sent = queue(world, key="m:2", subject="Gesendete")
    Mail.objects.filter(pk=sent.pk).update(state=MailState.SENT, sent_at=sent.created_at)
    page = text_of(office.get("/nachrichten/?status=sent"))
    assert ("Gesendete" in page, "Wartende" in page) == (True, False)
    assert "Wartende" in text_of(office.get("/nachrichten/?status=quatsch"))


def test_sending_is_switched_off_and_on_with_reason(office: Client, world: World) -> None:
    queue(world)
    assert "Bitte füllen Sie „Begründung“ aus." in text_of(office.post("/nachrichten/anhalten/", {"reason": ""}))
    page = text_of(office.post("/nachrichten/anhalten/", {"reason": "Wartung"}, follow=True))
    assert "Der Versand ist angehalten" in page
    assert (deliver_due(), services.is_sending()) == (0, False)
    office.post("/nachrichten/fortsetzen/")
    assert (deliver_due(), services.is_sending()) == (1, True)


def test_pause_twice_is_one_pause(world: World) -> None:
    first, second = (services.pause_sending(by=world.koordination, reason="Wartung") for _ in range(2))
    assert (first, SendingPause.objects.count()) == (second, 1)
    with pytest.raises(Refused, match="warum"):
        services.pause_sending(by=world.koordination, reason=" ")


def test_mail_that_did_not_arrive_is_sent_again(office: Client, world: World) -> None:
    mail = queue(world)
    Mail.objects.filter(pk=mail.pk).update(state=MailState.UNCERTAIN, error="Unklar", attempts=1)
    response = office.post(f"/nachrichten/{mail.pk}/erneut/", {"next": "/berichtsrunden/"})
    mail.refresh_from_db()
    assert (response.url, mail.state, mail.attempts, mail.error) == ("/berichtsrunden/", MailState.QUEUED, 0, "")
    assert office.post(f"/nachrichten/{mail.pk}/erneut/", {"next": "https://boese.example/"}).url == "/nachrichten/"


def test_sent_mail_is_not_sent_again(world: World) -> None:
    mail = queue(world)
    deliver_due()
    with pytest.raises(Refused, match="Ein weiterer Versand ist nicht nötig"):
        services.send_again(mail, by=world.koordination)


def test_bounce_makes_the_address_unreachable_until_one_arrives(office: Client, world: World) -> None:
    mail = queue(world)
    deliver_due()
    office.post(f"/nachrichten/{mail.pk}/zurueckgekommen/", {"reason": "Postfach voll"})
    mail.refresh_from_db()
    assert (mail.state, mail.error) == ("bounced", f"Postfach voll (eingetragen von {world.koordination})")
    assert unreachable() == {"jugendamt@neuss.example"}
    queue(world, key="m:2")
    deliver_due()
    assert unreachable() == set()


def test_waiting_mail_cannot_have_come_back(office: Client, world: World) -> None:
    mail = queue(world)
    page = text_of(office.post(f"/nachrichten/{mail.pk}/zurueckgekommen/", {"reason": "Postfach voll"}))
    assert "kann nicht zurückgekommen sein" in page


def test_test_mail_goes_to_the_own_address_once(office: Client, world: World) -> None:
    key = office.get("/nachrichten/").context["test_key"]
    for _ in range(2):
        office.post("/nachrichten/test/", {"key": key})
    assert [mail.address for mail in Mail.objects.all()] == ["koordination@neuss.example"]


@pytest.mark.parametrize("name", ["send_again", "record_bounce"])
def test_mails_are_for_the_coordination_only(world: World, name: str) -> None:
    extra = {"reason": "x"} if name == "record_bounce" else {}
    with pytest.raises(PermissionDenied):
        getattr(services, name)(queue(world), by=world.jugendamt_person, **extra)
