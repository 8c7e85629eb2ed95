"""From what the Koordination picks „Was gelungen ist“ and „Was nicht gelungen ist“."""

from dataclasses import dataclass
from typing import Any, Final

from measures.models import Measure
from reporting.content.highlights import MOST, weighed
from reporting.content.sections.source import Source
from reporting.content.shape import HighlightInReport
from reporting.content.snapshot import build_content
from reporting.enums import HighlightSide
from reporting.models import Highlight, HighlightChoice, Report

MAX_HIGHLIGHTS: Final = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """A measure with something to tell: why, its place (None while it is not told), its own words and those picked."""

    measure: Measure
    reasons: list[str]
    proposed_text: str
    place: int | None
    text: str


def choice_of(report: Report, side: HighlightSide) -> HighlightChoice | None:
    """What was picked of one side, None where nobody has saved yet."""
    return HighlightChoice.objects.filter(report=report, side=side).first()


def picked_before(report: Report) -> list[Any]:
    """Who placed which measure where and in which words, the newest first."""
    history: Any = Highlight.history.model
    rows = history.objects.filter(choice__report=report).select_related("choice", "measure", "history_user")
    return list(rows.order_by("-history_id")[:MAX_HIGHLIGHTS])


def lost(report: Report, side: HighlightSide, known: list[Candidate]) -> list[str]:
    """Numbers of measures that were picked and have nothing to tell on this side any more."""
    there = {each.measure.pk for each in known}
    rows = Highlight.objects.filter(choice__report=report, choice__side=side, position__isnull=False)
    return list(rows.exclude(measure__in=there).values_list("measure__number", flat=True))


def candidates(report: Report, side: HighlightSide) -> list[Candidate]:
    """Every measure with something to tell on this side, the heaviest first; without a choice the first are placed."""
    source = Source(report)
    changes = build_content(source, report.sections.none())["changes"]
    rows = {each.measure_id: each for each in Highlight.objects.filter(choice__report=report, choice__side=side)}
    is_chosen = any(row.position for row in rows.values())
    measures = {each.number: each for each in source.measures}
    return [
        _candidate(measures[each["number"]], each, rows, None if is_chosen or at > MOST else at)
        for at, each in enumerate(weighed(source.entries_of_period, changes, side), start=1)
    ]


def _candidate(
    measure: Measure, told: HighlightInReport, rows: dict[int, Highlight], proposed: int | None
) -> Candidate:
    row = rows.get(measure.pk)
    place = row.position if row and row.position else proposed
    return Candidate(measure, told["reasons"], told["text"], place, (row.text if row else "") or told["text"])
