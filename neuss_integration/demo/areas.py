"""Invented figures of the Stadtteile and of areas to compare with, so that map and profile show something."""

import datetime as dt
from decimal import Decimal
from typing import Final

from neuss_integration.city.master_data.completing import known_ids
from neuss_integration.city.models import District
from neuss_integration.demo.accounts import person
from success_factors.enums import IndicatorDirection, IndicatorScope
from success_factors.models import AreaValue, Indicator
from success_factors.services.area_values import AreaFigure, store_area_values
from success_factors.services.indicators import create_indicator

SOURCE: Final = "Demonstrationsdaten: erfunden"
PEOPLE: Final = "Einwohnerinnen und Einwohner"
SHARE: Final = "Ausländeranteil"
COUNT: Final = "Einbürgerungen pro Jahr"
COMPARED: Final = {"Kreis (erfunden)": Decimal("14.1"), "Land (erfunden)": Decimal("15.4")}


def record(year: int) -> bool:
    """Two years of three figures in every Stadtteil, five years of one in two areas. False when they were there."""
    if AreaValue.objects.exists():
        return False
    by, known = person("koordination"), known_ids(Indicator, "name")
    districts = list(District.objects.current().in_official_order())
    named = {name: Indicator.objects.get(pk=known[name]) for name in (SHARE, COUNT)} | {PEOPLE: _population()}
    for place, name in enumerate((PEOPLE, SHARE, COUNT)):
        figures = [
            AreaFigure(each, dt.date(of, 12, 31), _invented(place, each.number, year - of), _is_redrawn(each, of, year))
            for each in districts
            for of in (year - 1, year)
        ]
        store_area_values(named[name], by=by, source=SOURCE, figures=figures)
    lines = [
        AreaFigure(area, dt.date(year - back, 12, 31), share - Decimal("0.4") * back)
        for area, share in COMPARED.items()
        for back in range(4, -1, -1)
    ]
    store_area_values(named[SHARE], by=by, source=SOURCE, figures=lines)
    return True


def _population() -> Indicator:
    values = {
        "name": PEOPLE,
        "definition": "Personen mit Hauptwohnsitz; Bezugsgröße für „je 1.000“",
        "unit": "Personen",
        "data_source": "Melderegister",
        "scope": IndicatorScope.DISTRICT,
        "direction": IndicatorDirection.NEUTRAL,
        "counts_people": True,
        "is_population": True,
        "is_active": False,
        "inactive_reason": "Nur Bezugsgröße für andere Indikatoren",
    }
    return create_indicator(by=person("koordination"), values=values)


def _is_redrawn(district: District, of: int, year: int) -> bool:
    return district.number == 27 and of == year


def _invented(place: int, number: int, back: int) -> Decimal:
    """Always the same numbers: people, a share in per cent, a count of people."""
    people = 1800 + number * 977 % 8200 - back * (number % 5) * 9
    share = Decimal(60 + number * 71 % 220) / 10 - Decimal("0.3") * back
    return (Decimal(people), share, Decimal(people * (3 + number % 4 - back) // 1000))[place]
