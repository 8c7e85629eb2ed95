"""Pictures of numbers in print: the bullet, the bars of money, the crossing."""

import re

import pytest
from django.template.loader import render_to_string

from reporting.content.schema import plain_section, upgraded
from reporting.formats.html import report_html
from reporting.templatetags.report_figures import bullet, crossing, money_chart
from reporting.templatetags.report_sections import without_full_stop
from tests.pdf.sample import measure, snapshot


def figure(baseline: str, value: str, target: str) -> dict[str, str]:
    return {"baseline": baseline, "value": value, "target": target}


@pytest.mark.parametrize(("baseline", "value", "target", "width"), [
    ("7", "10", "12", 60), ("1.000", "1.250,5", "2.000", 25), ("40", "30", "20", 50), ("5", "3", "10", 0),
    ("0", "30", "10", 120),
])  # fmt: skip
def test_bullet_shows_the_share_of_the_way(baseline: str, value: str, target: str, width: int) -> None:
    assert f'width="{width}" height="5"' in bullet(figure(baseline, value, target))


@pytest.mark.parametrize(
    ("baseline", "value", "target"), [("", "10", "12"), ("7", "·", "12"), ("7", "10", ""), ("7", "9", "7")]
)
def test_bullet_needs_three_numbers(baseline: str, value: str, target: str) -> None:
    assert bullet(figure(baseline, value, target)) == ""


def test_money_is_drawn_to_one_scale_and_told_in_words() -> None:
    rows = [
        {"label": "2025", "planned": "1.000,00 €", "granted": "500,00 €", "spent": "–"},
        {"label": "2026", "planned": "250,00 €", "granted": "0,00 €", "spent": "1,00 €"},
    ]
    html = render_to_string("pdf/money_chart.html", money_chart(rows, "Beträge"))
    assert re.findall(r'width="(\d+)" height="22"', html) == ["380", "190", "0", "95", "0", "0"]
    assert "2025: geplant 1.000,00 €, bewilligt 500,00 €, ausgegeben –." in " ".join(html.split())


def test_money_without_an_amount_is_not_drawn() -> None:
    rows = [{"label": "2025", "planned": "–", "granted": "–", "spent": "–"}]
    assert render_to_string("pdf/money_chart.html", money_chart(rows, "Beträge")).strip() == ""


def test_crossing_adds_up_to_the_measures_of_each_factor() -> None:
    content = upgraded(snapshot())
    content["fields"][0]["measures"] = [
        measure("M01", success_factors=[1]),
        measure("M02", success_factors=[1, 2]),
        measure("M03"),
    ]
    content["factors"] = [content["factors"][0] | {"number": number} for number in (1, 2)]
    found = crossing(content)
    assert [[cell["total"] for cell in row["cells"]] for row in found["rows"]] == [[2, 1], [0, 0]]
    assert [each["total"] for each in found["sums"]] == [2, 1]
    assert "Maßnahmen je Handlungsfeld und Erfolgsfaktor" in report_html(content)


def test_line_charts_of_factors_and_goals_name_their_source() -> None:
    points = [[f"{year}-01-01", str(year), str(year), str(year), False] for year in (2021, 2022, 2023)]
    chart = {"title": "T", "unit": "", "target": None, "series": [{"name": "", "points": points}]}
    known = {"name": "Einbürgerungen", "value": "5", "unit": "", "period": "2023", "before": "", "movement": None}
    indicator = known | {"chart": chart, "groups": [], "source": "Ausländerbehörde", "definition": ""}
    content = upgraded(snapshot())
    content["factors"][0]["indicators"], day = [indicator], content["report"]["as_of_label"]
    named = f"Quelle: Ausländerbehörde; Stand {day}"
    assert " ".join(report_html(content).split()).count(named) == 1
    content["population"] = [indicator]
    content["sections"].append(plain_section("population", "population", "Zahlen", "zahlen", ""))
    html = " ".join(report_html(content).split())
    assert (html.count(named), f"Alle Werte; Stand {day}" in html) == (1, True)


def test_bars_of_the_summary_name_their_source_and_its_day() -> None:
    content = snapshot()
    html, day = report_html(content), content["report"]["as_of_label"]
    assert [f"Quelle: {words}, Stand {day}" in html for words in ("Angaben der Maßnahmen", "Sachstände")] == [True] * 2


@pytest.mark.parametrize("source", ["Amt für Statistik", "Amt für Statistik. "])
def test_source_that_is_a_sentence_goes_on_with_the_day(source: str) -> None:
    assert without_full_stop(source) == "Amt für Statistik"
