"""What a cell shows: values under the number formats that offices use."""

import datetime as dt
from typing import Any

import pytest

from neuss_integration.foundation.spreadsheets.number_formats import ShownCell, show

ACCOUNTING = '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-'
DAY = dt.datetime(2022, 3, 1)  # noqa: DTZ001 - workbooks know no time zone


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.452, "0.0%", "45,2%"), (0.5, "0\\ %", "50 %"), (12.5, '0.0" %"', "12,5 %"), (0.5, "0%", "50%"),
        (7, "000", "007"), (1460, "00000", "01460"), (2131123456, "0000\\-000000", "2131-123456"),
        (1234, "#,##0", "1.234"), (-1234.5, '#,##0.00\\ "€"', "-1.234,50 €"), (12.5, "#,##0.##", "12,5"),
        (-12.5, "0.0;(0.0)", "-12,5"), (-12.5, "0.0;[Red]0.0", "-12,5"), (0, "0.0;-0.0;–", "–"),
        (-5.5, ACCOUNTING, "-5,50 €"), (0, ACCOUNTING, "0,00 €"), (0.25, "#.##", "0,25"), (0.5, "# ?/?", "0,5"),
        (12345, "0.00E+00", "12345"), (12, '0" Personen"', "12 Personen"), (5, "[>=1000]0,;0", "5"),
        (1500, '[>=1000]0.0,\\ "T";0', "1,5 T"), (1234.5, "#,##0.00 [$€-407]", "1.234,50 €"), (3.25, "General", "3,25"),
        (0.1 + 0.2, "General", "0,3"), (True, "0", "ja"), ("x", '"a "@', "a x"), ("x", "0", "x"),
        (12.5, 'General" %"', "12,5 %"), (-5, "General;-General", "-5"), (-5, 'General" €";(General" €")', "-5 €"),
    ],
)  # fmt: skip
def test_number_is_read_as_it_is_shown(value: Any, number_format: str, text: str) -> None:
    assert show(value, number_format) == ShownCell(text)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [(45.16838213250724, "0.0", "45,2"), (0.45168, "0.0%", "45,2%"), (2.5, "0", "3"), (0.125, "0.00", "0,13"),
     (-0.4, "0", "0"), (1234567, '0.0,,\\ "Mio"', "1,2 Mio"), (12345, "#,##0,", "12")],
)  # fmt: skip
def test_rounded_number_is_told(value: float, number_format: str, text: str) -> None:
    assert show(value, number_format) == ShownCell(text, is_rounded=True)


def test_format_that_shows_nothing_is_told() -> None:
    assert show(5, ";;;") == ShownCell("", is_hidden=True)
    assert show(0, "0;-0;;@") == ShownCell("")


@pytest.mark.parametrize(
    ("number_format", "text"),
    [("YYYY", "2022"), ("MMM YY", "März 2022"), ("mm-dd-yy", "01.03.2022"), ("[$-407]mmmm\\ yyyy;@", "März 2022"),
     ("mm/yyyy", "März 2022"), ("dddd", "01.03.2022"), ("d/m", "01.03.2022"), ('"Stand" yyyy', "2022"),
     ('"Q1/"yyyy', "Q1/2022"), ('"31.12."yyyy', "31.12.2022"), ("mmm", "März 2022"), ('yyyy"/23"', "2022/23"),
     ("dd.mm.yyyy hh:mm", "01.03.2022"), ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "01.03.2022")],
)  # fmt: skip
def test_day_is_as_exact_as_it_is_shown(number_format: str, text: str) -> None:
    assert show(DAY, number_format) == ShownCell(text)


def test_times_are_shown() -> None:
    assert show(DAY.replace(hour=17, minute=30), "dd.mm.yyyy hh:mm").text == "01.03.2022 17:30"
    assert show(dt.time(17, 30), "h:mm").text == "17:30"
    assert show(dt.timedelta(hours=30, minutes=5), "[h]:mm").text == "30:05"
