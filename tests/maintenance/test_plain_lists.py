"""Names as people paste them, and what of a file is said not to be read."""

import io
import zipfile
from typing import Any

import pytest
from openpyxl.comments import Comment

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.spreadsheets import reading
from neuss_integration.foundation.spreadsheets.limits import COMMENTS
from neuss_integration.foundation.spreadsheets.reading import read_table
from neuss_integration.maintenance.imports import read_list
from neuss_integration.maintenance.kinds.city import CITY_KINDS
from tests.spreadsheets.files import upload, workbook_of

[ORGANISATIONS] = [kind for kind in CITY_KINDS if kind.slug == "organisationen"]
ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
 <office:body><office:spreadsheet><table:table table:name="A"><table:table-column table:visibility="collapse"/>
 <table:table-row><table:table-cell><office:annotation><text:p>geheim</text:p></office:annotation><text:p>Name</text:p>
 </table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>Caritas</text:p></table:table-cell>
 </table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("• AWO\n• DRK", ["AWO", "DRK"]),
        ("- AWO\n– DRK\n* Caritas", ["AWO", "DRK", "Caritas"]),
        ("1. AWO\n2. DRK", ["AWO", "DRK"]),
        ("1) AWO\n2) DRK", ["AWO", "DRK"]),
        ("Unsere Partner:\nAWO\nDRK", ["AWO", "DRK"]),
        ("Partner\n• AWO\n• DRK", ["AWO", "DRK"]),
        ("Träger\n• AWO\n• DRK", ["AWO", "DRK"]),
        ("Träger\n– Arbeit\nDRK", ["– Arbeit", "DRK"]),
        ("1. FC Neuss\nAWO", ["1. FC Neuss", "AWO"]),
    ],
)
def test_names_stand_without_the_marks_of_a_list(text: str, names: list[str]) -> None:
    table = read_list(ORGANISATIONS.form, None, text)
    assert [row[0] for row in table.rows] == names


def test_first_line_that_might_be_a_title_is_asked_about() -> None:
    (notice,) = read_list(ORGANISATIONS.form, None, "AWO\nDRK").notices
    assert "Ist sie eine Überschrift, löschen Sie sie bitte." in notice
    assert read_list(ORGANISATIONS.form, None, "Partner:\nDRK").notices == [
        "Die erste Zeile „Partner:“ ist als Überschrift gelesen."
    ]


def test_rows_are_counted_as_they_were_pasted() -> None:
    assert read_list(ORGANISATIONS.form, None, "AWO, Kreis\n\nDRK").numbers == [1, 3]
    assert read_list(ORGANISATIONS.form, None, "Name\nAWO, Kreis\nDRK").numbers == [2, 3]
    assert read_list(ORGANISATIONS.form, None, "Name\tKürzel\nArbeiterwohlfahrt\tAWO").numbers == [2]
    told = read_list(ORGANISATIONS.form, None, 'AWO\n"Haus" der Hilfe').notices
    assert any(notice.startswith("In Zeile 2 stehen Anführungszeichen") for notice in told)


def test_comments_and_hidden_columns_are_named() -> None:
    def noted(book: Any) -> None:
        book.active["A2"].comment = Comment("geheim", "x")
        book.active.column_dimensions["B"].hidden = True

    content = workbook_of(["Name", "B"], ["Caritas", "x"], change=noted)
    assert read_table(upload(content), max_rows=9, max_bytes=10**6).notices == [
        COMMENTS,
        "Ausgeblendete Spalte wurde mitgelesen: B.",
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS)
    notices = read_table(upload(out.getvalue(), "a.ods"), max_rows=9, max_bytes=10**6).notices
    assert notices == ["Ausgeblendete Spalte wurde mitgelesen: A.", COMMENTS]


def test_refused_file_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    real = reading.grids_in

    def counting(*given: Any, **how: Any) -> Any:
        asked.append(how)
        return real(*given, **how)

    monkeypatch.setattr(reading, "grids_in", counting)
    with pytest.raises(Refused):
        reading.filled_grids(upload(b"PK kaputt", "a.xlsx"), max_rows=9, max_bytes=10**6)
    assert len(asked) == 1
