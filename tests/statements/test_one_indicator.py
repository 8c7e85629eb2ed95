"""One indicator on the list, its page, the page of its factor, in a draft and in public: all say the same."""

import datetime as dt
import re
from typing import Any, Final

import pytest
from django.test import Client
from django.utils import timezone
from lxml.html import HtmlElement, fromstring

from reporting.content.snapshot import build_snapshot
from reporting.enums import ReportState
from reporting.models import Report
from reporting.publication.recount import checked, recounted
from success_factors.enums import IndicatorDirection, Movement
from tests.factories import make_coordinator, make_factor, make_indicator, make_published, make_report, make_value
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
    printed = "//table[@class='indicators']//tbody/tr"
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


def test_both_computations_agree_on_groups_of_several_sets() -> None:
    report = write()
    found = {each.figure.key: each for each in checked(build_snapshot(report), recounted(report))}
    assert [key for key, each in found.items() if not each.is_equal] == []
    assert found["indicator:nur Gruppen:direction"].figure.value == "richtige Richtung"
    assert found["indicator:nur Gruppen:deutsch"].figure.value == "10"
    assert found["indicator:eine Gruppe:Frauen"].figure.value == "77"
