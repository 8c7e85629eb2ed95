"""Cells that say „s. o.“: they hold what stands above, with a sentence, or ask where nothing does."""

from typing import Any

import pytest

from measures.models import Measure
from measures.services.catalogue_import import assign_columns, start_import
from neuss_integration.foundation.spreadsheets.repeats import is_repeat, written_out
from tests.factories import World, make_organisation
from tests.measures.test_catalogue_import import draft_of, export, planned, run
from tests.measures.test_import_office import HEAD, ROW
from tests.spreadsheets.files import upload


@pytest.mark.parametrize(
    "text",
    ["s. o.", "s.o.", "Siehe oben", "wie oben genannt", "dto.", "dito", "ebenda", "ebd.", '"', "„ “", "''", '-"-', "〃",
     "(s. o.)", "w. o.", "wie vor", "desgl.", "siehe vorherige Zeile"],
)  # fmt: skip
def test_words_and_marks_repeat_the_cell_above(text: str) -> None:
    assert is_repeat(text)


@pytest.mark.parametrize("text", ["s. u.", "–", "SO", "wo", "AWO", "siehe Anlage", "s. Nr. 3", '"Treff"', "", "oben"])
def test_other_words_repeat_nothing(text: str) -> None:
    assert not is_repeat(text)


def test_repeats_go_on_through_rows_and_name_the_row_above() -> None:
    told = written_out([["A", "„"], ["dto.", "B"], ['"', "s. o."]], [3, 4, 6])
    assert told.rows == [["A", ""], ["A", "B"], ["A", "B"]]
    found = {line: [(each.place, each.text, each.above) for each in cells] for line, cells in told.found.items()}
    assert found == {3: [(1, "", None)], 4: [(0, "A", 3)], 6: [(0, "A", 4), (1, "B", 4)]}


def test_closed_lists_and_texts_repeat_the_row_above(world: World) -> None:
    caritas = make_organisation("Caritas")
    rows = [["Caritas", *ROW[1:]], ["s. o.", "Lesetreff", "dto.", '"', "ebenda", "s. o."]]
    one, two = planned(draft_of(world.koordination, *rows, head=HEAD)).rows
    assert (two.problems, two.ignored, one.questions) == ([], [], [])
    names = ("carriers", "lead_department", "kind", "field_of_action", "start")
    assert [two.values[name] for name in names] == [one.values[name] for name in names]
    assert two.values["carriers"] == [caritas]
    assert two.questions[0] == "„s. o.“ bei „Träger“ ist gelesen wie in Zeile 2: Caritas. Ist das gemeint?"


def test_nothing_above_is_a_sentence_and_deletes_nothing(world: World) -> None:
    measure = world.praeventionsnetz
    Measure.objects.filter(pk=measure.pk).update(aim="Ziel")
    draft = draft_of(world.koordination, [measure.number, "s. o."], head=["Nummer", "Ziel"])
    assign_columns(draft, by=world.koordination, assignment=draft.places, empties_delete=True)
    (row,) = planned(draft).rows
    assert row.differences == []
    assert row.ignored == [
        "„s. o.“ bei „Ziel“ meint die Zeile darüber, dort steht nichts. Bitte tragen Sie ein, was gemeint ist."
    ]


def test_amounts_and_figures_are_not_counted_twice(world: World) -> None:
    head = [*HEAD, "Ausgaben", "Kennzahl"]
    rows: Any = [[*ROW, "5.000 €", "Kurse 2024: 12"], ["", "Lesetreff", *ROW[2:], "s. o.", "dto."]]
    draft = draft_of(world.koordination, *rows, head=head)
    money: Any = {"funding_source": "city", "funding_year": 2025}
    draft = assign_columns(draft, by=world.koordination, assignment=draft.places, empties_delete=False, **money)
    _, two = planned(draft).rows
    assert (two.money, two.figures, len(two.ignored)) == ({}, [], 2)
    assert two.ignored[0].startswith("„s. o.“ bei „Ausgaben“ sagt nicht, ob „5.000 €“ aus Zeile 2 noch einmal gilt")


def test_words_that_the_catalogue_holds_stay(world: World) -> None:
    """Also in an own export, whatever stands in the row above."""
    Measure.objects.update(aim="s. o.")
    run(draft_of(world.koordination, ["", "Neu", *ROW[2:], "Ziel A"], head=[*HEAD, "Ziel"]), world.koordination)
    columns = "spalten=nummer&spalten=titel&spalten=ziel"
    draft = start_import(upload(export(world.koordination, "xlsx", columns)), by=world.koordination)
    assert [row.differences + row.questions for row in planned(draft).rows] == [[]] * Measure.objects.count()
