"""The audit log: what is noted, that nobody changes it, that the chain finds who did, and when it ends."""

import datetime as dt
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.services.roles import end_role, grant_role
from neuss_integration.accounts.services.users import change_user
from neuss_integration.audit import anchors
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.models import AuditEntry, AuditLink
from neuss_integration.audit.selectors import broken_links, head_of_log, late_entries
from neuss_integration.audit.services import forget_entries, keep_ends, link_entries, network_of, record
from neuss_integration.audit_log import note_settings
from neuss_integration.foundation.records.guards import without_guards
from tests.factories import PASSWORD, World, sign_in

SIGN_IN = "/konto/anmelden/"
TABLES = ("audit_auditentry", "audit_auditlink")
EMPTY = "TRUNCATE {0} CASCADE" if connection.vendor == "postgresql" else "REPLACE INTO {0} SELECT * FROM {0}"
EMPTYING = [EMPTY.format(table) for table in TABLES]
"""Statements that take rows away and ask no trigger about a single row."""
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
     "UPDATE audit_auditlink SET head = 'x'", *EMPTYING],
)  # fmt: skip
def test_database_refuses_to_change_and_delete(statement: str) -> None:
    chained(1)
    connection.check_constraints()  # PostgreSQL empties no table with checks still to come
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


@pytest.mark.django_db(transaction=True)
def test_entry_is_linked_as_soon_as_it_is_committed() -> None:
    with transaction.atomic():
        first = record(AuditEvent.IMPORTED, by=None)
        assert not AuditLink.objects.exists(), "it waits: nobody waits for a long import"
    second = record(AuditEvent.IMPORTED, by=None)
    assert list(AuditLink.objects.values_list("entry_number", flat=True)) == [first.pk, second.pk]
    assert anchors.kept() == list(AuditLink.objects.values_list("head", flat=True))
    assert (list(broken_links()), list(late_entries())) == ([], [])


@pytest.mark.django_db(transaction=True)
def test_entries_of_many_at_once_are_all_linked() -> None:
    def write(number: int) -> None:
        record(AuditEvent.IMPORTED, by=None, detail=str(number))
        connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(24)))
    link_entries()
    assert list(AuditLink.objects.values_list("position", flat=True)) == list(range(1, 25))
    assert (list(broken_links()), anchors.lost()) == ([], [])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [1, 3])
def test_cut_end_is_found_although_nobody_checked_before(count: int, caplog) -> None:
    entries = [record(AuditEvent.IMPORTED, by=None) for _ in range(3)]
    with without_guards(connection):
        for entry in entries[-count:]:
            unlinked(entry)
    assert list(broken_links()) == [], "what is left looks whole"
    keep_ends()
    assert f"lacks {count} of the ends" in caplog.text
    with pytest.raises(CommandError, match="Das Ende der Kette fehlt"):
        call_command("verify_chain")


@pytest.mark.django_db(transaction=True)
def test_chain_that_was_made_anew_is_found() -> None:
    entry = record(AuditEvent.IMPORTED, by=None)
    with without_guards(connection):
        changed(entry)
        AuditLink.objects.all().delete()
        link_entries()
    assert list(broken_links()) == []
    with pytest.raises(CommandError, match="neu gerechnet"):
        call_command("verify_chain")


@pytest.mark.django_db(transaction=True)
def test_last_end_is_enough_and_a_restored_log_begins_its_own() -> None:
    for _ in range(3):
        last = record(AuditEvent.IMPORTED, by=None)
    keep_ends()
    assert anchors.kept() == [AuditLink.objects.get(entry_number=last.pk).head]
    with without_guards(connection):
        unlinked(last)
    anchors.start_over(head_of_log())
    assert (anchors.kept(), anchors.lost()) == ([head_of_log()], [])


def test_full_disk_stops_nobody(settings, tmp_path, caplog) -> None:
    settings.DATA_DIR = tmp_path / "gibt-es-nicht"
    anchors.keep("f" * 64)
    assert "cannot be kept" in caplog.text


def test_invented_entry_of_the_past_is_told(capsys) -> None:
    chained(2)
    yesterday = timezone.now() - dt.timedelta(days=1)
    invented = AuditEntry.objects.create(event=AuditEvent.IMPORTED, at=yesterday, kept_until=timezone.now().date())
    assert next(broken_links()).startswith(f"Eintrag {invented.pk} und folgende gehören noch nicht zur Kette")
    link_entries()
    call_command("verify_chain")
    assert f"Eintrag {invented.pk} nennt eine Zeit weit vor der des Eintrags" in capsys.readouterr().err


def reordered(entry: AuditEntry) -> None:
    """It changes places with the one after it."""
    one, other = (AuditLink.objects.get(entry_number=pk) for pk in (entry.pk, entry.pk + 1))
    AuditLink.objects.filter(pk=one.pk).update(position=99)
    AuditLink.objects.filter(pk=other.pk).update(position=one.position)
    AuditLink.objects.filter(pk=one.pk).update(position=other.position)


def inserted(entry: AuditEntry) -> None:
    """A forged link stands before it."""
    for link in AuditLink.objects.filter(position__gte=2).order_by("-position"):
        AuditLink.objects.filter(pk=link.pk).update(position=link.position + 1)
    forged = record(AuditEvent.IMPORTED, by=None, detail="Erfunden")
    AuditLink.objects.create(
        position=2, entry_number=forged.pk, kept_until=forged.kept_until, checksum=forged.checksum, head="0" * 64
    )


@pytest.mark.parametrize(
    ("attack", "sentence"),
    [
        (changed, "Eintrag {} (Glied 2) ist nicht mehr, wie er geschrieben wurde."),
        (removed, "Eintrag {} (Glied 2) fehlt, obwohl seine Frist läuft."),
        (unlinked, "Glied 2 der Kette fehlt."),
        (reordered, "Glied 2 passt nicht zum vorigen."),
        (inserted, "Glied 2 passt nicht zum vorigen."),
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
