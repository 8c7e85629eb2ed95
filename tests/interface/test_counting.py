"""Percentages and counts in words: one rounding for every page, and parts that add up to the whole."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuss_integration.foundation.words.counting import chosen, listed, percent_words, percentage, percentages


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (33, 42, 79),
        (9, 17, 53),
        (1, 8, 13),
        (1, 300, 1),
        (299, 300, 99),
        (0, 5, 0),
        (5, 5, 100),
        (3, 0, None),
        (-1, 300, -1),
        (-299, 300, -99),
        (-300, 300, -100),
        (301, 300, 101),
        (-301, 300, -101),
        (-600, 300, -200),
    ],
)
def test_percentage_is_rounded_half_up_and_0_and_100_are_exact(part: int, whole: int, percent: int | None) -> None:
    assert percentage(part, whole) == percent


@given(st.integers(0, 500), st.integers(1, 500))
def test_percentage_is_less_than_one_away_from_the_exact_share(part: int, more: int) -> None:
    whole = part + more
    found, exact = percentage(part, whole) or 0, Fraction(100 * part, whole)
    assert abs(found - exact) < 1
    assert (found == 0) == (part == 0)
    assert found != 100


@given(st.lists(st.integers(0, 90), min_size=1, max_size=9))
def test_parts_of_a_whole_add_up_to_100(parts: list[int]) -> None:
    found = percentages(parts)
    if not sum(parts):
        assert found == [None] * len(parts)
        return
    assert sum(share or 0 for share in found) == 100
    assert [bool(share) for share in found] == [bool(part) for part in parts]


@pytest.mark.parametrize(
    ("parts", "shares"), [([1, 1, 1], [34, 33, 33]), ([1, 299], [1, 99]), ([2, 3, 0], [40, 60, 0]), ([7], [100])]
)
def test_what_rounding_leaves_goes_to_the_largest_remainder(parts: list[int], shares: list[int]) -> None:
    assert percentages(parts) == shares


def test_verb_goes_with_the_number() -> None:
    assert [chosen(number, "ist", "sind") for number in (0, 1, 2)] == ["sind", "ist", "sind"]


def test_lists_and_percentages_read_as_german() -> None:
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a und b", "a, b und c"]
    assert (percent_words(79), percent_words(None)) == ("79 %", "–")
