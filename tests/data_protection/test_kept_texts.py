"""A person is named in more than columns: in files that are being read in, in what is typed, in files made before."""

import hashlib
import io
import json
import zipfile
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import cache, caches
from django.db import models
from django.test import Client

from measures.models import CatalogueImport, Measure, MeasureAttachment, NameMapping, SavedView
from neuss_integration.data_protection.content import PUBLIC, classes_of, text_fields
from neuss_integration.data_protection.selectors import disclosure, findings, tables
from neuss_integration.data_protection.services import STILL_READ, erase_person
from neuss_integration.data_protection.texts import Person
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.spreadsheets.cells import Column, Sheet
from neuss_integration.foundation.spreadsheets.writing import workbook
from neuss_integration.foundation.words.folding import fold
from tests.factories import World, sign_in

NAME, EMAIL = "Ülkü Müßig-O'Brien", "uelkue@traeger.example"
PERSON = Person(EMAIL, NAME)
PHONE = "02131 90-4711"
ROWS = [["Sprachcafé", NAME, PHONE, EMAIL], ["Chor", "Ben Muster", "02131 1", f"Vertretung: {NAME}"]]


def kept_import(world: World, **values: Any) -> CatalogueImport:
    """A catalogue in which the person stands, as it was read, as it was taken and as it can be taken back."""
    table = {"headings": ["Titel", "Kontakt", "Telefon", "E-Mail"], "rows": ROWS, "numbers": [2, 3], "notices": []}
    back = {"values": {"contact_name": NAME, "contact_phone": PHONE, "aim": "Ziel"}, "state": "running"}
    results = [{"line": 2, "action": "changed", "problems": [], "back": back}]
    sheets = [{"name": "Liste", "lines": [[n, row] for n, row in enumerate(ROWS)], "notices": [], "merged": []}]
    values = {"table": table, "results": results, "sheets": sheets} | values
    return CatalogueImport.objects.create(owner=world.koordination, file_name="katalog.xlsx", **values)


def typing_session() -> SessionStore:
    session = SessionStore()
    session["kept_text"] = {"owner": 1, "path": "/massnahmen/neu/", "data": urlencode({"a": NAME, "b": "Chor & Café"})}
    session.save()
    return session


def erased(world: World) -> tuple[int, int]:
    return erase_person(PERSON, by=world.verwaltung_person)


def test_catalogue_that_is_kept_names_the_person_no_more(world: World) -> None:
    kept = kept_import(world)
    assert [each.title for each in findings(PERSON)] == ["Einlesen von Katalogen"]
    assert erased(world) == (1, 0)
    kept.refresh_from_db()
    assert kept.table["rows"] == [
        ["Sprachcafé", "", "", ""],
        ["Chor", "Ben Muster", "02131 1", "Vertretung: [gelöscht]"],
    ]
    assert kept.results[0]["back"]["values"] == {"contact_name": "", "contact_phone": "", "aim": "Ziel"}
    assert [row for _, row in kept.sheets[0]["lines"]] == kept.table["rows"]
    assert findings(PERSON) == []


def test_person_who_is_told_sees_the_own_cells_alone(world: World) -> None:
    kept_import(world)
    [row] = disclosure(PERSON)["Daten"]["Einlesen von Katalogen"]
    assert row["Tabelle"] == f"{NAME} · {EMAIL} · Vertretung: {NAME}"
    assert "Ben Muster" not in str(row)


def test_catalogue_that_is_just_being_taken_in_is_waited_for(world: World) -> None:
    kept_import(world, state="running")
    with pytest.raises(Refused, match=STILL_READ):
        erased(world)


def test_what_somebody_is_typing_names_the_person_no_more(world: World) -> None:
    key = str(typing_session().session_key)
    assert [(each.model, each.count) for each in findings(PERSON)] == [(Session, 1)]
    assert key not in json.dumps(disclosure(PERSON))
    assert erased(world) == (1, 0)
    assert parse_qsl(SessionStore(key)["kept_text"]["data"]) == [("a", "[gelöscht]"), ("b", "Chor & Café")]
    assert findings(PERSON) == []


def test_address_of_a_view_and_a_remembered_name_are_found(world: World) -> None:
    view = SavedView.objects.create(owner=world.koordination, name="Ihre", query=urlencode({"suche": NAME}))
    mapping = NameMapping.objects.create(kind="department", text=fold(NAME), department=world.jugendamt)
    assert {each.model for each in findings(PERSON)} >= {SavedView, NameMapping}
    erased(world)
    view.refresh_from_db()
    mapping.refresh_from_db()
    assert (NAME in view.query, fold(NAME) in mapping.text) == (False, False)
    assert findings(PERSON) == []


def test_number_and_address_go_with_the_name(world: World) -> None:
    row = Measure.objects.filter(pk=world.vorlesestunden.pk)
    row.update(contact_name=NAME, contact_phone=PHONE, contact_email="buero@traeger.example", deputy_phone="02131 5")
    erased(world)
    told = row.values_list("contact_name", "contact_phone", "contact_email", "deputy_phone").get()
    assert told == ("", "", "", "02131 5")


@pytest.mark.django_db(transaction=True)
def test_files_that_were_made_before_are_made_anew(world: World) -> None:
    for each in (cache, caches["pdf"]):
        each.set("protokoll", b"%PDF")
    erased(world)
    assert [each.get("protokoll") for each in (cache, caches["pdf"])] == [None, None]


def test_every_text_and_list_that_may_name_somebody_is_looked_through() -> None:
    searched = {(model, field.name) for model in tables() for field in text_fields(model)}
    lists = [(m, f) for m in tables() for f in m._meta.concrete_fields if isinstance(f, models.JSONField)]
    assert len(lists) > 20
    assert [(m, f.name) for m, f in lists if (m, f.name) not in searched and classes_of(m)[f.name] != PUBLIC] == []


def attached(world: World, name: str, content: bytes) -> MeasureAttachment:
    values = {"title": "Anlage", "name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    values |= {"kind": "pdf", "content": content, "added_by": world.koordination, "measure": world.vorlesestunden}
    return MeasureAttachment.objects.create(**values)


def office_file(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("word/document.xml", f"<w:t>{escape(text)}</w:t>".replace(" ", "</w:t><w:t> "))
    return out.getvalue()


def test_files_that_name_the_person_are_told_and_left_to_people(world: World) -> None:
    attached(world, "vermerk.docx", office_file(f"Gespräch mit {NAME} im Mai"))
    attached(world, "anderes.docx", office_file("Gespräch mit Ben Muster im Mai"))
    attached(world, "kaputt.pdf", b"%PDF-1.7 nichts")
    told = disclosure(PERSON)["Daten"]
    assert [row["Datei"] for row in told["Anlagen von Maßnahmen, Inhalt der Dateien"]] == ["vermerk.docx"]
    assert [row["Datei"] for row in told["Anlagen von Maßnahmen, nicht lesbare Dateien"]] == ["kaputt.pdf"]
    assert erased(world) == (0, 2)


@pytest.mark.parametrize("cells", [["Müßig-O'Brien", "Ülkü"], ["Müßig-O'Brien, Ülkü", "1"], ["Ülkü", "Müßig-O'Brien"]])
def test_name_in_two_cells_or_with_the_last_name_first_is_told(world: World, cells: list[str]) -> None:
    columns = [Column("Nachname"), Column("Vorname")]
    attached(world, "liste.xlsx", workbook([Sheet("Liste", columns, [["Muster", "Ben"], cells])]))
    attached(world, "andere.xlsx", workbook([Sheet("Liste", columns, [["Muster", "Ben"], ["Chor", "Ülkü"]])]))
    told = disclosure(PERSON)["Daten"]
    assert [row["Datei"] for row in told["Anlagen von Maßnahmen, Inhalt der Dateien"]] == ["liste.xlsx"]


def test_page_says_what_it_cannot_find(client: Client, world: World) -> None:
    for name in ("Niemand Nirgends", world.koordination.name):
        page = sign_in(client, world.verwaltung_person).post("/datenschutz/", {"name": name, "email": ""})
        assert "Namen in Bildern und in eingescannten Seiten" in page.content.decode()
