"""The audit log: what is noted, that nobody changes it, that the chain finds who did, and when it ends."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.services.roles import end_role, grant_role
from neuss_integration.accounts.services.users import change_user
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.models import AuditEntry, AuditLink
from neuss_integration.audit.selectors import broken_links
from neuss_integration.audit.services import forget_entries, link_entries, network_of, record
from neuss_integration.audit_log import note_settings
from neuss_integration.foundation.records.guards import without_guards
from tests.factories import PASSWORD, World, sign_in

SIGN_IN = "/konto/anmelden/"
pytestmark = pytest.mark.django_db


def noted() -> list[tuple[str, int | None, int | None, str]]:
    """The log without its settings, the oldest first."""
    return list(AuditEntry.objects.order_by("pk").values_list("event", "actor", "subject", "detail"))


def chained(count: int = 3) -> list[AuditEntry]:
    """Some entries that are part of the chain."""
    entries = [record(AuditEvent.IMPORTED, by=None, detail=f"Datei {number}") for number in range(count)]
    assert link_entries() == count
    return entries


def test_sign_in_and_out_and_failures_are_noted_without_what_was_typed(client: Client, world: World) -> None:
    person = world.koordination
    client.post(SIGN_IN, {"login": person.email, "password": "Geheimes Wort 1"})
    client.post(SIGN_IN, {"login": "wer@neuss.example", "password": "Geheimes Wort 1"})
    client.post(SIGN_IN, {"login": person.email, "password": PASSWORD}, REMOTE_ADDR="192.0.2.77")
    client.post("/konto/abmelden/")
    assert noted() == [
        ("sign_in_failed", None, person.pk, ""),
        ("sign_in_failed", None, None, ""),
        ("signed_in", person.pk, person.pk, ""),
        ("signed_out", person.pk, person.pk, ""),
    ]
    assert AuditEntry.objects.get(event="signed_in").network == "192.0.2.0/24"


def test_networks_are_noted_without_the_connection() -> None:
    assert [network_of(each) for each in ("198.51.100.9", "2001:db8:1:2::9", "?", "")] == [
        "198.51.100.0/24",
        "2001:db8:1::/48",
        "",
        "",
    ]


def test_roles_and_changed_accounts_are_noted(world: World) -> None:
    admin, person = world.verwaltung_person, world.nobody
    role = grant_role(person, by=admin, role=Role.COUNCIL_READER)
    end_role(role, by=admin)
    change_user(person, by=admin, email=person.email, name="Neuer Name", is_active=False)
    assert noted() == [
        ("role_granted", admin.pk, person.pk, "Integrationsrat"),
        ("role_ended", admin.pk, person.pk, "Integrationsrat"),
        ("account_changed", admin.pk, person.pk, "Name, aktiv"),
    ]


def test_files_and_lists_of_people_are_noted_and_other_pages_not(client: Client, world: World) -> None:
    admin = world.verwaltung_person
    sign_in(client, admin)
    for path in ("/benutzer/?text=Geheim", "/protokoll/datei/", "/betrieb/", f"/benutzer/{world.nobody.pk}/"):
        assert client.get(path).status_code == 200
    assert noted() == [
        ("people_viewed", admin.pk, None, "/benutzer/"),
        ("exported", admin.pk, None, "/protokoll/datei/"),
    ]


def test_settings_are_noted_when_they_change(settings) -> None:
    note_settings()
    note_settings()
    settings.SECOND_FACTOR_ROLES = ["auditor"]
    note_settings()
    details = AuditEntry.objects.order_by("pk").values_list("detail", flat=True)
    assert ["SECOND_FACTOR_ROLES=auditor " in each for each in details] == [False, True]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_auditentry SET detail = 'x'", "DELETE FROM audit_auditentry", "DELETE FROM audit_auditlink",
     "UPDATE audit_auditlink SET head = 'x'"],
)  # fmt: skip
def test_database_refuses_to_change_and_delete(statement: str) -> None:
    chained(1)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert (AuditEntry.objects.count(), AuditLink.objects.count()) == (1, 1)


def test_chain_goes_on_where_it_ended() -> None:
    chained(2)
    chained(1)
    assert link_entries() == 0
    assert list(AuditLink.objects.values_list("position", flat=True)) == [1, 2, 3]
    assert list(broken_links()) == []


def changed(entry: AuditEntry) -> None:
    AuditEntry.objects.filter(pk=entry.pk).update(detail="Andere Datei")


def removed(entry: AuditEntry) -> None:
    AuditEntry.objects.filter(pk=entry.pk).delete()


def unlinked(entry: AuditEntry) -> None:
    AuditLink.objects.filter(entry_number=entry.pk).delete()
    AuditEntry.objects.filter(pk=entry.pk).delete()


@pytest.mark.parametrize(
    ("attack", "sentence"),
    [
        (changed, "Eintrag {} (Glied 2) ist nicht mehr, wie er geschrieben wurde."),
        (removed, "Eintrag {} (Glied 2) fehlt, obwohl seine Frist läuft."),
        (unlinked, "Glied 2 der Kette fehlt."),
    ],
)
def test_verification_names_what_somebody_with_all_rights_did(
    attack: Callable[[AuditEntry], None], sentence: str
) -> None:
    entry = chained()[1]
    with without_guards(connection):
        attack(entry)
    assert next(broken_links()) == sentence.format(entry.pk)
    with pytest.raises(CommandError, match=re.escape(sentence.format(entry.pk))):
        call_command("verify_chain")


def test_verification_finds_a_cut_end(settings, tmp_path) -> None:
    settings.DATA_DIR = tmp_path
    last = chained()[-1]
    call_command("verify_chain")
    with without_guards(connection):
        unlinked(last)
    with pytest.raises(CommandError, match="Das Ende der Kette fehlt"):
        call_command("verify_chain")


def test_entries_end_after_their_time_and_the_chain_holds() -> None:
    old = timezone.now().date() - dt.timedelta(days=1)
    AuditEntry.objects.create(event=AuditEvent.SIGNED_IN, kept_until=old)
    assert forget_entries() == 0, "nothing that the chain does not know"
    chained(0) if link_entries() == 1 else pytest.fail("not linked")
    kept = record(AuditEvent.IMPORTED, by=None)
    assert forget_entries() == 1
    link_entries()
    assert (AuditEntry.objects.get(), list(broken_links())) == (kept, [])


def test_log_is_narrowed_and_exported_as_shown(client: Client, world: World) -> None:
    record(AuditEvent.IMPORTED, by=world.koordination, detail='=HYPERLINK("x")')
    record(AuditEvent.ROLE_GRANTED, by=world.verwaltung_person, about=world.nobody, detail="Revision")
    sign_in(client, world.revision_person)
    page = client.get("/protokoll/?person=ohne+Rolle&event=role_granted").content.decode()
    assert "Person ohne Rolle" in page
    assert "HYPERLINK" not in page
    text = client.get("/protokoll/datei/?event=imported").content.decode("utf-8-sig")
    assert [line.split(";")[4] for line in text.splitlines()] == ["Gegenstand", '"\'=HYPERLINK(""x"")"']


@pytest.mark.parametrize("count", [1, 3])
def test_log_takes_the_same_queries_however_long_it_is(
    client: Client, world: World, django_assert_num_queries, count: int
) -> None:
    for _ in range(count):
        record(AuditEvent.ROLE_GRANTED, by=world.verwaltung_person, about=world.nobody)
    sign_in(client, world.revision_person)
    with django_assert_num_queries(6):
        client.get("/protokoll/")
