"""Every file that comes in stands in the audit log, and all that was read from one."""

import inspect
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from measures.models import ProgressReport
from measures.services.catalogue_run import begin_run
from measures.services.catalogue_undo import undo_import
from measures.services.progress.bulk_answers import save_sheets
from neuss_integration.audit.models import AuditEntry
from neuss_integration.audit_log import LISTS_OF_PEOPLE
from neuss_integration.maintenance.imports import take_in_rows
from success_factors.services.area_values import store_area_values
from success_factors.services.indicators import import_values
from tests.access import addresses
from tests.factories import World, make_meeting, make_seat, sign_in
from tests.measures.answers import task_of
from tests.measures.workbooks import ANSWERS, downloaded, filled, sent, take
from tests.spreadsheets.files import upload

pytestmark = pytest.mark.django_db
READ: dict[str, Callable[..., Any]] = {
    "maintenance:import": take_in_rows,
    "roundtables:need-import": take_in_rows,
    "measures:import-start": begin_run,
    "measures:offline-upload": save_sheets,
    "measures:offline-take": save_sheets,
    "success_factors:table-import": import_values,
    "success_factors:value-import": import_values,
    "success_factors:area-import": store_area_values,
}
"""Doors whose file becomes rows, and the service that writes all of them."""
KEPT = {
    "publicity:item-picture",
    "reporting:picture-create",
    "roundtables:paper-attach",
    "measures:attachment-list",
    "measures:progress-detail",
    "measures:progress-on-behalf",
    "success_factors:request-detail",
}
"""Doors whose file is kept as it is."""


def named(service: Callable[..., Any]) -> str:
    return service.__name__


def noted(*events: str) -> list[tuple[str, str]]:
    return list(AuditEntry.objects.filter(event__in=events).order_by("pk").values_list("event", "detail"))


def test_every_door_for_files_is_known() -> None:
    assert {name for name, view in addresses.views().items() if hasattr(view, "has_fair_uploads")} == READ.keys() | KEPT


@pytest.mark.parametrize("service", sorted({*READ.values(), undo_import}, key=named), ids=named)
def test_every_service_that_writes_what_was_read_says_so(service: Callable[..., Any]) -> None:
    source = inspect.getsource(inspect.getmodule(service) if service is undo_import else inspect.unwrap(service))  # type: ignore[arg-type]
    assert "record(AuditEvent.IMPORTED, by=by" in source


def test_workbook_of_an_office_is_noted_when_it_comes_and_when_it_is_taken_in(client: Client, world: World) -> None:
    jugendamt, task = sign_in(client, world.jugendamt_person), task_of(world, measure_state="running")
    preview = sent(jugendamt, filled(downloaded(jugendamt), task, ANSWERS))
    assert noted("uploaded", "imported") == [("uploaded", "/sachstand/tabelle/")]
    take(jugendamt, preview, "submit", task)
    assert noted("imported") == [("imported", "Tabelle, 1 Sachstand")]
    assert AuditEntry.objects.get(event="imported").actor == world.jugendamt_person
    assert ProgressReport.objects.get().state == "submitted"


def test_preview_of_which_nothing_is_chosen_takes_nothing_in(client: Client, world: World) -> None:
    jugendamt, task = sign_in(client, world.jugendamt_person), task_of(world)
    take(jugendamt, sent(jugendamt, filled(downloaded(jugendamt), task, ANSWERS)), "draft")
    assert noted("imported") == []


def test_file_that_is_kept_or_refused_is_noted_and_a_form_without_one_is_not(client: Client, world: World) -> None:
    jugendamt, path = sign_in(client, world.jugendamt_person), f"/massnahmen/{world.praeventionsnetz.number}/anlagen/"
    for content in (b"%PDF-1.7 nichts", b"MZ"):
        jugendamt.post(path, {"title": "Anlage", "file": upload(content, "a.pdf")})
    jugendamt.post(path, {"title": "Anlage"})
    assert noted("uploaded") == [("uploaded", path)] * 2


def test_master_data_are_noted_once() -> None:
    for _ in range(2):
        call_command("load_master_data", "--set", "grundstock", stdout=StringIO())
    (entry,) = AuditEntry.objects.filter(event="imported")
    assert (entry.actor, entry.detail.startswith("Stammdaten, ")) == (None, True)


def test_lists_of_people_are_addresses_and_those_of_the_portal_and_tables_are_noted(
    client: Client, world: World
) -> None:
    assert addresses.views().keys() >= LISTS_OF_PEOPLE
    seat = make_seat(user=world.rundertisch_person)
    sign_in(client, world.koordination)
    pages = [
        reverse("publicity:enquiry-list"),
        reverse("roundtables:table-detail", args=[seat.round_table_id]),
        reverse("roundtables:meeting-attendance", args=[make_meeting(round_table=seat.round_table).pk]),
    ]
    assert [client.get(page).status_code for page in pages] == [200] * 3
    assert [event for event, _ in noted("people_viewed")] == ["people_viewed"] * 3
