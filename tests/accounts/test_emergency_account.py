"""The emergency account, step by step as docs/betrieb.md tells it, with the commands that stand there."""

import re
import shlex

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from neuss_integration.accounts.models import User
from neuss_integration.audit.models import AuditEntry
from neuss_integration.mailing.models import Mail
from tests.accounts.test_passwords import NEW, link_in, twice
from tests.accounts.test_second_factor import code, with_password
from tests.conventions.source import ROOT
from tests.factories import World

CHAPTER = (ROOT / "docs/betrieb.md").read_text(encoding="utf-8").split("Notfallkonto: ")[1].split("\n\nEine Rolle")[0]


@pytest.fixture(autouse=True)
def compulsory(settings) -> None:
    settings.SECOND_FACTOR_ROLES = ["administrator"]


def run_commands(capsys: pytest.CaptureFixture[str]) -> str:
    """What the commands of the chapter print."""
    commands = re.findall(r"`manage\.py ([^`]+)`", CHAPTER)
    assert len(commands) == 1
    for each in commands:
        call_command(*shlex.split(each))
    return capsys.readouterr().out


def signed_in(capsys: pytest.CaptureFixture[str]) -> Client:
    """A browser of whoever acts, behind the link and a second factor of their own."""
    browser = Client()
    form = browser.get(link_in(run_commands(capsys))).url
    browser.post(form, twice(NEW))
    browser.post("/konto/anmelden/", {"login": "notfall@stadt.example", "password": NEW})
    assert browser.get("/benutzer/").url == reverse("mfa_index")
    secret = browser.get(reverse("mfa_activate_totp")).context["form"].secret
    browser.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    return browser


def test_emergency_account_lets_the_locked_out_administrator_in(world: World, capsys) -> None:
    locked_out = world.verwaltung_person
    TOTP.activate(locked_out, "JBSWY3DPEHPK3PXP")
    emergency = signed_in(capsys)
    emergency.post(reverse("accounts:user-second-factor", args=[locked_out.pk]))
    assert not Authenticator.objects.filter(user=locked_out).exists()
    with_password(browser := Client(), locked_out)
    secret = browser.get(reverse("mfa_activate_totp")).context["form"].secret
    browser.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    own = User.objects.get(email="notfall@stadt.example")
    browser.post(reverse("accounts:user-leave", args=[own.pk]), {"last_day": "01.01.2026"})
    own.refresh_from_db()
    assert (own.is_active, emergency.get("/benutzer/").status_code) == (False, 302)


def test_emergency_account_is_told_and_noted(world: World, capsys) -> None:
    run_commands(capsys)
    mail = Mail.objects.get(recipient=world.verwaltung_person)
    assert ("Notfallkonto" in mail.text, "Jemand mit Zugang zum Rechner" in mail.text) == (True, True)
    events = AuditEntry.objects.order_by("pk").values_list("event", flat=True)
    assert {"account_created", "role_granted"} <= set(events)
