"""A list of 22 measures as a clerk has it, taken in with one page of answers."""

import uuid
from typing import Any

from django.test import Client

from measures.models import CatalogueImport, Measure
from tests.factories import World, make_organisation, make_target_group, sign_in
from tests.spreadsheets.files import upload, workbook_of

HEAD = ["lfd. Nr.", "Bezeichnung", "Art", "Handlungsfeld", "zuständig", "Laufzeit", "", "Zielgr.", "Träger/Partner",
        "Stadtteil", "Kosten", "Stand", "Bemerkung"]  # fmt: skip
BELOW = ["", "", "", "", "", "von", "bis", "", "", "", "", "", ""]
CELLS = (
    ("Projekt", "Angebot", "Veranstaltung", "Netzwerk", "Daueraufgabe"),
    ("Bildung", "Beteiligung und Dialog", "Beteiligung"),
    ("Amt 51 / Jugendamt", "Jugendamt", "Integrationsamt", "Stadtbibliothek"),
    ("01.01.2024", "seit 2015", "Sommer 2026", "2024/25", "31.12.23", "Mrz 22", 2021, "2025-01-01", "jährlich",
     "1.9.22"),
    ("31.12.27", "fortlaufend", "31/12/2026", "", "unbefristet", "2027", "", "Ende 2026", "", "laufend"),
    ("Kinder, Jugendliche", "Frauen", "alle", "Senior/innen"),
    ("AWO, Caritas", "Diakonie", "AWO / Caritas", "Sportverein", "Caritas und Diakonie"),
    ("stadtweit", "Weckhoven", "Erfttal, Weckhoven", "gesamtes Stadtgebiet", ""),
    ("12.500 €", "2 T€", "ca. 5.000", "", "kostenneutral"),
    ("läuft", "in Planung", "in Umsetzung", "laufend"),
    ("läuft gut", "siehe Vorlage 12/2025", ""),
)  # fmt: skip


def clerks_list() -> bytes:
    """Titles, headings merged over two rows, 22 measures, and a remark below."""

    def merge(book: Any) -> None:
        for area in ("F3:G3", *(f"{column}3:{column}4" for column in "ABCDEHIJKLM")):
            book.active.merge_cells(area)

    rows = [[at + 1, f"Maßnahme {at + 1}", *(each[at % len(each)] for each in CELLS)] for at in range(22)]
    title, remark = ["Maßnahmen zur Integration (Stand 03/2026)"], ["* Kosten laut Haushalt 2026"]
    return workbook_of(title, [], HEAD, BELOW, *rows, [], remark, change=merge)


def test_22_of_22_are_taken_in_with_two_decisions(world: World, client: Client) -> None:
    for name in ("Arbeiterwohlfahrt", "Caritas", "Diakonisches Werk"):
        make_organisation(name)
    for name in ("Kinder", "Jugendliche", "Frauen", "Seniorinnen und Senioren"):
        make_target_group(name)
    sent: Any = {"file": upload(clerks_list()), "submission_key": uuid.uuid4()}
    sent = sign_in(client, world.koordination).post("/massnahmen/import/", sent)
    names = sent.url.replace("spalten", "namen")
    form = client.get(names).context["form"]
    assert [field.label for name, field in form.fields.items() if not form.initial.get(name)] == ["Sportverein", "alle"]
    answers = {name: str(form.initial.get(name) or "neu") for name in form.fields}
    sent = client.post(names, answers)
    preview = sent.url
    client.post(f"{preview}uebernehmen/", {"digest": client.get(preview).context["plan"].digest})
    assert {each["action"] for each in CatalogueImport.objects.get().results} == {"neu"}
    assert Measure.objects.filter(title__startswith="Maßnahme ").count() == 22
