"""One table in the files that offices have: each is taken in through the pages, read back from the exports, undone."""

import csv
import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from measures.catalogue.listing import Listing
from measures.exports import listing_file
from measures.models import CatalogueImport, Measure
from measures.services.catalogue_import import start_import
from measures.services.catalogue_run import continue_run
from neuss_integration.foundation.spreadsheets.cells import Column, Sheet
from neuss_integration.foundation.spreadsheets.open_document_writing import open_document
from tests.factories import World, make_organisation, make_target_group, sign_in
from tests.measures.test_catalogue_import import planned
from tests.spreadsheets.files import strict_open_xml, upload, workbook_of

HEAD = ["Bezeichnung", "Art", "Handlungsfeld", "zuständig", "Beginn", "Ende", "Zielgr.", "Träger", "Stadtteil",
        "Beschreibung", "Bemerkung"]  # fmt: skip
ROWS = [
    ["Sprachcafé – „Müßig“", "Projekt", "Bildung und Sprache", "Jugendamt", "01.03.2024", "31.12.27",
     "Kinder, Jugendliche", "Caritas / Diakonie", "stadtweit", "Größe: 5 €; „offen“", "0012"],
    ["Übergänge", "Angebot", "Beteiligung und Dialog", "Stadtbibliothek", "2021", "", "Kinder", "Caritas",
     "Erfttal, Weckhoven", "=SUMME(1)", ""],
    ["Chor", "Netzwerk", "Bildung und Sprache", "Jugendamt", "Mrz 22", "2026", "", "", "Weckhoven", "- 25 Stimmen",
     "+49"],
]  # fmt: skip
SHOWN = [
    ["Sprachcafé – „Müßig“", "Projekt", "Bildung und Sprache", "Jugendamt", "01.03.2024", "31.12.2027",
     "Jugendliche; Kinder", "Caritas; Diakonie", "ganze Stadt", "Größe: 5 €; „offen“", "0012"],
    ["Übergänge", "Dauerangebot", "Beteiligung und Dialog", "Stadtbibliothek", "2021", "–", "Kinder", "Caritas",
     "Erfttal; Weckhoven", "=SUMME(1)", ""],
    ["Chor", "Netzwerk oder Gremium", "Bildung und Sprache", "Jugendamt", "März 2022", "2026", "", "", "Weckhoven",
     "- 25 Stimmen", "+49"],
]  # fmt: skip


def separated(separator: str, encoding: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([HEAD, *ROWS])
    return out.getvalue().encode(encoding)


def text_cells(book: Any) -> None:
    """No cell is a formula: the file holds what was typed behind an apostrophe."""
    for row in book.active.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                cell.data_type = "s"


def with_titles(book: Any) -> None:
    text_cells(book)
    for column in "ABCDEFGHIJK":
        book.active.merge_cells(f"{column}3:{column}4")


def with_other_sheets(book: Any) -> None:
    text_cells(book)
    for name, cell in (("Deckblatt", "Stadt Musterhausen"), ("Legende", "Projekt heißt: befristet")):
        book.create_sheet(name).append([cell])


FILES: dict[str, Callable[[], bytes]] = {
    "einfach.xlsx": lambda: workbook_of(HEAD, *ROWS, change=text_cells),
    "strikt.xlsx": lambda: strict_open_xml(workbook_of(HEAD, *ROWS, change=text_cells)),
    "liste.ods": lambda: open_document([Sheet("Liste", [Column(each) for each in HEAD], ROWS)]),
    "windows.csv": lambda: separated(";", "cp1252"),
    "unicode.tsv": lambda: separated("\t", "utf-16"),
    "komma.csv": lambda: separated(",", "utf-8"),
    "titel.xlsx": lambda: workbook_of(["Maßnahmen 2026"], [], HEAD, [""] * 11, *ROWS, change=with_titles),
    "blaetter.xlsx": lambda: workbook_of(HEAD, *ROWS, change=with_other_sheets),
}


def walked(client: Client, content: bytes, name: str) -> str:
    """The address of the preview, behind the forms as they are proposed; what nobody knows is entered anew."""
    sent: Any = client.post("/massnahmen/import/", {"file": upload(content, name), "submission_key": uuid.uuid4()})
    assert sent.status_code == 302, sent.context["form"].errors
    address = sent.url
    while not address.removesuffix("/").rpartition("/")[2].isdecimal():
        form = client.get(address).context["form"]
        given = {key: form.initial.get(key, field.initial) for key, field in form.fields.items()}
        if address.endswith("/namen/"):
            given = {key: value or "neu" for key, value in given.items()}
        sent = client.post(address, {key: value for key, value in given.items() if value not in (None, False)})
        assert sent.status_code == 302, sent.context["form"].errors
        address = sent.url
    return str(address)


def shown(measure: Measure) -> list[str]:
    """The cells of the measure, as the file names them."""
    names = [
        "; ".join(sorted(row.name for row in rows.all()))
        for rows in (measure.target_groups, measure.carriers, measure.districts)
    ]
    if measure.is_citywide:
        names[2] = "ganze Stadt"
    field = str(measure.field_of_action)
    return [measure.title, measure.get_kind_display(), field, str(measure.lead_department), str(measure.start or "–"),
            str(measure.end or "–"), *names, measure.description, measure.internal_note]  # fmt: skip


def differences(world: World, ending: str) -> list[tuple[list[str], list[Any]]]:
    """Problems and differences of each row when the export of all columns is read back."""
    listing = Listing(QueryDict(), world.koordination)
    export = listing_file(listing, ending, made_at=timezone.now(), all_columns=True)
    back = planned(start_import(upload(export, f"export.{ending}"), by=world.koordination))
    return [(row.problems, row.differences) for row in back.rows]


def write_names() -> None:
    for each in ("Caritas", "Diakonie"):
        make_organisation(each)
    for each in ("Kinder", "Jugendliche"):
        make_target_group(each)


@pytest.mark.parametrize("name", FILES)
def test_table_is_the_same_measures_from_any_file(world: World, client: Client, name: str) -> None:
    write_names()
    before = set(Measure.objects.values_list("pk", flat=True))
    sign_in(client, world.koordination)
    preview = walked(client, FILES[name](), name)
    plan = client.get(preview).context["plan"]
    assert [row.problems for row in plan.rows] == [[], [], []]
    client.post(f"{preview}uebernehmen/", {"digest": plan.digest})
    continue_run(CatalogueImport.objects.get().pk)
    taken = Measure.objects.exclude(pk__in=before).order_by("pk")
    assert [shown(each) for each in taken] == SHOWN
    for ending in ("xlsx", "csv", "ods"):
        assert differences(world, ending) == [([], [])] * (len(before) + len(SHOWN))
    client.post(f"{preview}zuruecknehmen/")
    assert set(Measure.objects.values_list("pk", flat=True)) == before
