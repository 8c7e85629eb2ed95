"""What our exports hold when they go on a journey through an office program: all that could get lost on the way."""

import datetime as dt
from decimal import Decimal
from typing import Any, Final

from django.http import QueryDict

from measures.catalogue.listing import Listing
from measures.exports import listing_file
from measures.models import Funding
from measures.services.measure import update_measure
from neuss_integration.city.models import (
    Committee,
    Department,
    District,
    Division,
    Organisation,
    ParliamentaryGroup,
    TargetGroup,
)
from neuss_integration.foundation.spreadsheets.writing import sheet_file
from neuss_integration.foundation.words.partial_dates import PartialDate
from neuss_integration.maintenance.exports import list_file
from neuss_integration.maintenance.kinds.city import CITY_KINDS
from roundtables.exports import need_sheet
from roundtables.models import Need
from success_factors.exports import area_values_csv, values_csv
from success_factors.models import FieldOfAction, Indicator
from success_factors.selectors.area_values import written_values
from success_factors.selectors.indicators import value_rows, with_values
from success_factors.services.area_values import AreaFigure, store_area_values
from tests.factories import (
    World,
    make_indicator,
    make_need,
    make_organisation,
    make_table,
    make_target_group,
    make_value,
)

MADE_AT: Final = dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC)
JOURNEYS: Final = (
    ("xlsx", "xlsx"), ("xlsx", "ods"), ("xlsx", "csv"), ("ods", "ods"), ("ods", "xlsx"), ("csv", "csv"),
    ("csv", "xlsx"), ("csv", "ods"),
)  # fmt: skip
"""As which file we write a list, and as which one the office program saves it."""
LONG: Final = "Übergänge schaffen, Lücken schließen. " * 120
TITLES: Final = {
    "praeventionsnetz": "Übergänge: „Größe“ & Maß; =1+1",
    "vorlesestunden": "=HYPERLINK(\"https://neuss.example\")",
    "lesegarten": "+49 2131 90-1; 50 % Förderung",
}  # fmt: skip


def make_catalogue(world: World) -> None:
    """Three measures with formulas, line breaks, percent, leading zeros, long texts, umlauts, rough dates and money."""
    values: dict[str, dict[str, Any]] = {
        "praeventionsnetz": {
            "description": "Zeile eins\n\nZeile zwei; mit Semikolon\tund Tabulator", "rhythm": "-", "location": "007",
            "carriers": [make_organisation("Caritas; Diakonie"), make_organisation("Öku e.V.")],
            "target_groups": [make_target_group("Kinder"), make_target_group("Ältere")],
            "contributing_departments": [world.stadtbibliothek], "start": PartialDate.from_parts(2017),
            "end": PartialDate.from_parts(2020, 3), "results_note": "- 25 Lotsinnen\n- 45 % der Familien",
        },
        "vorlesestunden": {
            "start": PartialDate.from_parts(2013, 4, 5), "internal_note": "'=zitiert", "description": LONG,
            "contact_phone": "02131 90-01", "location": "1/2", "rhythm": "@morgens",
        },
        "lesegarten": {"internal_note": "'n Garten, „Größe“ 1,50 m\nSUMME(A1)", "location": "1E5", "rhythm": "12.03."},
    }  # fmt: skip
    for name, given in values.items():
        measure = getattr(world, name)
        given["title"] = TITLES[name]
        update_measure(measure, by=world.koordination, expected_version=measure.version, values=given)
    Funding.objects.create(
        measure=world.praeventionsnetz, source="city", year=2019, planned=12500, granted="12000.50", spent=0
    )


def catalogue(world: World, file_format: str) -> bytes:
    """The catalogue with all columns."""
    listing = Listing(QueryDict(), world.koordination)
    return listing_file(listing, file_format, made_at=MADE_AT, all_columns=True)


def make_series() -> Indicator:
    """An indicator with numbers, a negative one, a sign, a month, a weak value, two groups and a note with lines."""
    indicator = make_indicator(name="=Anteil; „mit Zeichen“", unit="%")
    make_value(indicator=indicator, value="1234.50", year=2019, note="=1+1")
    make_value(indicator=indicator, value="-3.25", year=2020, source="@Amt; „Statistik“", qualifier="estimated")
    make_value(indicator=indicator, value=7, year=2021, group="Frauen", note="Zeile eins")
    make_value(indicator=indicator, sign="nothing", year=2022)
    month = {"reference_date": dt.date(2023, 3, 31), "reference_precision": "month"}
    make_value(indicator=indicator, value="12.5", qualifier="weak", **month)
    return indicator


def make_words(kind: str) -> Indicator:
    """An indicator with ja and nein, or with steps that programs could take for a formula, a date or a truth."""
    steps = "" if kind == "yes_no" else "=offen\n3. März geplant\n- begonnen; „Größe“\nwahr geworden\nÜbergabe e"
    indicator = make_indicator(name=f"Wörter {kind}", value_kind=kind, steps=steps, unit="")
    places = list(indicator.words)
    for year, place in enumerate(places, start=2015):
        make_value(indicator=indicator, value=place, year=year, note="=1+1" if place else "")
    make_value(indicator=indicator, value=places[0], year=2022, qualifier="weak")
    make_value(indicator=indicator, value=places[-1], year=2023, qualifier="estimated")
    make_value(indicator=indicator, sign="later", year=2024)
    return indicator


def series(indicator: Indicator) -> bytes:
    """The own download of the indicator."""
    return values_csv(indicator, value_rows(with_values(Indicator.objects.all()).get(pk=indicator.pk), inside=True))


def make_areas(world: World) -> Indicator:
    """Figures of two Stadtteile and another area, rounded on the page, with a formula, lines and a changed boundary."""
    indicator = make_indicator(name="Anteil nach Gebieten", unit="%", decimals=1)
    told = [
        (2023, world.weckhoven, "12.55", "=1+1"),
        (2024, world.weckhoven, "0", "-vorläufig; „neu“"),
        (2024, world.erfttal, "7.249", ""),
        (2024, "Nordrhein-Westfalen", "33.33", "@Land"),
    ]
    for year, place, value, note in told:
        figure = AreaFigure(place, dt.date(year, 12, 31), Decimal(value), place == world.erfttal, note)
        store_area_values(indicator, by=world.koordination, source="Register", figures=[figure])
    return indicator


def make_master_data() -> None:
    """A row of each kind with formulas, line breaks, leading zeros, umlauts, days and ticks; some ended."""
    day = dt.date(2019, 5, 1)
    common = {"note": "=1+1; „Größe“\nzweite Zeile", "source": "@Amt\n-Quelle", "valid_from": day}
    division = Division.objects.create(name="=Dezernat; „Süd“", short_name="05", head="-Leitung", position=5, **common)
    Department.objects.create(name="Amt 7", division=division)
    Department.objects.create(name="+Öffentliche Ordnung", short_name="032", is_external=True, phone="02131/90-1")
    Department.objects.create(name="Altes Amt", valid_until=day, email="alt@neuss.example")
    Organisation.objects.create(
        name="=Verein; „Übergang“",
        kind="association",
        website="https://verein.example",
        address="Straße 1\n41460 Neuss",
        contact="Änne Ö.",
        phone="007",
        **common,
    )
    Committee.objects.create(name="Ausschuss 1/2", kind="committee", seats=21, **common)
    ParliamentaryGroup.objects.create(name="Fraktion Süd", short_name="1E5", **common)
    TargetGroup.objects.create(name="Ältere\u00a0Menschen", **common)
    District.objects.create(number=7, name="Innenstadt-Süd", map_column=3, map_row=2, **common)
    FieldOfAction.objects.create(name="- Arbeit", position=9, is_priority=True, valid_from=day)


def master_data(slug: str) -> dict[str, bytes]:
    """The list of a kind in each format."""
    (kind,) = (each for each in CITY_KINDS if each.slug == slug)
    return {each: list_file(kind, each, made_at=MADE_AT) for each in ("xlsx", "ods", "csv")}


def make_needs(world: World) -> None:
    """Three needs of a table with formulas, line breaks, names with commas, a place, the whole city and no place."""
    table = make_table(name="Runder Tisch „Bedarfe“; Bildung, Sprache")
    common = {"round_table": table, "raised_on": dt.date(2026, 1, 2)}
    groups = [make_target_group("Kinder, Jugendliche"), make_target_group("Ältere")]
    make_need(
        number="B-2026-901",
        title="=1+1; „Größe“",
        description="Zeile eins\n\nZeile zwei\tmit Tabulator",
        service="007",
        success_factors=world.factors[:2],
        target_groups=groups,
        districts=[world.weckhoven, world.erfttal],
        field_of_action=world.bildung,
        **common,
    )
    make_need(
        number="B-2026-902",
        title="- 50 % der Kurse",
        is_citywide=True,
        outcome="@offen",
        raised_by_organisation=make_organisation("Verein „Brücke“, Neuss"),
        **common,
    )
    make_need(number="B-2026-903", title="1/2 Stelle", origin="between", **common)


def needs(world: World, file_format: str) -> bytes:
    """The register of needs."""
    return sheet_file(need_sheet(Need.objects.order_by("number"), world.koordination), file_format)


def all_of(world: World) -> dict[str, dict[str, bytes]]:
    """The exports by name, each by format."""
    make_catalogue(world)
    make_master_data()
    found = {
        "massnahmen": {each: catalogue(world, each) for each in ("xlsx", "ods", "csv")},
        "indikator": {"csv": series(make_series())},
        "antworten": {"csv": series(make_words("yes_no"))},
        "stufen": {"csv": series(make_words("steps"))},
        "gebiete": {"csv": area_values_csv(areas := make_areas(world), written_values(areas, inside=True))},
        "organisationen": master_data("organisationen"),
        "stadtteile": master_data("stadtteile"),
    }
    make_needs(world)
    return found | {"bedarfe": {each: needs(world, each) for each in ("xlsx", "ods", "csv")}}
