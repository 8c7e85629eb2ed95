"""The pages of taking in a catalogue, from the file to the report."""

import io
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from measures.models import CatalogueImport, Measure, NameMapping
from measures.services.catalogue_import import start_import
from tests.factories import World, sign_in
from tests.spreadsheets.files import upload, workbook_of

HEAD = ["Titel", "Amt", "Art", "Handlungsfeld", "Bemerkung"]
NEW = ["Frühsprachförderung", "Amt 51", "Projekt", "Bildung und Sprache", "<b>=1+1</b>"]


def send(client: Client, content: bytes, name: str = "katalog.xlsx") -> Any:
    return client.post("/massnahmen/import/", {"file": upload(content, name), "submission_key": uuid.uuid4()})


def page(client: Client, step: str = "") -> str:
    return client.get(f"/massnahmen/import/{CatalogueImport.objects.latest('pk').pk}/{step}").content.decode()


def test_catalogue_is_taken_in_step_by_step(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    base = send(client, workbook_of(HEAD, NEW)).url.removesuffix("spalten/")
    assert "Titel (zum Beispiel „Frühsprachförderung“)" in page(client, "spalten/")
    chosen = {"titel": "0", "federfuehrung": "1", "art": "2", "handlungsfeld": "3", "notiz": "4"}
    assert client.post(f"{base}spalten/", chosen).url == f"{base}namen/"
    assert "Fachdienststelle, in 1 Zeile" in page(client, "namen/")
    assert client.post(f"{base}namen/", {"name_0": world.jugendamt.pk}).url == base
    preview = client.get(base)
    assert "&lt;b&gt;=1+1&lt;/b&gt;" in preview.content.decode()
    client.post(f"{base}uebernehmen/", {"digest": preview.context["plan"].digest})
    measure = Measure.objects.get(title=NEW[0])
    assert (measure.internal_note, measure.lead_department) == ("<b>=1+1</b>", world.jugendamt)
    assert f'href="/massnahmen/{measure.number}/"' in client.get(base).content.decode()


def test_report_is_a_file_with_the_wrong_rows(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    base = send(client, workbook_of(HEAD, NEW, ["Lesepaten", "Jugendamt", *NEW[2:]])).url.removesuffix("spalten/")
    digest = client.get(base).context["plan"].digest
    client.post(f"{base}uebernehmen/", {"digest": digest, "only_good": "1"})
    book = load_workbook(io.BytesIO(client.get(f"{base}bericht/").content))
    report, rest = book.worksheets
    assert [[cell.value for cell in row[:2]] for row in report] == [["Zeile", "Ergebnis"], [2, "falsch"], [3, "neu"]]
    assert report["F2"].value.startswith("„Amt 51“ ist bei „Federführung“ nicht bekannt.")
    assert [[cell.value for cell in row] for row in rest] == [HEAD, NEW]


def test_unreadable_file_says_why_beside_the_field(world: World, client: Client) -> None:
    response = send(sign_in(client, world.koordination), b"PK", "katalog.xlsm")
    assert response.context["form"].errors["file"][0].startswith("Dateien mit Makros werden nicht gelesen.")
    only_head = send(client, workbook_of(HEAD))
    assert only_head.context["form"].errors["file"][0].startswith("In der Datei stehen nur Überschriften.")
    assert CatalogueImport.objects.count() == 0


def test_same_form_sent_twice_is_one_file(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    key = uuid.uuid4()
    for _ in range(2):
        client.post("/massnahmen/import/", {"file": upload(workbook_of(HEAD, NEW)), "submission_key": key})
    assert CatalogueImport.objects.count() == 1


def test_column_chosen_twice_or_no_title_is_refused(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    address = send(client, workbook_of(HEAD, NEW)).url
    twice = client.post(address, {"titel": "0", "ziel": "0"})
    assert twice.context["form"].errors["ziel"] == [
        "Diese Spalte ist schon bei „Titel“ gewählt. Bitte wählen Sie eine andere."
    ]
    without = client.post(address, {"titel": "", "ziel": "0"})
    assert without.context["form"].non_field_errors()[0].startswith("Bitte sagen Sie, in welcher Spalte der Titel")


def test_open_names_make_their_rows_wrong(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    base = send(client, workbook_of(HEAD, NEW)).url.removesuffix("spalten/")
    assert client.post(f"{base}namen/", {"name_0": ""}).url == base
    assert NameMapping.objects.count() == 0
    text = client.get(base).content.decode()
    assert "Keine Zeile kann übernommen werden" in text
    assert "übernehmen</span>" not in text


def test_changed_data_shows_the_preview_again(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    base = send(client, workbook_of(HEAD, [*NEW[:1], "Jugendamt", *NEW[2:]])).url.removesuffix("spalten/")
    response = client.post(f"{base}uebernehmen/", {"digest": "alt"}, follow=True)
    assert "Inzwischen hat sich etwas geändert" in response.content.decode()
    assert Measure.objects.count() == 3


def test_file_of_somebody_else_is_not_there(world: World, client: Client) -> None:
    base = send(sign_in(client, world.koordination), workbook_of(HEAD, NEW)).url.removesuffix("spalten/")
    sign_in(client, world.vertretung)
    for step in ("", "spalten/", "namen/", "bericht/"):
        assert client.get(f"{base}{step}").status_code == 404
    for step in ("uebernehmen/", "verwerfen/"):
        assert client.post(f"{base}{step}").status_code == 404


def test_discarded_file_is_gone(world: World, client: Client) -> None:
    base = send(sign_in(client, world.koordination), workbook_of(HEAD, NEW)).url.removesuffix("spalten/")
    assert client.post(f"{base}verwerfen/").url == "/massnahmen/import/"
    assert CatalogueImport.objects.count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_preview_needs_the_same_queries_for_any_rows(
    world: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    sign_in(client, world.koordination)
    filled = [[number, "Jugendamt", "Kinder", "Weckhoven"] for number in ("M-2017-001", "M-2013-001", "M-2026-001")]
    base = send(client, workbook_of(["Nummer", "Amt", "Notiz", "Stadtteil"], *filled[:rows])).url
    with django_assert_num_queries(25):
        client.get(base.removesuffix("spalten/"))


def test_template_has_the_columns_that_can_be_taken_in(world: World, client: Client) -> None:
    response = sign_in(client, world.koordination).get("/massnahmen/import/vorlage/")
    heads = [cell.value for cell in load_workbook(io.BytesIO(response.content)).active[1]]
    assert (heads[:3], "Ampel" in heads, "Träger" in heads) == (["Nummer", "Titel", "Art"], False, True)


def test_begun_file_stays_in_sight_behind_many_that_were_taken_in(world: World, client: Client) -> None:
    begun = start_import(upload(workbook_of(HEAD, NEW)), by=world.koordination)
    now = timezone.now()
    for number in range(12):
        CatalogueImport.objects.create(owner=world.koordination, file_name=f"{number}.xlsx", state="done", done_at=now)
    listed = sign_in(client, world.koordination).get("/massnahmen/import/").context["imports"]
    assert (listed[0], len(listed)) == (begun, 11)
