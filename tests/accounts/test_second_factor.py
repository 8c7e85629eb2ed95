"""The second factor: compulsory per role, asked for at sign-in, each code once, removed only on purpose."""

import datetime as dt
import time
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from neuss_integration.accounts.form_recovery import OWNER_FIELD, SESSION_KEY, owner_token
from neuss_integration.accounts.models import User
from neuss_integration.accounts.services.second_factor import remove_second_factor
from neuss_integration.audit.models import AuditEntry
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.mailing.models import Mail
from tests.factories import PASSWORD, World, sign_in

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def compulsory(db: None, settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ["administrator", "coordinator"]


def code(secret: str = SECRET, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def with_password(client: Client, person: User) -> Any:
    return client.post("/konto/anmelden/", {"login": person.email, "password": PASSWORD})


def confirmed(client: Client, person: User) -> Client:
    with_password(client, person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def test_role_gets_nowhere_without_a_second_factor(client: Client, world: World) -> None:
    with_password(client, world.koordination)
    assert client.get("/massnahmen/").url == reverse("mfa_index")
    assert "Ihre Rolle braucht einen zweiten Faktor." in client.get(reverse("mfa_index")).text


def test_other_roles_and_public_pages_need_none(client: Client, world: World) -> None:
    with_password(client, world.jugendamt_person)
    assert client.get("/massnahmen/").status_code == 200
    with_password(other := Client(), world.koordination)
    assert other.get(reverse("site:accessibility")).status_code == 200


def test_app_is_set_up_told_by_mail_and_opens_the_way(client: Client, world: World) -> None:
    confirmed(client, world.koordination)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    response = client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert response.url == reverse("mfa_view_recovery_codes")
    assert "Diese Codes sehen Sie nur jetzt" in client.get(response.url).text
    assert "schon einmal gezeigt" in client.get(response.url).text
    assert client.get("/massnahmen/").status_code == 200


def test_key_of_the_app_is_stored_unreadable(world: World) -> None:
    row = TOTP.activate(world.koordination, SECRET).instance
    assert SECRET not in str(Authenticator.objects.get(pk=row.pk).data)
    assert row.wrap().validate_code(code())


def test_sign_in_asks_for_the_code_and_takes_it_once(client: Client, world: World) -> None:
    TOTP.activate(world.koordination, SECRET)
    assert with_password(client, world.koordination).url == reverse("mfa_authenticate")
    assert client.get("/massnahmen/").url.startswith("/konto/anmelden/")
    used = code()
    assert client.post(reverse("mfa_authenticate"), {"code": used}).status_code == 302
    assert client.get("/massnahmen/").status_code == 200
    with_password(other := Client(), world.koordination)
    assert "wurde schon benutzt" in other.post(reverse("mfa_authenticate"), {"code": used}).text


def test_code_that_set_up_the_app_does_not_sign_in(client: Client, world: World) -> None:
    confirmed(client, world.koordination)
    used = code(client.get(reverse("mfa_activate_totp")).context["form"].secret)
    assert client.post(reverse("mfa_activate_totp"), {"code": used}).status_code == 302
    with_password(other := Client(), world.koordination)
    assert "wurde schon benutzt" in other.post(reverse("mfa_authenticate"), {"code": used}).text


def test_wrong_second_factor_is_noted(client: Client, world: World) -> None:
    TOTP.activate(world.koordination, SECRET)
    with_password(client, world.koordination)
    client.post(reverse("mfa_authenticate"), {"code": "12"}, REMOTE_ADDR="192.0.2.77")
    entry = AuditEntry.objects.get()
    assert (entry.event, entry.subject, entry.detail) == ("sign_in_failed", world.koordination, "Zweiter Faktor")
    assert entry.network == "192.0.2.0/24"


def test_six_wrong_codes_lock_the_second_step(client: Client, world: World) -> None:
    TOTP.activate(world.koordination, SECRET)
    with_password(client, world.koordination)
    wrong = [client.post(reverse("mfa_authenticate"), {"code": "12"}) for _ in range(6)]
    assert "stimmt nicht" in wrong[0].text
    assert "zu viele Versuche" in wrong[-1].text


def test_last_second_factor_of_a_role_that_needs_one_stays(client: Client, world: World) -> None:
    TOTP.activate(world.koordination, SECRET)
    with_password(client, world.koordination)
    client.post(reverse("mfa_authenticate"), {"code": code()})
    client.post(reverse("mfa_reauthenticate"), {"code": code(steps=1)})
    response = client.post(reverse("mfa_deactivate_totp"))
    assert "Ihre Rolle braucht einen zweiten Faktor" in response.text
    assert Authenticator.objects.filter(user=world.koordination, type="totp").exists()


@pytest.mark.parametrize(("minutes", "is_asked"), [(1, False), (6, True)])
def test_password_of_a_moment_ago_is_not_asked_for_again(
    client: Client, world: World, minutes: int, is_asked: bool
) -> None:
    with time_machine.travel(timezone.now() - dt.timedelta(minutes=minutes), tick=False):
        with_password(client, world.jugendamt_person)
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer.headers.get("Location", "").startswith(reverse("account_reauthenticate")) == is_asked


@pytest.mark.parametrize(("minutes", "is_asked"), [(0, False), (6, True)])
def test_codes_of_the_first_factor_are_shown_without_the_password_again(
    client: Client, world: World, minutes: int, is_asked: bool
) -> None:
    """They alone, and only just after: nothing else of the factor opens."""
    with_password(client, world.jugendamt_person)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    later = timezone.now() + dt.timedelta(minutes=minutes)
    with time_machine.travel(later, tick=False):
        answers = [client.get(reverse(f"mfa_{page}")) for page in ("view_recovery_codes", "deactivate_totp")]
    asked = [each.headers.get("Location", "").startswith(reverse("account_reauthenticate")) for each in answers]
    assert asked == [is_asked, True]


def test_factor_is_taken_away_only_after_the_password(client: Client, world: World) -> None:
    """Not even right after signing in, nor without a password typed: a mailed code, a session of somebody else."""
    TOTP.activate(world.jugendamt_person, SECRET)
    with_password(client, world.jugendamt_person)
    client.post(reverse("mfa_authenticate"), {"code": code()})
    for browser, page in ((client, "mfa_deactivate_totp"), (client, "mfa_add_webauthn")):
        assert browser.get(reverse(page)).url.startswith(reverse("account_reauthenticate"))
    other = sign_in(Client(), world.bibliothek_person)
    assert other.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))


def test_page_of_codes_warns_once(client: Client, world: World) -> None:
    confirmed(client, world.koordination)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    page = client.post(reverse("mfa_activate_totp"), {"code": code(secret)}, follow=True).text
    assert (page.count("ewahren Sie sie"), page.count("Diese Codes sehen Sie nur jetzt")) == (1, 1)


def test_lost_factor_is_removed_by_somebody_else_and_told(world: World) -> None:
    TOTP.activate(world.koordination, SECRET)
    remove_second_factor(world.koordination, by=world.verwaltung_person)
    assert not Authenticator.objects.filter(user=world.koordination).exists()
    assert "hat den zweiten Faktor Ihres Kontos entfernt" in Mail.objects.get(recipient=world.koordination).text
    assert world.koordination.history.first().history_change_reason == "Zweiter Faktor entfernt"


def test_account_without_a_factor_has_none_to_lose(world: World) -> None:
    with pytest.raises(Refused, match="keinen zweiten Faktor"):
        remove_second_factor(world.nobody, by=world.verwaltung_person)


def test_nobody_removes_their_own_this_way(world: World) -> None:
    with pytest.raises(Refused, match="Mein Konto"):
        remove_second_factor(world.verwaltung_person, by=world.verwaltung_person)


def test_typed_text_survives_a_role_that_suddenly_needs_a_second_factor(client: Client, world: World) -> None:
    sign_in(client, world.koordination)
    typed = {"title": "Lesegarten", OWNER_FIELD: owner_token(world.koordination)}
    headers = {"Referer": "http://testserver/massnahmen/neu/"}
    assert client.post("/massnahmen/neu/", typed, headers=headers).url == reverse("mfa_index")
    assert "Lesegarten" in client.session[SESSION_KEY]["data"]
