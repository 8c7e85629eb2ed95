"""Demo accounts and their password; the first account of a real installation."""

import io
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import User
from neuss_integration.audit.models import AuditEntry
from neuss_integration.demo.accounts import ACCOUNTS, create_accounts, person
from neuss_integration.demo.password import DEMO_PASSWORD, NotTheDemoPasswordValidator
from neuss_integration.mailing.models import Mail
from tests.factories import make_department, make_person

pytestmark = pytest.mark.django_db
GOOD = "Kirschblüte am Markt 4"
BACKEND = "neuss_integration.demo.password.DemoAwareBackend"


@pytest.fixture
def people(settings):
    settings.AUTHENTICATION_BACKENDS = [BACKEND]
    for name in {name for account in ACCOUNTS for name in account.departments}:
        make_department(name)
    return create_accounts()


def sign_in(email: str = "koordination@neuss.example", password: str = DEMO_PASSWORD) -> User | None:
    return authenticate(None, email=email, password=password)


def test_every_role_has_a_demo_account(people):
    assert {account.role for account in ACCOUNTS} == set(Role)
    assert people == User.objects.count() == len(ACCOUNTS)


def test_demo_accounts_are_functions_with_addresses_that_reach_nobody(people):
    assert all(email.endswith("@neuss.example") for email in User.objects.values_list("email", flat=True))


def test_demo_accounts_are_made_once(people):
    assert create_accounts() == 0


def test_office_account_acts_for_its_offices(people):
    assert len(person("kreis").access.department_ids) == 2


def test_demo_password_signs_in_within_demo_mode(people, settings):
    settings.DEMO_MODE = True
    assert sign_in() == person("koordination")


def test_demo_password_signs_nobody_in_outside_demo_mode(people, settings):
    settings.DEMO_MODE = False
    assert [sign_in(account.email) for account in ACCOUNTS] == [None] * len(ACCOUNTS)


def test_own_password_of_a_former_demo_account_signs_in_outside_demo_mode(people, settings):
    settings.DEMO_MODE = False
    user = person("koordination")
    user.set_password("Ganz eigenes Passwort 7")
    user.save()
    assert sign_in(password="Ganz eigenes Passwort 7") == user


def test_demo_password_cannot_be_chosen():
    with pytest.raises(ValidationError, match="Passwort der Demo"):
        NotTheDemoPasswordValidator().validate(DEMO_PASSWORD)


def test_demo_commands_are_refused_outside_demo_mode(settings):
    settings.DEMO_MODE = False
    with pytest.raises(CommandError, match="DEMO_MODE"):
        call_command("show_demo_accounts")


def test_demo_accounts_are_shown_with_password_and_what_each_can_do(settings):
    settings.DEMO_MODE = True
    out = io.StringIO()
    call_command("show_demo_accounts", stdout=out)
    assert DEMO_PASSWORD in out.getvalue()
    assert all(account.email in out.getvalue() and account.can in out.getvalue() for account in ACCOUNTS)


def create_user(monkeypatch, *arguments: str, password: str = GOOD) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    call_command("create_user", "Erste.Person@stadt.example", "--name=Erste Person", "--password-stdin", *arguments)


def test_create_user_makes_the_first_administrator(monkeypatch):
    create_user(monkeypatch, "--role=administrator")
    user = User.objects.get(email="erste.person@stadt.example")
    assert user.check_password(GOOD)
    assert user.access.roles == {Role.ADMINISTRATOR}


def test_account_made_at_the_machine_is_told_to_the_administration_and_logged(monkeypatch):
    before = make_person("verwaltung@stadt.example", "Verwaltung", Role.ADMINISTRATOR)
    create_user(monkeypatch, "--role=administrator")
    told = Mail.objects.get()
    assert (told.recipient, told.kind) == (before, "account-notice")
    assert "Jemand mit Zugang zum Rechner hat Erste Person (erste.person@stadt.example) die Rolle" in told.text
    logged = AuditEntry.objects.filter(subject__name="Erste Person").values_list("event", flat=True)
    assert set(logged) == {"account_created", "role_granted"}


def test_create_user_gives_a_department_role_its_office(monkeypatch):
    office = make_department("Jugendamt")
    create_user(monkeypatch, "--role=department_editor", "--department=Jugendamt")
    assert User.objects.get().access.department_ids == {office.pk}


@pytest.mark.parametrize(
    ("arguments", "password", "sentence"),
    [
        (["--role=department_editor"], GOOD, "braucht eine Fachdienststelle"),
        (
            ["--role=department_editor", "--department=Jagdamt"],
            "Kirschblüte am Markt 4",
            "keine Fachdienststelle „Jagdamt“",
        ),
        (["--role=administrator"], "kurz", "zu kurz"),
        (["--role=administrator"], "", "geben Sie ein Passwort an"),
    ],
)
def test_create_user_refuses_with_a_sentence_and_leaves_nothing(monkeypatch, arguments, password, sentence):
    with pytest.raises(CommandError, match=sentence):
        create_user(monkeypatch, *arguments, password=password)
    assert not User.objects.exists()


def test_create_user_invites_without_a_terminal(capsys, client):
    call_command("create_user", "it@stadt.example", "--name=Fachadministration", "--role=administrator", "--invite")
    user = User.objects.get()
    assert not user.has_usable_password()
    link = capsys.readouterr().out.split(": ")[-1].strip()
    assert client.get(urlsplit(link).path, follow=True).status_code == 200
