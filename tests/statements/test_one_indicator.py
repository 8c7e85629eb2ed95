"""One indicator on the list, its page, its factor and its Stadtteil, in a draft and in public: all say the same."""

import datetime as dt
import re
from typing import Any, Final

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml.html import HtmlElement, fromstring

from neuss_integration.city.models import District
from reporting.content.snapshot import build_snapshot
from reporting.enums import ReportState
from reporting.models import Report
from reporting.publication.recount import checked, recounted
from success_factors.enums import IndicatorDirection, Movement
from success_factors.models import Indicator
from tests.factories import (
    make_area_value,
    make_coordinator,
    make_district,
    make_factor,
    make_indicator,
    make_published,
    make_report,
    make_value,
)
from tests.factories import sign_in as signed_in

pytestmark = pytest.mark.django_db
NOW: Final = timezone.localdate().year
WAYS: Final = [each.label for each in Movement if each != Movement.NONE]
CITY: Final[dict[str, tuple[dict[str, Any], list[dict[str, Any]]]]] = {
    "steigt": ({}, [{"year": NOW - 2, "value": 400}, {"year": NOW - 1, "value": 1500}]),
    "fällt": ({"decimals": 1, "unit": "%"}, [{"year": NOW - 2, "value": 40}, {"year": NOW - 1, "value": 29}]),
    "alt": ({}, [{"year": 2010}, {"year": 2011, "value": 500}]),
    "einmal": ({}, [{"year": NOW - 1, "qualifier": "estimated"}]),
    "Bruch": ({}, [{"year": NOW - 2}, {"year": NOW - 1, "value": 500, "starts_new_series": True}]),
    "später": ({}, [{"year": NOW - 2}, {"year": NOW - 1, "value": None, "sign": "later"}]),
    "ohne Wert": ({}, []),
    "nur Gruppen": (
        {"unit": "%", "direction": IndicatorDirection.CONVERGE},
        [
            {"year": year, "group": group, "value": value}
            for year, values in ((NOW - 2, (10, 30, 5, 90)), (NOW - 1, (10, 20, 4, 99)))
            for group, value in zip(("deutsch", "nicht deutsch", "Frauen", "Männer"), values, strict=True)
        ],
    ),
    "eine Gruppe": ({}, [{"year": NOW - 1, "group": "Frauen", "value": 77}]),
}
TOLD: Final = {
    "steigt": ("1.500", str(NOW - 1), "richtige Richtung"),
    "fällt": ("29,0", str(NOW - 1), "falsche Richtung"),
    "alt": ("500", "2011", "veraltet"),
    "einmal": ("400 e", str(NOW - 1), ""),
    "Bruch": ("500", str(NOW - 1), "nicht vergleichbar"),
    "später": ("…", str(NOW - 1), ""),
    "nur Gruppen": ("–", str(NOW - 1), "richtige Richtung"),
    "eine Gruppe": ("–", str(NOW - 1), ""),
}


def write() -> Report:
    make_coordinator()
    factor = make_factor(4)
    for name, (fields, values) in CITY.items():
        indicator = make_indicator(name=name, success_factors=[factor], **fields)
        for value in values:
            make_value(indicator=indicator, **value)
    return make_report(period_start=dt.date(NOW - 1, 1, 1), period_end=dt.date(NOW, 12, 31))


def said(row: HtmlElement) -> tuple[str, str]:
    """Time and direction in the line of an indicator."""
    text = " ".join(row.text_content().split())
    years = re.findall(r"\b20\d\d\b", text)
    return (years[0] if years else "", max((way for way in WAYS if way in text), key=len, default=""))


def lines(client: Client, url: str, path: str) -> dict[str, tuple[str, str, str]]:
    """What a page says of each indicator: value, time, direction."""
    found = {}
    for row in fromstring(client.get(url).text).xpath(path):
        text = " ".join(row.text_content().split())
        name = next(each for each in sorted(CITY, key=len, reverse=True) if text.startswith(each))
        expected = TOLD.get(name, ("noch keiner",))[0]
        found[name] = (expected if f" {expected}" in text else text, *said(row))
    return found


def test_indicator_stands_alike_wherever_it_is_told(client: Client) -> None:
    report = write()
    signed_in(client, make_coordinator())
    printed = "//table[@class='indicators']//tbody/tr[not(@class)]"
    places = {
        "/indikatoren/": "//tbody/tr",
        "/erfolgsfaktoren/4/": "//ul[@class='link-list']/li[a[starts-with(@href, '/indikatoren/')]]",
        f"/berichte/{report.pk}/vorschau/": printed,
    }
    told = {url: lines(client, url, path) for url, path in places.items()}
    Report.objects.filter(pk=report.pk).update(state=ReportState.WITHDRAWN)
    public = f"/portal/berichte/{make_published().pk}/"
    told[public] = lines(Client(), public, printed)
    assert {url: {name: of[name] for name in TOLD} for url, of in told.items()} == dict.fromkeys(told, TOLD)
    assert ["ohne Wert" in of for of in told.values()] == [True, True, False, False]
    assert told["/indikatoren/"]["ohne Wert"][0] == "noch keiner"


def test_page_of_an_indicator_says_what_the_report_says(client: Client) -> None:
    write()
    signed_in(client, make_coordinator())
    told = {}
    for indicator in Indicator.objects.filter(name__in=TOLD):
        page = fromstring(client.get(indicator.get_absolute_url()).text)
        line = " ".join(page.xpath("//section[@aria-labelledby='verlauf']/p")[0].text_content().split())
        way = max((way for way in WAYS if line.startswith(way)), key=len, default="")
        rows = page.xpath("//section[@aria-labelledby='werte']//tbody/tr")
        newest = [" ".join(row.text_content().split()) for row in rows if str(NOW - 1) in row.text_content()] or [""]
        value, year, _ = TOLD[indicator.name]
        in_group = value == "–" and year in newest[0]
        told[indicator.name] = (value if in_group or value in " ".join(newest) or year == "2011" else newest, year, way)
    assert told == TOLD


def in_stadtteile(client: Client, indicator: Indicator, place: District) -> list[tuple[str, list[str]]]:
    """Value and change of `place`, on its own page and on that of the indicator."""
    own, name = "//section[@aria-labelledby='zahlen-hier']//tbody/tr", f"//tbody/tr[contains(., '{place.name}')]"
    pages = {
        reverse("measures:district-detail", args=[place.pk]): own,
        reverse("success_factors:area-values", args=[indicator.pk]): name,
    }
    found = []
    for url, path in pages.items():
        (row,) = fromstring(client.get(url).text).xpath(path)
        cells = [" ".join(cell.text_content().split()) for cell in row.xpath("td")]
        found.append((cells[0], [cell for cell in cells if "seit" in cell]))
    return found


def test_stadtteil_says_what_the_page_of_the_indicator_says(client: Client) -> None:
    signed_in(client, make_coordinator())
    indicator = make_indicator(name="steigt", counts_people=True)
    first, alone = make_district(90, "Erprobung"), make_district(91, "Allein")
    for district, year, value in ((first, NOW - 2, 40), (first, NOW - 1, 30), (alone, NOW - 1, 50)):
        day = dt.date(year, 12, 31)
        make_area_value(indicator=indicator, district=district, reference_date=day, value=value)
    assert in_stadtteile(client, indicator, first) == [("30", [f"−10 seit {NOW - 2}"])] * 2
    assert in_stadtteile(client, indicator, alone) == [("50", [])] * 2


def test_both_computations_agree_on_groups_of_several_sets() -> None:
    report = write()
    found = {each.figure.key: each for each in checked(build_snapshot(report), recounted(report))}
    assert [key for key, each in found.items() if not each.is_equal] == []
    assert found["indicator:nur Gruppen:direction"].figure.value == "richtige Richtung"
    assert found["indicator:nur Gruppen:deutsch"].figure.value == "10"
    assert found["indicator:eine Gruppe:Frauen"].figure.value == "77"
