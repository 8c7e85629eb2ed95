"""The city in numbers, its districts, and the money."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import F

from measures.enums import FundingSource, MeasureState
from measures.models import Funding, Measure
from measures.selectors.funding_programmes import funded_until, money_ends
from neuss_integration.city.models import District
from reporting.content.entries import reference
from reporting.content.money import deviation_of, money_sums
from reporting.content.sections.kinds import Question, SectionKind, list_of_period
from reporting.content.sections.source import Source
from reporting.content.shape import Content, PartOfReport
from reporting.content.shape_of_measures import MeasureInReport, short_entry
from reporting.content.shape_of_sections import DistrictInReport, EndingMoney, SumsOfMoney
from reporting.content.standing import indicators_without_factor
from reporting.content.wording import short_date
from reporting.models import Section


def population_data(source: Source) -> PartOfReport:
    """The watched indicators that belong to no Erfolgsfaktor: who lives in the city."""
    return {"population": indicators_without_factor(source.indicators)}


def no_population(content: Content, text: str) -> bool:
    """There is neither a number nor a text."""
    return not content.get("population") and not text.strip()


def districts_data(source: Source) -> PartOfReport:
    """Each Stadtteil with its measures and its place on the tile map."""
    by_name: dict[str, list[MeasureInReport]] = defaultdict(list)
    for entry in source.entries:
        for name in entry["districts"]:
            by_name[name].append(entry)
    districts = District.objects.valid_on(source.day).order_by("number")
    return {
        "districts": [_district(district, by_name[district.name]) for district in districts],
    }


def _district(district: District, entries: list[MeasureInReport]) -> DistrictInReport:
    return {
        "number": district.number,
        "name": district.name,
        "column": district.map_column,
        "row": district.map_row,
        "total": len(entries),
        "running": sum(entry["state"]["key"] == MeasureState.RUNNING for entry in entries),
        "measures": [short_entry(entry) for entry in entries],
    }


def districts_questions(source: Source, section: Section) -> Iterable[Question]:
    """Measures that say not where they are."""
    if nowhere := sum(not entry["has_place"] for entry in source.brief):
        sentence = f"{nowhere} Maßnahme{'n' if nowhere != 1 else ''} ohne Stadtteil."
        yield Question(sentence, list_of_period(source.report, "ort"))


def no_districts(content: Content, text: str) -> bool:
    return not content.get("districts") and not text.strip()


def funding_data(source: Source) -> PartOfReport:
    """Euro planned, granted and spent in the years of the report, by year, source and Handlungsfeld, of every measure.

    Sums hold each row of a year, also of measures that the report does not tell of; `outside` says how many and how
    much. Only ideas, which are drafts, are left out.
    """
    start, end = source.report.period_start.year, source.report.period_end.year
    paid = Funding.objects.exclude(measure__state=MeasureState.IDEA).filter(year__range=(start, end))
    rows = list(paid.annotate(area=F("measure__field_of_action__name")))
    told = {measure.pk for measure in source.measures}
    known, outside = {row.measure_id for row in rows} & told, [row for row in rows if row.measure_id not in told]
    sources = [(label, [row for row in rows if row.source == key]) for key, label in FundingSource.choices]
    fields = [(each.name, [row for row in rows if row.area == each.name]) for each in source.all_fields]
    years = [(str(year), [row for row in rows if row.year == year]) for year in range(start, end + 1)]
    return {
        "funding": {
            "by_year": [_sums(label, found) for label, found in years if found],
            "by_source": [_sums(label, found) for label, found in sources if found],
            "by_field": [_sums(label, found) for label, found in fields if found],
            "total": _sums("Zusammen", rows),
            "measures": len(known),
            "without": len(told) - len(known),
            "outside": {**_sums("", outside), "measures": len({row.measure_id for row in outside})},
            "ending": _ending(source),
        }
    }


def _ending(source: Source) -> list[EndingMoney]:
    """The running measures of the report that go on when the last granted money ends, within a year of its day."""
    last = Measure.objects.filter(money_ends(source.day)).annotate(funded_until=funded_until())
    until = dict(last.values_list("pk", "funded_until"))
    return [
        {**reference(each), "until": until[each.pk].isoformat(), "until_label": short_date(until[each.pk])}
        for each in source.measures
        if each.pk in until
    ]


def _sums(label: str, rows: Sequence[Funding]) -> SumsOfMoney:
    return {"label": label, **money_sums(rows), **deviation_of(rows)}


def no_funding(content: Content, text: str) -> bool:
    """No money is recorded and nobody wrote about it."""
    return not content.get("funding", {}).get("by_year") and not text.strip()


POPULATION = SectionKind(
    key="population",
    title="Die Stadt in Zahlen",
    template="pdf/report/sections/population.html",
    anchor="stadt-in-zahlen",
    hint="Was die Zahlen zur Bevölkerung sagen und was nicht.",
    data=population_data,
    is_empty=no_population,
)
DISTRICTS = SectionKind(
    key="districts",
    title="Stadtteile",
    template="pdf/report/sections/districts.html",
    anchor="stadtteile",
    hint="Wo viel geschieht und wo etwas fehlt.",
    data=districts_data,
    questions=districts_questions,
    is_empty=no_districts,
)
FUNDING = SectionKind(
    key="funding",
    title="Finanzierung",
    template="pdf/report/sections/funding.html",
    anchor="finanzierung",
    hint="Woher das Geld kommt und was davon befristet ist.",
    data=funding_data,
    is_empty=no_funding,
)
