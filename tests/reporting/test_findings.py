"""Sentences above pictures claim nothing where there is nothing to compare, or nothing was granted."""

import pytest

from reporting.content.findings import districts_named, factors_moved, money_of_fields

SINCE = "Seit dem Bericht vom 20.05.2025 "
SAME = SINCE + "steht kein Erfolgsfaktor auf einer anderen Stufe"
UP = "steht 1 Erfolgsfaktor höher, keiner niedriger; 2 lassen sich nicht vergleichen."


@pytest.mark.parametrize(
    ("ways", "told"),
    [
        (["first", "unknown"], "Mit dem Bericht vom 20.05.2025 lässt sich kein Erfolgsfaktor vergleichen."),
        (["same", "first"], SAME + "; 1 lässt sich nicht vergleichen."),
        (["better", "first", "first"], SINCE + UP),
        (["better", "better", "worse"], SINCE + "stehen 2 Erfolgsfaktoren höher, 1 niedriger."),
        (["same"], SAME + "."),
        ([], ""),
    ],
)
def test_factor_without_comparison_is_not_told_as_unchanged(ways: list[str], told: str) -> None:
    factors = [{"assessment": {"direction": {"key": way}}} for way in ways]
    previous = {"published_label": "20.05.2025"}
    assert factors_moved({"factors": factors, "previous": previous}) == told
    assert factors_moved({"factors": factors, "previous": None}) == ""


@pytest.mark.parametrize(
    ("granted", "told"),
    [
        (["0,00 €", "–"], ""),
        (["0,00 €", "1,00 €"], "Am meisten bewilligt ist für „Feld 2“ (1 €)."),
        (["1.000,00 €", "900,50 €"], "Am meisten bewilligt ist für „Feld 1“ (1.000 €) und „Feld 2“ (900,50 €)."),
    ],
)
def test_field_for_which_nothing_is_granted_is_not_among_the_most(granted: list[str], told: str) -> None:
    fields = [{"label": f"Feld {at}", "granted": text} for at, text in enumerate(granted, start=1)]
    assert money_of_fields({"funding": {"by_field": fields}}) == told


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        ([3, 2, 3], "2 Erfolgsfaktoren stehen auf „Stufe 3“ und 1 auf „Stufe 2“."),
        ([4], "1 Erfolgsfaktor steht auf „Stufe 4“."),
        ([5, 2, 1, 1], "1 Erfolgsfaktor steht auf „Stufe 5“, 1 auf „Stufe 2“ und 2 auf „Stufe 1“."),
        ([None], ""),
    ],
)
def test_first_report_says_on_which_steps_the_factors_stand(levels: list[int | None], told: str) -> None:
    factors = [{"assessment": each and {"level": each, "label": f"Stufe {each}"}} for each in levels]
    assert factors_moved({"factors": factors, "previous": None}) == told


@pytest.mark.parametrize(
    ("totals", "told"),
    [
        ([6, 1, 0], "„S1“ ist mit 6 Maßnahmen am häufigsten genannt; 1 Stadtteil ist gar nicht genannt."),
        ([1, 0, 0], "„S1“ ist mit 1 Maßnahme am häufigsten genannt; 2 Stadtteile sind gar nicht genannt."),
        ([2, 2], "„S1“ und „S2“ sind mit je 2 Maßnahmen am häufigsten genannt."),
        ([1] * 4, "4 Stadtteile sind mit je 1 Maßnahme am häufigsten genannt."),
        ([0, 0], ""),
        ([], ""),
    ],
)
def test_map_says_where_most_measures_are_and_where_none(totals: list[int], told: str) -> None:
    districts = [{"name": f"S{at}", "total": total} for at, total in enumerate(totals, start=1)]
    assert districts_named({"districts": districts}) == told
