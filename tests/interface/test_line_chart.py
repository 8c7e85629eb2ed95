"""Lines over time: gaps, breaks, targets and the values in words."""

import datetime as dt

import pytest

from neuss_integration.foundation.ui.levels import direction_sign, level_boxes, level_meter
from neuss_integration.foundation.ui.line_chart import LineChart, Point, Series, data_table, line_chart, line_chart_svg
from neuss_integration.foundation.ui.scales import Scale, TimeScale, ticks_between


def point(year: int, value: float | None, *, breaks: bool = False) -> Point:
    return Point(dt.date(year, 12, 31), value, str(year), "." if value is None else f"{value:g}", breaks)


def chart(*points: Point, **more: object) -> LineChart:
    return LineChart("Einbürgerungen <je Jahr>", [Series("", points)], **more)  # type: ignore[arg-type]


def test_line_joins_neighbouring_values() -> None:
    svg = line_chart_svg(chart(point(2019, 250), point(2020, 300), point(2021, 513)))
    assert svg.count("line-chart__series--0") == 2
    assert svg.count("<circle") == 3


def test_line_has_a_gap_where_a_value_is_missing() -> None:
    svg = line_chart_svg(chart(point(2019, 250), point(2020, None), point(2021, 513)))
    assert svg.count("line-chart__series--0") == 0
    assert svg.count("<circle") == 2


def test_line_is_dashed_over_years_without_values() -> None:
    assert 'stroke-dasharray="3 5"' in line_chart_svg(chart(point(2009, 400), point(2014, 500)))


def test_break_of_a_series_is_drawn_and_told() -> None:
    svg = line_chart_svg(chart(point(2019, 250), point(2020, 300, breaks=True)))
    assert svg.count("line-chart__series--0") == 0
    assert "Bruch der Reihe</text>" in svg
    assert "nicht vergleichbar" in svg


def test_target_is_a_line_with_a_word_and_fits_on_the_axis() -> None:
    svg = line_chart_svg(chart(point(2019, 250), point(2020, 300), target=(600, "Ziel: 600")))
    assert "Ziel: 600</text>" in svg
    assert ">600</text>" in svg


def test_description_holds_all_values_and_markup_is_text() -> None:
    svg = line_chart_svg(chart(point(2019, 250), point(2020, None)))
    assert "2019: 250, 2020: ." in svg
    assert "Einbürgerungen &lt;je Jahr&gt;" in svg


def test_name_of_a_line_that_ends_early_stands_above_its_end() -> None:
    series = [Series("Heute", [point(2019, 10)]), Series("Früher", [point(2019, 10), point(2020, 20)])]
    svg = line_chart_svg(LineChart("Rücklauf", series, unit="%"))
    anchors = [part.rpartition('text-anchor="')[2].partition('"')[0] for part in svg.split("</text>")[:-1]]
    names = [part.rpartition(">")[2] for part in svg.split("</text>")[:-1]]
    assert (anchors[names.index("Heute")], anchors[names.index("Früher")]) == ("middle", "start")


def test_series_have_different_markers_and_their_name_at_the_end() -> None:
    series = [Series(name, [point(2019, 10), point(2020, 20)]) for name in ("Deutsche", "Andere")]
    svg = line_chart_svg(LineChart("Quote", series, unit="%"))
    assert (svg.count("<circle"), svg.count("<rect")) == (2, 2)
    assert "Deutsche</text>" in svg
    assert ">%</text>" in svg


def test_table_has_a_row_per_time_and_a_column_per_series() -> None:
    series = [Series("A", [point(2019, 10), point(2020, 20)]), Series("B", [point(2020, 7)])]
    table = data_table(LineChart("Quote", series))
    assert '<tr><th scope="row">2019</th><td class="numeric">10</td><td class="numeric">–</td></tr>' in table
    assert '<tr><th scope="row">2020</th><td class="numeric">20</td><td class="numeric">7</td></tr>' in table


def test_chart_without_any_value_is_only_a_table() -> None:
    shown = line_chart(chart(point(2019, None)))
    assert "<svg" not in shown
    assert "<table" in shown


def test_levels_are_named_on_the_axis_and_steps_are_square() -> None:
    levels = [(1, "niedrig"), (2, "hoch")]
    svg = line_chart_svg(chart(point(2019, 1), point(2020, 2), levels=levels, stepped=True))
    assert "niedrig</text>" in svg
    assert svg.count("line-chart__series--0") == 2


def test_days_that_are_given_stand_below_instead_of_dates() -> None:
    days = [(dt.date(2019, 12, 31), "0"), (dt.date(2020, 6, 30), "182")]
    svg = line_chart_svg(chart(point(2019, 1), point(2020, 2), days=days))
    assert [word in svg for word in (">0</text>", ">182</text>", ">31.12.2019</text>")] == [True, True, False]


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (250, 513, [0, 200, 400, 600]), (12.5, 16.6, [12, 13, 14, 15, 16, 17]), (5, 5, [4, 4.5, 5, 5.5, 6]),
        (-40, 20, [-40, -20, 0, 20]), (0, 0, [-1, -0.5, 0, 0.5, 1]), (0, 0.4, [0, 0.1, 0.2, 0.3, 0.4]),
    ],
)  # fmt: skip
def test_ticks_are_round_and_hold_all_values(low: float, high: float, ticks: list[float]) -> None:
    assert ticks_between(low, high) == ticks


def test_scales_put_values_and_days_in_their_place() -> None:
    assert Scale(0, 10, 100, 0)(2.5) == 75
    assert Scale(3, 3, 100, 0)(3) == 100
    days = TimeScale(dt.date(2020, 1, 1), dt.date(2022, 1, 1), 0, 731)
    assert days(dt.date(2021, 1, 1)) == 366
    assert [label for _, label in days.ticks()] == ["2020", "2021", "2022"]


def test_time_scale_of_a_short_time_names_its_days() -> None:
    day = dt.date(2020, 5, 1)
    assert [label for _, label in TimeScale(day, day, 0, 100).ticks()] == ["01.05.2020"]
    assert TimeScale(day, day, 0, 100)(day) == 50
    assert len(list(TimeScale(day, dt.date(2020, 7, 1), 0, 100).ticks())) == 2
    assert len(list(TimeScale(dt.date(1980, 1, 1), dt.date(2026, 1, 1), 0, 100).ticks())) <= 9


def test_level_is_boxes_and_word() -> None:
    assert level_boxes(3).count("level__box--full") == 3
    assert level_boxes(None).count("level__box--full") == 0
    assert "teilweise<" in level_meter(3, "teilweise")
    assert "(Stufe 3 von 5)" in level_meter(3, "teilweise")
    assert "Stufe" not in level_meter(None, "noch nicht eingeschätzt")


def test_direction_is_an_arrow_and_a_word() -> None:
    assert "verbessert" in direction_sign("better", "verbessert")
    with pytest.raises(KeyError):
        direction_sign("sideways", "seitwärts")
