"""The pictures of rows in the report: whole labels, a number at each bar, and all values in the description."""

import datetime as dt
import re
from typing import Any

import pytest
from django.template.loader import render_to_string

from neuss_integration.foundation.ui.line_chart import LineChart, Point, Series, line_chart_svg
from neuss_integration.foundation.words.hyphenation import in_lines
from reporting.content.standing import written_chart
from reporting.templatetags import report_pictures as pictures
from reporting.templatetags.report_charts import printed_chart, tile_map
from tests.pdf.sample import measure, snapshot

Json = dict[str, Any]
LONG = "Wohnen, Zusammenleben und soziale Infrastruktur in allen Stadtteilen der Stadt"


def words(shown: Json) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]+)</text>", render_to_string("pdf/picture.html", shown))


def spans(count: int, title: str = "Kurs") -> list[Json]:
    span = {"start": "2020-03-01", "end": "2024-12-31", "is_rough": False}
    return [measure(f"M{at}", title=title, span=span) for at in range(count)]


def of_measures(measures: list[Json]) -> Json:
    content = snapshot()
    content["fields"][0]["measures"] = measures
    return content


def test_returns_name_only_offices_with_open_answers() -> None:
    offices = [{"department": LONG, "asked": 4, "answered": 1}, {"department": "Amt", "asked": 2, "answered": 2}]
    shown = words(pictures.returns_picture(snapshot(returns={"offices": offices}), "Satz."))
    assert shown[-1] == "1 von 4"
    assert "Amt" not in shown
    assert "".join(shown[:-1]).replace(" ", "") == LONG.replace(" ", "")


def test_older_snapshot_draws_no_returns() -> None:
    assert render_to_string("pdf/picture.html", pictures.returns_picture(snapshot(), "")).strip() == ""


def test_better_and_worse_lights_stand_on_their_side() -> None:
    moves = [
        {"field": "Sport", "before": {"key": before}, "after": {"key": after}}
        for before, after in (("red", "green"), ("yellow", "green"), ("green", "red"))
    ]
    shown = pictures.lights_picture(snapshot(changes={"light": moves}), "")
    assert words(shown)[-2:] == ["1", "2"]
    assert shown["told"] == "Sport: 2 besser, 1 schlechter"


def test_levels_show_where_a_factor_stood_before() -> None:
    changes = {"factors": [{"number": "1", "before": "in Ansätzen", "after": "teilweise"}]}
    moved, same = pictures.levels_picture(snapshot(changes=changes), ""), pictures.levels_picture(snapshot(), "")
    assert (moved["body"].count("<circle"), same["body"].count("<circle")) == (2, 1)
    assert moved["told"] == "1: teilweise, zuvor Stufe 2"


def test_money_of_a_field_that_nobody_knows_is_a_dash() -> None:
    row = {"label": "Sport", "planned": "1.500,00 €", "granted": "–", "spent": "35.800,50 €"}
    shown = pictures.fields_money_picture(snapshot(funding={"by_field": [row]}), "")
    assert words(shown) == ["Sport", "1.500", "–", "35.801"]


def test_zeitplan_is_parted_evenly_and_leaves_nobody_out() -> None:
    content = of_measures([*spans(40), measure("ohne Beginn")])
    parts = pictures.span_parts(content)
    assert [len(part) for part in parts] == [18, 22]
    shown = pictures.span_picture(content, parts[1], "", is_part=True)
    assert shown["caption"].startswith("Zeitplan von M18 bis M39: ")


def test_ended_measure_is_an_outline_and_a_running_one_is_full() -> None:
    running = spans(1)[0]
    ended = running | {"state": {"key": "completed", "label": "abgeschlossen"}}
    bodies = [pictures.span_picture(of_measures([]), [each], "", is_part=False)["body"] for each in (running, ended)]
    assert ['fill="#ffffff"' in body for body in bodies] == [False, True]


def test_zeitplan_says_where_a_bar_ends_whose_end_nobody_knows() -> None:
    known = spans(1)[0]
    unknown = known | {"number": "M2", "period": "ab 2021, Ende nicht bekannt"}
    told = [pictures.span_picture(of_measures([]), each, "", is_part=False) for each in ([known], [known, unknown])]
    ends = ". Ist das Ende nicht bekannt, endet der Balken gestrichelt am Tag des letzten Status"
    assert [each["caption"].endswith(ends) for each in told] == [False, True]


def test_map_writes_the_whole_name_of_each_district() -> None:
    place = {"number": 26, "name": "Speck / Wehl / Morgensternsheide", "column": 1, "row": 1, "total": 2}
    html = render_to_string("pdf/tile_map.html", tile_map([place]))
    shown = re.findall(r"<text[^>]*>([^<]+)</text>", html)
    assert shown[:2] == ["26", "2"]
    assert "".join(shown[2:]).replace("-", "").replace(" ", "") == "Speck/Wehl/Morgensternsheide"


def test_words_are_parted_only_where_german_allows_it() -> None:
    assert in_lines("Dreikönigenviertel", 13) == ["Dreikönigen-", "viertel"]
    assert in_lines("am Rhein", 13) == ["am Rhein"]


def test_axis_that_leaves_zero_out_says_so() -> None:
    points = [Point(dt.date(2020 + at, 1, 1), 15 + at, str(2020 + at), str(15 + at)) for at in range(2)]
    svg = line_chart_svg(LineChart("Anteil", [Series("", points)]))
    assert "Die senkrechte Achse beginnt nicht bei null, sondern bei 15" in svg


@pytest.mark.parametrize(("count", "is_drawn"), [(2, False), (3, True)])
def test_two_values_stand_in_the_table_and_three_are_drawn(count: int, is_drawn: bool) -> None:
    points = [Point(dt.date(2020 + at, 1, 1), 15 + at, str(2020 + at), str(15 + at)) for at in range(count)]
    content = written_chart(LineChart("Anteil", [Series("", points)]))
    assert bool(printed_chart(content, fewest=3)) is is_drawn
