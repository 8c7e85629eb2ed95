"""Our exports as LibreOffice saved them (`tests/bench/libreoffice_round_trips.py`), read back: no difference."""

from pathlib import Path
from typing import Any, Final

import pytest

from measures.catalogue.importing.plan import RowAction
from measures.catalogue.importing.row_plans import make_plan
from measures.services.catalogue_import import assign_columns, start_import
from neuss_integration.foundation.spreadsheets.reading import read_table
from neuss_integration.maintenance.imports import plan_list, read_list
from neuss_integration.maintenance.kinds.city import DISTRICTS, ORGANISATIONS
from roundtables.imports import plan_needs, read_needs
from success_factors.imports.area_values import plan_areas, read_areas
from success_factors.imports.series import as_text, known_headings, read_series
from success_factors.models import Indicator
from tests.factories import World
from tests.round_trips.exports import make_areas, make_catalogue, make_master_data, make_needs, make_series, make_words
from tests.spreadsheets.files import MEGABYTE, upload

FILES: Final = Path(__file__).parent / "files"


def names_of(export: str) -> list[str]:
    return sorted(path.name for path in FILES.glob(f"{export}-*"))


def read_back(indicator: Indicator, name: str) -> tuple[list[Any], list[Any], int]:
    """Rows that would be new, problems, and how many rows say what is stored."""
    content = upload((FILES / name).read_bytes(), name)
    table = read_table(content, max_rows=100, max_bytes=MEGABYTE, score=known_headings)
    preview = read_series(indicator, as_text(table))
    return preview.rows, preview.problems, len(preview.unchanged)


@pytest.mark.parametrize("name", names_of("massnahmen"))
def test_catalogue_reads_back_unchanged(world: World, name: str) -> None:
    make_catalogue(world)
    draft = start_import(upload((FILES / name).read_bytes(), name), by=world.koordination)
    assign_columns(draft, by=world.koordination, assignment=draft.places, empties_delete=True)
    plan = make_plan(type(draft).objects.get(pk=draft.pk))
    assert [row.problems + row.differences for row in plan.rows] == [[], [], []]
    assert plan.counts[RowAction.UNCHANGED] == 3


@pytest.mark.parametrize("name", names_of("indikator"))
def test_series_reads_back_unchanged(db: None, name: str) -> None:
    assert read_back(make_series(), name) == ([], [], 5)


@pytest.mark.parametrize("name", names_of("antworten"))
def test_answers_read_back_unchanged(db: None, name: str) -> None:
    assert read_back(make_words("yes_no"), name) == ([], [], 5)


@pytest.mark.parametrize("name", names_of("stufen"))
def test_steps_read_back_unchanged(db: None, name: str) -> None:
    assert read_back(make_words("steps"), name) == ([], [], 8)


@pytest.mark.parametrize(("kind", "beside"), [("districts", 1), ("areas", 3)])
@pytest.mark.parametrize("name", names_of("gebiete"))
def test_figures_of_areas_read_back_unchanged(world: World, name: str, kind: str, beside: int) -> None:
    indicator = make_areas(world)
    table = read_areas(upload((FILES / name).read_bytes(), name), "")
    plan = plan_areas(indicator, table, kind=kind, source="Register")
    assert [row.problems + row.differences for row in plan.rows] == [[]] * 4
    assert (len(list(plan.effective)), sum(bool(row.aside) for row in plan.rows)) == (0, beside)


@pytest.mark.parametrize("name", names_of("bedarfe"))
def test_needs_read_back_unchanged(world: World, name: str) -> None:
    make_needs(world)
    table = read_needs(upload((FILES / name).read_bytes(), name), "")
    plan = plan_needs(table, by=world.koordination)
    assert [row.problems + row.differences for row in plan.rows] == [[]] * 3


@pytest.mark.parametrize("name", [*names_of("organisationen"), *names_of("stadtteile")])
def test_master_data_reads_back_unchanged(world: World, name: str) -> None:
    make_catalogue(world)
    make_master_data()
    kind = ORGANISATIONS if name.startswith(ORGANISATIONS.slug) else DISTRICTS
    plan = plan_list(kind.form, read_list(kind.form, upload((FILES / name).read_bytes(), name), ""))
    assert [row.problems + row.differences for row in plan.rows] == [[]] * 3
