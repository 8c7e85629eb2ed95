"""Rows that stand above others, sums between rows, and headings of years below one that is over them."""

from typing import Any

import pytest

from neuss_integration.foundation.spreadsheets.cells import Grid
from neuss_integration.foundation.spreadsheets.headings import table_of

HEAD = ["Nr.", "Maßnahme", "Amt", "Wo"]


def table(*rows: list[str], merged: Any = ()) -> Any:
    lines = [(number, list(cells)) for number, cells in enumerate(rows, start=1) if any(cells)]
    return table_of(Grid("Liste", lines, [], list(merged)), 0, max_rows=100, has_groups=True)


def test_rows_that_stand_above_others_become_a_column() -> None:
    first = [["Handlungsfeld 1: Bildung"], ["1.1", "Lesen", "Amt", "X"], ["", "Zwischensumme", "", ""]]
    second = [["Handlungsfeld 2: Sport"], ["2.1", "Laufen", "Amt", "Y"], ["2.2", "Rad", "Amt", ""]]
    found = table(HEAD, *first, *second)
    assert (found.headings, found.numbers) == ([*HEAD, "Handlungsfeld"], [3, 6, 7])
    assert [row[-1] for row in found.rows] == ["Bildung", "Sport", "Sport"]
    told = "stehen dort in der Spalte „Handlungsfeld“: 2: „Handlungsfeld 1: Bildung“, 5: „Handlungsfeld 2: Sport“."
    assert found.notices[0].endswith(told)
    assert found.notices[1] == "In Zeile 4 stehen Summen; sie sind keine Zeile."


def test_two_levels_are_two_columns_and_the_upper_ends_the_lower() -> None:
    rows = [["HF I. Bildung"], ["Ziel 1: Lesen"], ["1", "A", "Amt", "X"], ["HF II. Sport"], ["2", "B", "Amt", "X"]]
    found = table(HEAD, *rows)
    assert [row[-2:] for row in found.rows] == [["Bildung", "Lesen"], ["Sport", ""]]


@pytest.mark.parametrize(("text", "merged"), [("B. Sport", []), ("Sport", [(2, 1, 2, 4)])])
def test_group_without_a_word_of_its_own_is_a_heading_between(text: str, merged: Any) -> None:
    found = table(HEAD, [text], ["1", "A", "Amt", "X"], merged=merged)
    assert (found.headings[-1], found.rows) == ("Zwischenüberschrift", [["1", "A", "Amt", "X", "Sport"]])
    assert not any("Verbundene Zellen" in each for each in found.notices)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Handlungsfeld Sport", "Handlungsfeld"),
        ("HF 2 Sport", "HF"),
        ("HF II – Sport", "HF"),
        ("Themenfeld: Sport", "Themenfeld"),
        ("Ziel 2: Sport", "Ziel"),
    ],
)
def test_groups_are_named_with_or_without_number_and_colon(text: str, word: str) -> None:
    found = table(["Maßnahme", "Amt", "Wo"], [text], ["A", "Amt", "X"])
    assert (found.headings[-1], found.rows[0][-1]) == (word, "Sport")


def test_title_alone_in_its_row_stays_a_row() -> None:
    head = ["Maßnahme", "Amt", "Wo"]
    found = table(head, ["Lesen", "Amt", "X"], ["Laufen"], ["Rad", "Amt", "Y"])
    assert (found.headings, [row[0] for row in found.rows]) == (head, ["Lesen", "Laufen", "Rad"])


def test_sums_below_and_a_second_table_are_named() -> None:
    rows = [[str(at), f"M {at}", "Amt", "X"] for at in range(1, 5)]
    found = table(HEAD, *rows, ["", "Gesamtsumme", "", ""], [""], ["Ampel", "Bedeutung"], ["grün", "gut"])
    assert [row[0] for row in found.rows] == ["1", "2", "3", "4"]
    assert [each.split(" ")[0] for each in found.notices] == ["In", "Ab"]


def test_years_below_one_heading_are_named_with_it() -> None:
    lines = [(1, ["", "", "Kosten", ""]), (2, ["Maßnahme", "Amt", "2026", "2027"]), (3, ["A", "B", "1", "2"])]
    found = table_of(Grid("Liste", lines, [], [(1, 3, 1, 4)]), 1, max_rows=9, has_groups=True)
    assert found.headings == ["Maßnahme", "Amt", "Kosten 2026", "Kosten 2027"]
