"""What ended, and the annex: all measures and who answers for them."""

from collections.abc import Iterable

from django.urls import reverse

from measures.enums import MeasureState
from reporting.content.chapters import divisions, divisions_of_offices, ended, responsibilities, sponsored
from reporting.content.sections.kinds import Question, SectionKind
from reporting.content.sections.source import Source
from reporting.content.shape import PartOfReport
from reporting.content.shape_of_measures import short_entry
from reporting.models import Section


def ended_data(source: Source) -> PartOfReport:
    """Completed, routine and dropped measures of the period; those before it and after it are only named."""
    inside = [each for each in source.entries if each["number"] not in source.ended_after]
    after = [each for each in source.entries if each["number"] in source.ended_after]
    return {
        "ended": ended(inside),
        "ended_after": [{**short_entry(each), "period": each["period"]} for each in after],
        "ended_before": source.ended_before,
    }


def ended_questions(source: Source, section: Section) -> Iterable[Question]:
    """Dropped measures that say not why."""
    for entry in source.brief:
        if entry["state"]["key"] == MeasureState.DROPPED and not entry["state_reason"].strip():
            sentence = f"{entry['number']} {entry['title']}: Es steht nicht da, warum die Maßnahme nicht weiter lief."
            yield Question(sentence, reverse("measures:measure-detail", args=[entry["number"]]))


def duties_data(source: Source) -> PartOfReport:
    """Each Fachdienststelle with its measures, the Dezernate above them, and who stands for factors and fields."""
    offices = responsibilities(source.entries, divisions_of_offices())
    return {
        "responsibilities": offices,
        "divisions": divisions(offices),
        "sponsored": sponsored(source.report.period_end),
    }


ENDED = SectionKind(
    key="ended",
    title="Beendete und neue Maßnahmen",
    template="pdf/report/sections/ended.html",
    anchor="beendet",
    hint="Was aus beendeten Maßnahmen zu lernen ist.",
    data=ended_data,
    questions=ended_questions,
)
MEASURES = SectionKind(
    key="measures",
    title="Alle Maßnahmen",
    template="pdf/report/sections/measures.html",
    anchor="gesamtliste",
    hint="Wie die Liste zu lesen ist.",
    is_required=True,
)
DUTIES = SectionKind(
    key="duties",
    title="Zuständigkeiten",
    template="pdf/report/sections/duties.html",
    anchor="zustaendigkeiten",
    data=duties_data,
)
