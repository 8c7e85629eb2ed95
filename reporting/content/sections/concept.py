"""The Erfolgsfaktoren and the chapter of each Handlungsfeld."""

from collections.abc import Iterable

from django.urls import reverse

from measures.enums import MeasureState
from neuss_integration.foundation.words.nouns import count_of
from reporting.content.chapters import factor_chapter
from reporting.content.sections.kinds import Question, SectionKind, list_of_period
from reporting.content.sections.source import Source
from reporting.content.shape import PartOfReport
from reporting.content.shape_of_concept import AssessmentInReport, CountsOfFactor, FactorInReport, IndicatorInReport
from reporting.content.standing import indicators_by_factor, standings_by_factor
from reporting.models import FIELD, Section
from success_factors.models import SuccessFactor
from success_factors.selectors.standing import factor_standings


def factors_data(source: Source) -> PartOfReport:
    """Each factor with its criteria, its judgement, its indicators and its measures."""
    standings, indicators = standings_by_factor(source.previous_content), indicators_by_factor(source.indicators)
    return {
        "factors": [
            _factor(factor_chapter(each, source.entries), standings.get(each.number), indicators.get(each.number, []))
            for each in SuccessFactor.objects.all()
        ]
    }


def _factor(
    counts: CountsOfFactor, assessment: AssessmentInReport | None, indicators: list[IndicatorInReport]
) -> FactorInReport:
    criteria = [each["text"] for each in assessment["criteria"]] if assessment else []
    return {**counts, "criteria": criteria, "assessment": assessment, "indicators": indicators}


def factors_questions(source: Source, section: Section) -> Iterable[Question]:
    """Factors nobody has judged, or not since the period began."""
    for number, standing in factor_standings().items():
        url = reverse("success_factors:factor-detail", args=[number])
        if standing.level is None:
            yield Question(f"Erfolgsfaktor {number} ist nicht vollständig eingeschätzt.", url)
        elif standing.assessed_on and standing.assessed_on < source.report.period_start:
            yield Question(f"Erfolgsfaktor {number} ist nicht eingeschätzt seit {standing.assessed_on.year}.", url)


def field_questions(source: Source, section: Section) -> Iterable[Question]:
    """Measures of the Handlungsfeld about which the report can tell nothing new."""
    assert section.field_of_action is not None
    own = [entry for entry in source.brief if entry["field"] == section.field_of_action.name]
    if silent := [entry for entry in own if not entry["progress"]]:
        names = ", ".join(entry["number"] for entry in silent)
        sentence = f"{count_of(len(silent), 'Maßnahme')} ohne Sachstand. Nummer: {names}"
        url = f"{list_of_period(source.report, 'sachstand')}&handlungsfeld={section.field_of_action.pk}"
        yield Question(sentence, url)
    if not any(entry["state"]["key"] == MeasureState.RUNNING for entry in own):
        sentence = "In diesem Handlungsfeld läuft keine Maßnahme. Der Bericht nennt das als Lücke."
        url = reverse("success_factors:field-detail", args=[section.field_of_action.pk])
        yield Question(sentence, url)


FACTORS = SectionKind(
    key="factors",
    title="Die neun Erfolgsfaktoren",
    template="pdf/report/sections/factors.html",
    anchor="erfolgsfaktoren",
    hint="Wo die Stadt steht: die Linie hinter den einzelnen Einschätzungen.",
    is_required=True,
    data=factors_data,
    questions=factors_questions,
)
FIELD_CHAPTER = SectionKind(
    key=FIELD,
    title="Handlungsfeld",
    template="pdf/report/sections/field.html",
    hint="Was dieses Handlungsfeld im Berichtszeitraum geprägt hat.",
    is_required=True,
    questions=field_questions,
)
