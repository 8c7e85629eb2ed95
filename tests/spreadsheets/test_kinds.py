"""Of each kind of odd cell and row several, as files of different programs hold them."""

import re

import pytest

from neuss_integration.foundation.spreadsheets.cells import SheetTable, is_error
from neuss_integration.foundation.spreadsheets.reading import read_table
from tests.spreadsheets.files import MEGABYTE, member, upload, with_members, workbook_of

TYPES = "[Content_Types].xml"
TEXTS = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{}</t></si></sst>'
SHEET = "xl/worksheets/sheet1.xml"


def read(content: bytes | str, name: str = "a.xlsx") -> SheetTable:
    return read_table(upload(content, name), max_rows=50, max_bytes=MEGABYTE)


def with_row(cells: str) -> bytes:
    """A workbook whose second row is written as given."""
    content = workbook_of(["Titel", "Art", "Ort"], ["A"])
    return with_members(content, {SHEET: re.sub("<row r=.2.*</row>", cells, member(content, SHEET))})


def typed(content: bytes) -> str:
    """The list of parts with one for shared texts."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    return member(content, TYPES).replace("</Types>", part)


def test_formula_that_comes_to_nothing_shows_nothing() -> None:
    nothing = '<c r="B2" t="str"><f>IF(A2="","x","")</f><v></v></c><c r="C2" t="str"><f>""</f><v/></c>'
    table = read(with_row(f'<row r="2"><c r="A2" t="inlineStr"><is><t>A</t></is></c>{nothing}</row>'))
    assert table.rows == [["A", "", ""]]
    (notice,) = table.notices
    assert notice.endswith("(B2, C2).")


def test_formula_without_result_is_one_also_where_the_program_writes_no_places() -> None:
    table = read(with_row('<row><c t="inlineStr"><is><t>A</t></is></c><c><f>1+1</f></c><c><v>5</v></c></row>'))
    assert table.rows == [["A", "#OHNE ERGEBNIS!", "5"]]
    assert table.notices[0].startswith("Formeln ohne gespeichertes Ergebnis wurden nicht ausgerechnet (B2).")


@pytest.mark.parametrize(
    ("written", "shown"),
    [("Code _x005F_x000D_", "Code _x000D_"), ("a_x005F_x0041_b", "a_x0041_b"), ("eins_x000D_\nzwei", "eins\nzwei"),
     ("_xD83D__xDE00_ gut", "😀 gut"), ("a_x0041_b", "aAb")],
)  # fmt: skip
def test_escapes_of_shared_texts_mean_what_excel_shows(written: str, shown: str) -> None:
    content = with_row('<row r="2"><c r="A2" t="s"><v>0</v></c></row>')
    shared = with_members(content, {"xl/sharedStrings.xml": TEXTS.format(written), TYPES: typed(content)})
    for content in (shared, workbook_of(["Titel"], [written])):
        assert read(content).rows[0][0] == shown


@pytest.mark.parametrize("error", ["#N/A", "#BUSY!", "#PYTHON!", "#NEU!"])
def test_error_of_a_cell_is_one_whatever_its_name(error: str) -> None:
    table = read(with_row(f'<row r="2"><c r="A2" t="e"><v>{error}</v></c></row>'))
    assert is_error(table.rows[0][0])


@pytest.mark.parametrize("text", ["Err:522", "Fehler:511", "########", "#BEZUG!", "#EXTERN!"])
def test_error_is_known_in_a_text_file(text: str) -> None:
    assert is_error(read(f"Titel;Ort\n{text};x\n", "a.csv").rows[0][0])


@pytest.mark.parametrize("text", ["#ZUSAMMEN!", "Err", "#1", "##"])
def test_text_that_looks_like_an_error_is_none(text: str) -> None:
    assert not is_error(text)


def test_headings_that_stand_there_again_are_no_row() -> None:
    again = ["titel ", "Art", "Ort"]
    table = read(
        workbook_of(["Titel", "Art", "Ort"], ["A", "x", "y"], again, ["B", "x", "y"], again, ["Ort", "x", "y"])
    )
    assert (table.rows, table.numbers) == ([["A", "x", "y"], ["B", "x", "y"], ["Ort", "x", "y"]], [2, 4, 6])
    assert table.notices == ["In den Zeilen 3, 5 stehen die Überschriften noch einmal; sie sind keine Zeile."]
