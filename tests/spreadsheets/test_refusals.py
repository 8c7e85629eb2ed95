"""Files that are not opened: bombs, macros, entities, protected and foreign formats."""

import io
import struct
import zipfile
from typing import Any

import pytest
from django.core.files.base import ContentFile

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.spreadsheets.reading import read_table
from tests.spreadsheets.files import MEGABYTE, member, upload, with_members, workbook_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
BROKEN = "Die Datei ist beschädigt. Bitte öffnen Sie sie in Excel und speichern Sie sie neu als .xlsx."


def refusal(content: bytes, name: str = "katalog.xlsx") -> str:
    with pytest.raises(Refused) as refused:
        read_table(upload(content, name), max_rows=10, max_bytes=10 * MEGABYTE)
    return str(refused.value)


class Huge(ContentFile):
    """A file of 200 MB that breaks the test when somebody reads it."""

    def __init__(self) -> None:
        super().__init__(b"", name="a.xlsx")
        self.size = 200 * MEGABYTE

    def read(self, *args: Any) -> bytes:
        raise AssertionError("Nobody needs to read this.")


def test_huge_file_is_refused_before_it_is_read() -> None:
    with pytest.raises(Refused, match=r"größer als 10 MB\. Bitte teilen Sie sie"):
        read_table(Huge(), max_rows=10, max_bytes=10 * MEGABYTE)


def test_file_that_lies_about_its_size_is_refused() -> None:
    lying = upload(b"x" * 100, "a.csv")
    lying.__dict__["size"] = 1
    with pytest.raises(Refused, match="größer als"):
        read_table(lying, max_rows=10, max_bytes=50)


@pytest.mark.parametrize("size", [20 * MEGABYTE, 150 * MEGABYTE])
def test_zip_bomb_is_refused_before_it_is_unpacked(size: int) -> None:
    bomb = with_members(workbook_of(), {"xl/media/bomb.bin": b"0" * size})
    assert len(bomb) < MEGABYTE
    assert refusal(bomb).startswith("Die Datei ist entpackt viel zu groß")


def test_workbook_of_a_million_rows_says_what_a_table_may_have() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 340_000))
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    with pytest.raises(Refused) as refused:
        read_table(upload(with_members(workbook_of(), {SHEET: sheet})), max_rows=5_000, max_bytes=10 * MEGABYTE)
    assert "höchstens 5.000 Zeilen haben, und diese Datei hat weit mehr Inhalt. Bitte teilen Sie" in str(refused.value)
    assert "löschen Sie die leeren formatierten Zeilen" in str(refused.value)


def test_archive_of_thousands_of_files_is_refused() -> None:
    many = with_members(workbook_of(), {f"xl/{number}.txt": "x" for number in range(1_000)})
    assert refusal(many).startswith("Die Datei ist entpackt viel zu groß")


def test_archive_that_lies_about_sizes_is_broken_not_big() -> None:
    content = bytearray(with_members(workbook_of(), {"docProps/app.xml": "<a>" + "x" * 50_000 + "</a>"}))
    entry = content.rindex(b"docProps/app.xml") - 46
    struct.pack_into("<I", content, entry + 24, 10)
    assert refusal(bytes(content)) == BROKEN


def test_entities_are_refused_in_any_part() -> None:
    laughs = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha">]><a>&b;&b;</a>'
    for name in ("xl/styles.xml", SHEET, "xl/workbook.xml"):
        assert refusal(with_members(workbook_of(), {name: laughs})).startswith("Die Datei enthält Bestandteile")


def test_entities_are_refused_in_other_encodings_too() -> None:
    laughs = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'.encode("utf-16")
    assert refusal(with_members(workbook_of(), {"xl/styles.xml": laughs})).startswith("Die Datei enthält Bestandteile")


def test_macros_are_refused_under_any_name() -> None:
    with_macro = with_members(workbook_of(), {"xl/vbaProject.bin": b"macro"})
    types = member(workbook_of(), "[Content_Types].xml").replace(
        "openxmlformats-officedocument.spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main"
    )
    assert refusal(with_macro).startswith("Die Datei enthält Makros")
    assert refusal(with_members(workbook_of(), {"[Content_Types].xml": types})).startswith("Die Datei enthält Makros")
    assert refusal(workbook_of(), "katalog.XLSM").startswith("Dateien mit Makros werden nicht gelesen.")


def test_links_to_other_files_are_not_followed() -> None:
    link = '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    content = with_members(workbook_of(), {"xl/externalLinks/externalLink1.xml": link})
    table = read_table(upload(content), max_rows=10, max_bytes=MEGABYTE)
    assert table.notices == ["Verknüpfungen zu anderen Dateien wurden nicht geöffnet."]


@pytest.mark.parametrize(
    ("content", "name", "beginning"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xlsx", "Die Datei ist mit einem Passwort geschützt"),
        (b"%PDF-1.7", "a.xlsx", "Das ist keine Excel-Datei."),
        (b"PK\x03\x04 nothing", "a.xlsx", "Die Datei ist beschädigt."),
        (workbook_of()[:-400], "a.xlsx", "Die Datei ist beschädigt."),
        (b"Titel;Art", "a.doc", "Gelesen werden nur Dateien mit der Endung .xlsx oder .csv."),
        (b"Titel;Art", "a.ods", "Das ist keine OpenDocument-Tabelle (.ods)."),
        (b"", "a.csv", "Die Datei ist leer."),
    ],
)
def test_other_files_are_refused_with_what_to_do(content: bytes, name: str, beginning: str) -> None:
    assert refusal(content, name).startswith(beginning)


def test_renamed_open_document_and_word_files_are_told_apart() -> None:
    ods = with_members(workbook_of(), {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})
    assert refusal(ods).startswith("Das ist eine OpenDocument-Tabelle")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types>wordprocessingml</Types>")
    assert refusal(out.getvalue()).startswith("Das ist keine Excel-Datei.")


def test_cell_in_the_last_row_costs_nothing() -> None:
    def change(book: Any) -> None:
        book.active["XFD1048576"] = "weit weg"

    assert refusal(workbook_of(change=change)) == (
        "Weit unter der Tabelle steht in Zeile 1.048.576 noch etwas. Bitte löschen Sie es oder rücken Sie es heran."
    )


def test_broken_parts_are_refused_and_break_nothing() -> None:
    for name in (SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"):
        content = with_members(workbook_of(), {name: "<spreadsheetml"})
        assert refusal(content) == BROKEN


@pytest.mark.parametrize(("name", "sentence"), [("a.xlsx", "keine Excel-Datei"), ("a.ods", "keine OpenDocument")])
def test_archive_of_another_kind_is_refused_before_it_is_unpacked(name: str, sentence: str) -> None:
    """A part that cannot be unpacked would be found first."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("word/document.xml", b"<document/>")
    content = stream.getvalue()
    assert sentence in refusal(content.replace(b"<document/>", b"<dokument/>"), name)
