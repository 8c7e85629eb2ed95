"""German dates and numbers in forms."""

import datetime as dt
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from neuss_integration.foundation.forms.fields import (
    GermanDateField,
    GermanDecimalField,
    GermanIntegerField,
    PartialDateField,
)
from neuss_integration.foundation.ui.texts import german_number
from neuss_integration.foundation.words.partial_dates import PartialDate

YEARS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
MONEY = GermanDecimalField(max_digits=12, decimal_places=2, required=False)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2026", (2026,)),
        ("03.2026", (2026, 3)),
        ("3/2026", (2026, 3)),
        ("März 2026", (2026, 3)),
        ("mrz. 2026", (2026, 3)),
        ("Sept. 2026", (2026, 9)),
        ("2026-03", (2026, 3)),
        ("12.03.2026", (2026, 3, 12)),
        (" 2. 3. 2026 ", (2026, 3, 2)),
        ("12. März 2026", (2026, 3, 12)),
        ("2026-03-12", (2026, 3, 12)),
    ],
)
def test_partial_date_understands_what_people_write(text: str, parts: tuple[int, ...]) -> None:
    assert PartialDateField().clean(text) == PartialDate.from_parts(*parts)


@given(YEARS, st.sampled_from(["day", "month", "year"]))
def test_partial_date_reads_back_what_it_shows(date: dt.date, precision: Any) -> None:
    parts = {"day": (date.year, date.month, date.day), "month": (date.year, date.month), "year": (date.year,)}
    known = PartialDate.from_parts(*parts[precision])
    assert PartialDateField().clean(str(known)) == known


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31.02.2026", "no_such_date"),
        ("13.2026", "no_such_date"),
        ("00.2026", "no_such_date"),
        ("1.0.2026", "no_such_date"),
        ("12.03.26", "invalid"),
        ("Frühling 2026", "invalid"),
        ("Märchen 2026", "invalid"),
        ("irgendwann", "invalid"),
        ("1024", "year_range"),
        ("9999", "year_range"),
    ],
)
def test_partial_date_refuses_with_a_code(text: str, code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        PartialDateField().clean(text)
    assert caught.value.code == code


@given(st.text(max_size=30))
def test_partial_date_never_breaks(text: str) -> None:
    with suppress(ValidationError):
        PartialDateField(required=False).clean(text)


def test_partial_date_of_nothing_is_none() -> None:
    assert PartialDateField(required=False).clean("") is None


def test_partial_date_has_not_changed_when_written_otherwise() -> None:
    field = PartialDateField(required=False)
    assert not field.has_changed(PartialDate.from_parts(2026, 3), "März 2026")
    assert field.has_changed(PartialDate.from_parts(2026, 3), "2026")
    assert field.has_changed(None, "Unsinn")
    assert not field.has_changed(None, "")


@pytest.mark.parametrize("text", ["12.03.2026", "12. März 2026", "2026-03-12"])
def test_german_date_understands_days(text: str) -> None:
    assert GermanDateField().clean(text) == dt.date(2026, 3, 12)


@pytest.mark.parametrize(
    ("text", "code"),
    [("2026", "invalid"), ("31.02.2026", "no_such_date"), ("gestern", "invalid"), ("03.2026", "invalid")],
)
def test_german_date_refuses_all_else(text: str, code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        GermanDateField().clean(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,56", "1234.56"),
        ("1234,56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("1 234,5", "1234.5"),
        ("0,5", "0.5"),
        ("-12", "-12"),
        ("7,", "7"),
    ],
)
def test_german_decimal_understands_both_spellings(text: str, value: str) -> None:
    assert MONEY.clean(text) == Decimal(value)


@given(st.decimals(-(10**8), 10**8, places=2))
def test_german_decimal_reads_back_what_it_shows(value: Decimal) -> None:
    assert MONEY.clean(german_number(value)) == value


@pytest.mark.parametrize("text", ["1,234.56", "1,2,3", "1.23.456", "zwölf", "1e5", "NaN", "1..2", "--1"])
def test_german_decimal_refuses_what_is_no_number(text: str) -> None:
    with pytest.raises(ValidationError) as caught:
        MONEY.clean(text)
    assert caught.value.code == "invalid"


def test_german_decimal_refuses_what_can_mean_two_numbers() -> None:
    with pytest.raises(ValidationError) as caught:
        GermanDecimalField(max_digits=12, decimal_places=3).clean("1.234")
    assert caught.value.code == "ambiguous"
    assert caught.value.params == {"value": "1.234", "whole": "1234", "fraction": "1,234"}


@given(st.text(max_size=20))
def test_german_decimal_never_breaks(text: str) -> None:
    with suppress(ValidationError):
        MONEY.clean(text)


def test_german_integer_is_an_int() -> None:
    assert GermanIntegerField().clean("1.234") == 1234
    assert isinstance(GermanIntegerField().clean("7"), int)
    assert GermanIntegerField(required=False).clean(" ") is None


def test_german_integer_refuses_fractions() -> None:
    with pytest.raises(ValidationError, match="ganze Zahl"):
        GermanIntegerField().clean("2,5")


def test_values_are_shown_as_people_write_them() -> None:
    assert MONEY.prepare_value(Decimal("1234.50")) == "1.234,50"
    assert GermanDateField().prepare_value(dt.date(2026, 3, 2)) == "02.03.2026"
    assert PartialDateField().prepare_value(PartialDate.from_parts(2026, 3)) == "März 2026"
    assert MONEY.prepare_value("1,2,3") == "1,2,3"


def test_cleaned_values_pass_through_unchanged() -> None:
    known = PartialDate.from_parts(2026, 3)
    assert PartialDateField().clean(known) == known
    assert GermanDateField().clean(dt.date(2026, 3, 2)) == dt.date(2026, 3, 2)
    assert MONEY.clean(Decimal("1.50")) == Decimal("1.50")
    assert GermanDateField(required=False).clean("") is None


@pytest.mark.parametrize(
    ("stored", "places", "shown"),
    [("25.5000", 2, "25,50"), ("25.5", 2, "25,5"), ("1200.0000", 0, "1.200"), ("25.1234", 2, "25,1234")],
)
def test_stored_number_is_shown_as_the_field_takes_it_back(stored: str, places: int, shown: str) -> None:
    field = GermanDecimalField(decimal_places=places, max_digits=16)
    assert field.prepare_value(Decimal(stored)) == shown
