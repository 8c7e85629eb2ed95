"""Master data as lists: typed, from a file, and the own download read back."""

from typing import Any

import pytest
from django.test import Client

from neuss_integration.audit.models import AuditEntry
from neuss_integration.city.models import Committee, Department, District, Organisation
from neuss_integration.maintenance.imports import ListPlan, take_in_rows
from success_factors.models import FieldOfAction
from tests.factories import World, make_organisation, sign_in
from tests.round_trips.exports import make_master_data
from tests.spreadsheets.files import upload, workbook_of

KINDS = [
    "handlungsfelder",
    "dezernate",
    "fachdienststellen",
    "organisationen",
    "gremien",
    "fraktionen",
    "stadtteile",
    "zielgruppen",
]


@pytest.fixture
def office(world: World, client: Client) -> Client:
    return sign_in(client, world.koordination)


def preview(client: Client, kind: str, **sent: Any) -> Any:
    return client.post(f"/stammdaten/{kind}/einlesen/", sent)


def confirm(client: Client, kind: str, response: Any) -> Any:
    sent = {"table": response.context["table"], "digest": response.context["plan"].digest}
    return client.post(f"/stammdaten/{kind}/einlesen/", sent)


def test_names_that_are_pasted_are_entered(office: Client) -> None:
    shown = preview(office, "fachdienststellen", text="Jugendamt\nAmt für Soziales, Wohnen und Pflege\nStadtarchiv")
    assert [row.action for row in shown.context["plan"].rows] == ["unverändert", "neu", "neu"]
    assert not Department.objects.filter(name="Stadtarchiv").exists()
    assert confirm(office, "fachdienststellen", shown).url == "/stammdaten/fachdienststellen/"
    entered = Department.objects.get(name="Amt für Soziales, Wohnen und Pflege")
    assert entered.history.get().history_user.email == "koordination@neuss.example"


def test_file_of_an_office_is_taken_in(office: Client) -> None:
    Organisation.objects.filter(pk=make_organisation("AWO").pk).update(website="https://awo.example")
    rows = [["Träger in der Stadt"], [], ["Träger", "Art", "Homepage", "Tel.", "Farbe"],
            ["Caritas", "Wohlfahrtsverband", "", "02131 1", "rot"], ["AWO", "Migrantenorganisation", "", "", ""],
            ["Caritas", "", "", "", ""], ["Verein", "Käse", "", "", ""]]  # fmt: skip
    shown = preview(office, "organisationen", file=upload(workbook_of(*rows)))
    plan = shown.context["plan"]
    assert [(row.line, row.action) for row in plan.rows] == [(4, "neu"), (5, "geändert"), (6, "falsch"), (7, "falsch")]
    assert "Diese Spalte wird nicht übernommen: „Farbe“." in plan.notices
    confirm(office, "organisationen", shown)
    assert Organisation.objects.get(name="Caritas").phone == "02131 1"
    assert Organisation.objects.get(name="AWO").website == "https://awo.example"


def test_what_is_numbered_gets_the_next_place(office: Client) -> None:
    for kind, model, column in (("stadtteile", District, "number"), ("handlungsfelder", FieldOfAction, "position")):
        last = model.objects.order_by(column).values_list(column, flat=True).last() or 0
        confirm(office, kind, preview(office, kind, text="Erstes\nZweites"))
        assert list(model.objects.filter(name__in=("Erstes", "Zweites")).values_list(column, flat=True)) == [
            last + 1,
            last + 2,
        ]


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "csv"])
def test_own_lists_read_back_unchanged(office: Client, suffix: str) -> None:
    make_master_data()
    for kind in KINDS:
        content = office.get(f"/stammdaten/{kind}/liste.{suffix}").content
        plan = preview(office, kind, file=upload(content, f"liste.{suffix}")).context["plan"]
        assert [row.problems + row.differences for row in plan.rows] == [[]] * len(plan.rows), kind


def test_change_of_a_colleague_shows_the_preview_again(office: Client) -> None:
    shown = preview(office, "fachdienststellen", text="Name;Kürzel\nJugendamt;51")
    Department.objects.filter(name="Jugendamt").update(short_name="JA", version=2)
    again = confirm(office, "fachdienststellen", shown)
    assert again.status_code == 200
    assert Department.objects.get(name="Jugendamt").short_name == "JA"


def test_table_without_names_is_refused(office: Client) -> None:
    shown = preview(office, "gremien", text="Farbe;Form\nrot;rund").content.decode()
    assert "In welcher Spalte die Namen stehen, ist nicht zu erkennen." in shown
    assert office.post("/stammdaten/gremien/einlesen/", {"table": "x"}).status_code == 302


def test_gremium_of_which_only_the_name_is_told_gets_a_kind(office: Client) -> None:
    names = ["Rat der Stadt", "Kommission für Integration", "Beirat für Vielfalt", "Ausschuss für Soziales"]
    confirm(office, "gremien", preview(office, "gremien", text="\n".join(names)))
    kinds = dict(Committee.objects.values_list("name", "kind"))
    assert [kinds[name] for name in names] == ["council", "integration_council", "advisory_board", "committee"]


@pytest.mark.parametrize(("cell", "is_read"), [("ja", True), ("✓", True), ("nein", True), ("vielleicht", False)])
def test_tick_that_is_neither_yes_nor_no_is_no_answer(
    client: Client, world: World, cell: str, *, is_read: bool
) -> None:
    text = f"Amt;Kürzel;extern\nAmt für Neues;AN;{cell}"
    answer = sign_in(client, world.koordination).post("/stammdaten/fachdienststellen/einlesen/", {"text": text})
    sentence = f"„{cell}“ bei „extern“ ist weder ja noch nein."
    assert (sentence in answer.text) is not is_read


def test_list_that_was_read_stands_in_the_audit_log(world: World) -> None:
    plan = ListPlan([], [])
    take_in_rows(plan, lambda row: None, by=world.koordination, of=Organisation)
    assert list(AuditEntry.objects.filter(event="imported").values_list("detail", flat=True)) == ["Liste, 0 Zeilen"]
