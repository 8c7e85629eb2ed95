"""Tables as Word, LibreOffice, Numbers and Excel put them on the clipboard: text with tabs, numbers as shown."""

import pytest
from django.test import Client

from success_factors.imports.series import read_series
from tests.factories import World, make_indicator, sign_in

pytestmark = pytest.mark.django_db

WORD = "Jahr\tWert\tHinweis\n2022\t11,5\tStand: März\n2023\t12,5 %\t\n2024\t(13,1)\tvorl.\n"
LIBREOFFICE = "Jahr\tWert\n2021\t9,80 %\n2022\t45,2\n"
NUMBERS = "Jahr\tWert\n2019\t3,5\n2020\t1\u00a0234,5\n"
EXCEL = 'Jahr\tWert\tHinweis\n2022\t11,5\t"Zeile eins\nZeile ""zwei"""\n2023\t12,5\t\n'
PARAGRAPH = "Jahr\tWert\tHinweis\n2022\t11,5\tStand: März\nzweiter Absatz\n2023\t12,5\t\n"


@pytest.mark.parametrize(
    ("text", "unit", "values"),
    [
        (WORD, "%", ["11.5", "12.5", "13.1"]),
        (LIBREOFFICE, "%", ["9.80", "45.2"]),
        (NUMBERS, "Personen", ["3.5", "1234.5"]),
        (EXCEL, "%", ["11.5", "12.5"]),
    ],
)
def test_numbers_are_read_as_shown(text: str, unit: str, values: list[str]) -> None:
    preview = read_series(make_indicator(unit=unit), text, source="Amt")
    assert [str(each["value"]) for _, each in preview.rows] == values
    assert (preview.problems, preview.notices) == ([], [])


def test_paragraph_that_word_made_a_row_of_is_explained() -> None:
    preview = read_series(make_indicator(unit="%"), PARAGRAPH, source="Amt")
    assert preview.bad_rows == 1
    assert preview.notices[0].startswith("Diese Zeile hat weniger Zellen als die Überschriften: 3.")


def test_empty_cells_at_the_edge_of_what_is_pasted_stay(world: World, client: Client) -> None:
    text = "\tWert\tHinweis\n2022\t5\t\n"
    page = sign_in(client, world.koordination).post("/indikatoren/einlesen/", {"text": text, "key": "05162024"})
    assert "weniger Zellen" not in page.content.decode()
    assert "nur eine Spalte" not in page.content.decode()


def test_button_for_one_good_row_speaks_of_one(world: World, client: Client) -> None:
    address = f"/indikatoren/{make_indicator(unit='%').pk}/reihe/"
    data = {"text": "Jahr\tWert\n2022\t5\nspäter\t6", "source": "Amt"}
    page = sign_in(client, world.koordination).post(address, data)
    assert "Nur die eine fehlerfreie Zeile übernehmen" in " ".join(page.content.decode().split())
