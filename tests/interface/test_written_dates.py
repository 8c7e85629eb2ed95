"""Dates and periods as lists of offices write them."""

import pytest

from neuss_integration.foundation.forms.written_dates import read_end_of_period, read_period, read_written_date


@pytest.mark.parametrize(
    ("text", "date"),
    [("31.12.27", "31.12.2027"), ("31/12/2026", "31.12.2026"), ("31-Dez-26", "31.12.2026"), ("Jan-25", "Januar 2025"),
     ("31.Dez.2026", "31.12.2026"), ("20260331", "31.03.2026"), ("12-2026", "Dezember 2026"), ("seit 2015", "2015"),
     ("am 31.12.2023", "31.12.2023"), ("Montag, 3. März 2025", "03.03.2025"), ("05.2025.", "Mai 2025"),
     ("01.01.2025 00:00", "01.01.2025")],
)  # fmt: skip
def test_what_can_mean_one_thing_is_read(text: str, date: str) -> None:
    found = read_written_date(text)
    assert found
    assert (str(found.date), found.question) == (date, "")


@pytest.mark.parametrize(
    ("text", "date", "end"),
    [("2024/25", "2024", "2025"), ("2021-22", "2021", "2022"), ("1999-00", "1999", "2000"),
     ("SJ 24/25", "2024", "2025"), ("Q3 2025", "Juli 2025", "September 2025"),
     ("III/2025", "Juli 2025", "September 2025"), ("2. HJ 2024", "Juli 2024", "Dezember 2024"),
     ("2025 / Q1", "Januar 2025", "März 2025"), ("Frühjahr 26", "März 2026", "Mai 2026"),
     ("WS 2025/26", "Oktober 2025", "März 2026"), ("2026 ff.", "2026", "2026"), ("03.22", "März 2022", "März 2022"),
     ("2026 (geplant)", "2026", "2026"), ("laufend seit 2018", "2018", "2018"), ("spätestens 2028", "2028", "2028")],
)  # fmt: skip
def test_what_can_mean_more_is_asked(text: str, date: str, end: str) -> None:
    for is_end, told in ((False, date), (True, end)):
        found = read_written_date(text, is_end=is_end)
        assert found
        assert (str(found.date), found.question.endswith("Ist das gemeint?")) == (told, True)


@pytest.mark.parametrize(
    ("text", "is_end", "is_asked"),
    [("seit 2015", False, False), ("seit 2015", True, True), ("ab 1.4.24", True, True), ("bis 2027", False, True),
     ("bis 31.12.2027", True, False)],
)  # fmt: skip
def test_beginning_in_the_place_of_an_end_is_asked(text: str, is_end: bool, is_asked: bool) -> None:
    found = read_written_date(text, is_end=is_end)
    assert found
    assert found.question.endswith("Ist das gemeint?") == is_asked


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("2022–2025", "2022", "2025"), ("2022 - 2025", "2022", "2025"), ("seit 2015", "2015", "None"),
     ("01.03.2024 bis 30.06.2026", "01.03.2024", "30.06.2026"), ("2015 bis heute", "2015", "None"),
     ("bis 2027", "None", "2027"), ("2024", "None", "None"), ("24 Monate", "None", "None"),
     ("2025 bis 2023", "None", "None"), ("30.02.2025 bis 2026", "None", "None")],
)  # fmt: skip
def test_period_in_one_cell_is_parted(text: str, start: str, end: str) -> None:
    assert [str(each and each.date) for each in read_period(text)] == [start, end]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("2026–2028", "2026", "2028"), ("01.03.2024 - 30.06.2026", "01.03.2024", "30.06.2026"),
     ("April bis Juni 2027", "April 2027", "Juni 2027"), ("2028–2026", "None", "None"),
     ("2024 bis heute", "None", "None")],
)  # fmt: skip
def test_period_in_a_column_for_one_end_of_it_is_asked(text: str, start: str, end: str) -> None:
    """Only where one end is asked for: a value or a need is of one time."""
    assert read_written_date(text) is None
    found = [read_end_of_period(text, is_end=is_end) for is_end in (False, True)]
    assert [str(each and each.date) for each in found] == [start, end]
    assert all(each.question.endswith("Ist das gemeint?") for each in found if each)
