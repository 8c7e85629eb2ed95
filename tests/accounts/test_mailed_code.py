"""Signing in with a code that comes by mail, for people without the habit of passwords."""

import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from neuss_integration.accounts.models import User
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.models import AuditEntry
from neuss_integration.mailing.models import Mail
from tests.factories import World

ASK, ENTER = "/konto/anmelden/code/", "/konto/anmelden/code/eingeben/"
CODE = re.compile(r"^[A-Z0-9-]{6,}$", re.M)


def ask_for_code(client: Client, email: str) -> str:
    """The code in the mail; empty where no mail went out."""
    assert client.post(ASK, {"email": email}).url == ENTER
    mail = Mail.objects.last()
    return CODE.findall(mail.text)[0] if mail else ""


def is_signed_in(client: Client) -> bool:
    return client.get("/konto/").status_code == 200


def test_no_code_is_promised_where_no_mail_goes_out(client: Client, world: World, settings) -> None:
    assert "Gibt es dazu ein Konto, geht an sie ein Code" in client.get(ASK).text
    settings.SEND_MAIL = False
    for page in (client.get(ASK).text, client.post(ASK, {"email": "wer@neuss.example"}, follow=True).text):
        assert "E-Mails gehen zurzeit nicht hinaus" in page
        assert "in wenigen Minuten" not in page


def test_code_from_the_mail_signs_in(client: Client, world: World) -> None:
    code = ask_for_code(client, world.integrationsrat_person.email)
    assert not is_signed_in(client)
    client.post(ENTER, {"code": code.lower()})
    assert is_signed_in(client)
    assert Mail.objects.get().recipient == world.integrationsrat_person


def test_code_counts_in_the_browser_that_asked_for_it_only(client: Client, world: World) -> None:
    code = ask_for_code(client, world.integrationsrat_person.email)
    thief = Client()
    ask_for_code(thief, "niemand@neuss.example")
    thief.post(ENTER, {"code": code})
    assert not is_signed_in(thief)


def test_three_wrong_codes_end_the_try_and_stand_in_the_log(client: Client, world: World) -> None:
    code = ask_for_code(client, world.integrationsrat_person.email)
    for _ in range(3):
        client.post(ENTER, {"code": "XXXXXX"})
    client.post(ENTER, {"code": code})
    assert not is_signed_in(client)
    assert AuditEntry.objects.filter(event=AuditEvent.SIGN_IN_FAILED, subject=world.integrationsrat_person).count() == 3


def test_code_is_over_after_ten_minutes(client: Client, world: World) -> None:
    with time_machine.travel("2026-06-01 10:00", tick=False) as now:
        code = ask_for_code(client, world.integrationsrat_person.email)
        now.shift(11 * 60)
        client.post(ENTER, {"code": code})
        assert not is_signed_in(client)


@pytest.mark.parametrize("who", ["niemand@neuss.example", "deactivated"])
def test_page_tells_nobody_who_has_an_account(world: World, who: str) -> None:
    User.objects.filter(pk=world.nobody.pk).update(is_active=False)
    known, unknown = Client(), Client()
    ask_for_code(known, world.integrationsrat_person.email)
    Mail.objects.all().delete()
    assert ask_for_code(unknown, world.nobody.email if who == "deactivated" else who) == ""
    pages = [without_tokens(each.get(ENTER).content.decode()) for each in (known, unknown)]
    assert pages[0] == pages[1]


def without_tokens(html: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|[a-z0-9.]+@neuss.example', "", html)


def test_second_factor_is_asked_for_after_the_code(client: Client, world: World, settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ["council_reader"]
    code = ask_for_code(client, world.integrationsrat_person.email)
    client.post(ENTER, {"code": code})
    assert client.get("/massnahmen/").url == "/konto/zweiter-faktor/"


def test_city_may_switch_codes_off(client: Client, world: World, settings: Any) -> None:
    settings.ACCOUNT_LOGIN_BY_CODE_ENABLED = False
    assert client.get(ASK).status_code == 404
    assert ASK not in client.get("/konto/anmelden/").content.decode()


def test_sign_in_page_leads_there_and_keeps_where_to_go(client: Client, world: World) -> None:
    assert f'{ASK}?next=%2Fmassnahmen%2F"' in client.get("/konto/anmelden/?next=/massnahmen/").content.decode()
