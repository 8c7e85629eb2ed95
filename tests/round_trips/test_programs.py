"""Our exports as Excel and Numbers save them (`programs.py`), read back: no difference."""

from collections.abc import Callable
from typing import Final

import pytest

from measures.catalogue.importing.headings import known_headings
from measures.catalogue.importing.row_plans import make_plan
from measures.services.catalogue_import import assign_columns, start_import
from neuss_integration.foundation.spreadsheets.reading import read_table
from neuss_integration.maintenance.imports import plan_list, read_list
from neuss_integration.maintenance.kinds.city import DISTRICTS, ORGANISATIONS
from roundtables.imports import plan_needs, read_needs
from tests.factories import World
from tests.round_trips.exports import make_catalogue, make_master_data, make_needs
from tests.round_trips.programs import Rows, excel_text, excel_workbook, numbers_workbook, package
from tests.round_trips.test_libreoffice import FILES
from tests.spreadsheets.files import MEGABYTE, upload

PROGRAMS: Final[dict[str, tuple[str, Callable[[Rows], bytes]]]] = {
    "Excel": ("a.xlsx", excel_workbook),
    "Numbers": ("a.xlsx", numbers_workbook),
    "CSV UTF-8": ("a.csv", excel_text),
    "sep": ("a.csv", lambda rows: excel_text(rows, first="sep=;")),
    "Unicode": ("a.txt", lambda rows: excel_text(rows, encoding="utf-16")),
    "Numbers CSV": ("a.csv", lambda rows: excel_text(rows, first="Tabelle 1", encoding="utf-8")),
}


def rows_of(export: str) -> Rows:
    """What an export shows, as its workbook came back from LibreOffice."""
    content = (FILES / f"{export}-xlsx.xlsx").read_bytes()
    table = read_table(upload(content), max_rows=100, max_bytes=MEGABYTE, score=known_headings)
    return [table.headings, *table.rows]


@pytest.mark.parametrize("program", PROGRAMS)
def test_catalogue_reads_back_unchanged(world: World, program: str) -> None:
    make_catalogue(world)
    name, save = PROGRAMS[program]
    draft = start_import(upload(save(rows_of("massnahmen")), name), by=world.koordination)
    assign_columns(draft, by=world.koordination, assignment=draft.places, empties_delete=True)
    plan = make_plan(type(draft).objects.get(pk=draft.pk))
    assert [row.problems + row.differences for row in plan.rows] == [[], [], []]


@pytest.mark.parametrize("program", PROGRAMS)
def test_needs_and_master_data_read_back_unchanged(world: World, program: str) -> None:
    make_catalogue(world)
    make_master_data()
    make_needs(world)
    name, save = PROGRAMS[program]
    needs = plan_needs(read_needs(upload(save(rows_of("bedarfe")), name), ""), by=world.koordination)
    assert [row.problems + row.differences for row in needs.rows] == [[]] * 3
    for kind in (ORGANISATIONS, DISTRICTS):
        table = read_list(kind.form, upload(save(rows_of(kind.slug)), name), "")
        assert [row.problems + row.differences for row in plan_list(kind.form, table).rows] == [[]] * 3


def test_days_counted_from_1904_and_cells_without_a_place() -> None:
    head = '<row><c t="inlineStr"><is><t>Titel</t></is></c><c t="inlineStr"><is><t>Beginn</t></is></c></row>'
    rows = f'{head}<row><c t="str"><v>Treff</v></c><c s="2"><v>43538</v></c></row>'
    read = [
        read_table(upload(package({"a": rows}, "", counts_from_1904=since)), max_rows=9, max_bytes=MEGABYTE).rows
        for since in (True, False)
    ]
    assert read == [[["Treff", "März 2023"]], [["Treff", "März 2019"]]]
