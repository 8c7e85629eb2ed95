"""What ends sessions, who learns of a given role, and who stays."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.form_recovery import owner_token
from neuss_integration.accounts.models import Membership, User
from neuss_integration.accounts.services.roles import end_membership, end_role, grant_role, move_role
from neuss_integration.accounts.services.sessions import forget_ended
from neuss_integration.accounts.services.users import change_user
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.models import AuditEntry
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.mailing.models import Mail
from tests.factories import PASSWORD, World, make_person, sign_in

NEW = "vier ganz beliebige Wörter"


@pytest.fixture
def second_admin(world: World) -> User:
    return make_person("zweite@neuss.example", "Zweite Verwaltung", Role.ADMINISTRATOR)


def is_signed_in(client: Client) -> bool:
    return client.get("/konto/").status_code == 200


def test_one_click_ends_the_sessions_elsewhere(client: Client, world: World) -> None:
    elsewhere = sign_in(Client(), world.koordination)
    sign_in(client, world.koordination)
    before = world.koordination.history.count()
    client.post("/konto/sitzungen/beenden/")
    assert (is_signed_in(client), is_signed_in(elsewhere)) == (True, False)
    assert world.koordination.history.count() == before


def test_changed_password_ends_the_sessions_elsewhere_and_is_told(client: Client, world: World) -> None:
    elsewhere = sign_in(Client(), world.koordination)
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    sign_in(client, world.koordination).post("/konto/passwort/aendern/", data)
    assert (is_signed_in(client), is_signed_in(elsewhere)) == (True, False)
    assert "Das Passwort Ihres Kontos ist geändert" in Mail.objects.get(recipient=world.koordination).text


def test_given_and_ended_roles_end_the_sessions_at_once(client: Client, world: World) -> None:
    sign_in(client, world.nobody)
    membership = grant_role(world.nobody, by=world.verwaltung_person, role=Role.COUNCIL_READER)
    assert not is_signed_in(client)
    sign_in(client, User.objects.get(pk=world.nobody.pk))
    end_role(membership, by=world.verwaltung_person)
    assert not is_signed_in(client)


def test_deactivated_account_activated_again_has_no_session_left(client: Client, world: World) -> None:
    person = world.koordination
    sign_in(client, person)
    for is_active in (False, True):
        change_user(person, by=world.verwaltung_person, email=person.email, name=person.name, is_active=is_active)
    assert not is_signed_in(client)


def test_role_over_by_date_ends_the_right_in_a_running_session(client: Client, world: World) -> None:
    assert sign_in(client, world.koordination).get("/berichtsrunden/").status_code == 200
    Membership.objects.filter(user=world.koordination).update(valid_until="2020-12-31")
    assert client.get("/berichtsrunden/").status_code == 403


def test_role_moved_with_its_office_ends_the_sessions(client: Client, world: World) -> None:
    sign_in(client, world.jugendamt_person)
    role, yesterday = world.jugendamt_person.memberships.get(), timezone.localdate() - dt.timedelta(days=1)
    move_role(role, by=world.koordination, department=world.integrationsamt, last_day=yesterday)
    assert client.get("/massnahmen/").status_code == 302


def test_others_of_the_administration_learn_of_a_role_with_rights(world: World, second_admin: User) -> None:
    grant_role(world.nobody, by=world.verwaltung_person, role=Role.COORDINATOR)
    told = Mail.objects.get(kind="account-notice")
    assert told.recipient == second_admin
    assert f"{world.verwaltung_person} hat {world.nobody} ({world.nobody.email}) die Rolle „Koordination“" in told.text


def test_reading_role_is_told_to_nobody(world: World, second_admin: User) -> None:
    grant_role(world.nobody, by=world.verwaltung_person, role=Role.COUNCIL_READER)
    assert not Mail.objects.exists()


def test_person_who_was_here_before_learns_of_each_changed_role(world: World) -> None:
    person, admin = world.nobody, world.verwaltung_person
    User.objects.filter(pk=person.pk).update(last_login=timezone.now())
    person.refresh_from_db()
    end_role(grant_role(person, by=admin, role=Role.COUNCIL_READER), by=admin)
    told = [mail.text.split("\n\n")[1].split("\n")[0] for mail in Mail.objects.filter(recipient=person).order_by("pk")]
    assert told == [
        f"Die Fachadministration ({admin.name}) hat Ihnen die Rolle „Integrationsrat“ gegeben.",
        f"Die Fachadministration ({admin.name}) hat Ihre Rolle „Integrationsrat“ beendet.",
    ]


def test_last_administration_stays(world: World, second_admin: User) -> None:
    end_role(second_admin.memberships.get(), by=world.verwaltung_person)
    with pytest.raises(Refused, match="letzte Fachadministration"):
        end_membership(world.verwaltung_person.memberships.get(), by=None)


def test_changed_address_is_told_to_the_old_and_the_new_one(world: World) -> None:
    person = world.koordination
    old = person.email
    change_user(person, by=world.verwaltung_person, email="neu@neuss.example", name=person.name, is_active=True)
    assert set(Mail.objects.values_list("address", flat=True)) == {old, "neu@neuss.example"}


def sign_in_by_password(client: Client, person: User, **headers: str) -> Client:
    client.post("/konto/anmelden/", {"login": person.email, "password": PASSWORD}, **headers)  # type: ignore[arg-type]
    return client


def test_list_names_device_and_network_of_each_session(client: Client, world: World) -> None:
    phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1"
    sign_in_by_password(Client(), world.koordination, HTTP_USER_AGENT=phone, REMOTE_ADDR="192.0.2.7")
    sign_in_by_password(client, world.koordination, HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/128.0")
    rows = client.get("/konto/sitzungen/").context["rows"]
    assert [(row.device, row.session.ip, row.is_this) for row in rows] == [
        ("Firefox auf Windows", "127.0.0.1", True),
        ("Safari auf iOS", "192.0.2.7", False),
    ]


def test_one_session_is_ended_and_stands_in_the_log(client: Client, world: World) -> None:
    elsewhere = sign_in_by_password(Client(), world.koordination)
    sign_in_by_password(client, world.koordination)
    other = UserSession.objects.get(session_key=elsewhere.session.session_key)
    client.post(f"/konto/sitzungen/{other.pk}/beenden/")
    assert (is_signed_in(client), is_signed_in(elsewhere)) == (True, False)
    assert AuditEntry.objects.get(event=AuditEvent.SESSIONS_ENDED).subject == world.koordination


def test_session_of_somebody_else_is_ended_by_nobody(client: Client, world: World) -> None:
    foreign = sign_in_by_password(Client(), world.koordination)
    pk = UserSession.objects.get().pk
    assert sign_in(client, world.verwaltung_person).post(f"/konto/sitzungen/{pk}/beenden/").status_code == 404
    assert is_signed_in(foreign)


def test_session_that_asks_stays_in_the_list_after_the_others_are_ended(client: Client, world: World) -> None:
    sign_in_by_password(Client(), world.koordination)
    sign_in_by_password(client, world.koordination).post("/konto/sitzungen/beenden/")
    assert [row.is_this for row in client.get("/konto/sitzungen/").context["rows"]] == [True]


@pytest.mark.parametrize(("minutes", "is_over"), [(29, False), (31, True)])
def test_administration_signs_in_again_after_half_an_hour_without_work(
    client: Client, world: World, minutes: int, is_over: bool
) -> None:
    with time_machine.travel("2026-06-01 10:00", tick=False) as now:
        sign_in_by_password(client, world.verwaltung_person)
        now.shift(60 * minutes)
        assert is_signed_in(client) != is_over
    assert UserSession.objects.exists() != is_over


def test_work_keeps_a_session_until_its_last_hour(client: Client, world: World, settings: Any) -> None:
    settings.SESSION_HOURS_BY_ROLE = {Role.COORDINATOR: 4}
    with time_machine.travel("2026-06-01 10:00", tick=False) as now:
        sign_in_by_password(client, world.koordination)
        lasted = []
        for _ in range(5):
            now.shift(60 * 60)
            lasted.append(is_signed_in(client))
    assert lasted == [True, True, True, False, False]


def test_text_sent_after_the_time_was_over_comes_back(client: Client, world: World) -> None:
    with time_machine.travel("2026-06-01 10:00", tick=False) as now:
        sign_in_by_password(client, world.koordination)
        data = {"form_owner": owner_token(world.koordination), "title": "Lange getippt"}
        now.shift(60 * 121)
        answer = client.post("/massnahmen/neu/", data)
        assert answer.url.startswith("/konto/anmelden/")
        assert "Lange+getippt" in client.session["kept_text"]["data"]


def test_cleaning_forgets_what_is_no_more(client: Client, world: World, django_assert_max_num_queries) -> None:
    ended = sign_in_by_password(Client(), world.koordination)
    sign_in_by_password(client, world.koordination)
    ended.session.delete()
    with django_assert_max_num_queries(2):
        forget_ended()
    assert UserSession.objects.get().session_key == client.session.session_key
