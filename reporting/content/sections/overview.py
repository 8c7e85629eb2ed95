"""The first pages: the report at a glance, what changed, and how it came about."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from measures.enums import OUTSTANDING_STATES, ProgressState, RoundState
from measures.models import ReportingRound
from reporting.content.chapters import resolutions, summary
from reporting.content.delays import delays
from reporting.content.orders import orders
from reporting.content.sections.kinds import Question, SectionKind
from reporting.content.sections.source import Source
from reporting.content.shape import Content, PartOfReport
from reporting.models import Section

MAX_WORDS = 30
"""More in front of the numbers, and they go on to a third page."""


def summary_data(source: Source) -> PartOfReport:
    """Counts, gaps, what worked and what did not."""
    told = summary(source.all_fields, source.entries, source.day)
    return {"summary": told, "rounds": source.rounds, "returns": source.returns}


def summary_questions(source: Source, section: Section) -> Iterable[Question]:
    """A summary without anything that worked or did not work tells the council little; a long one fills more pages."""
    if section.text and len(section.text.split()) > MAX_WORDS:
        sentence = f"Der Text hat mehr als {MAX_WORDS} Wörter. „Auf einen Blick“ wird damit länger als zwei Seiten."
        yield Question(sentence, section.get_absolute_url())
    yield from _unpicked(source)
    for name, word in (("observed_effect", "Wirkung"), ("what_did_not_work", "Schwierigkeit")):
        if not any(_text_of(entry["progress"], name) for entry in source.brief):
            sentence = f"In keinem angenommenen Sachstand steht eine {word}."
            reporting_round = source.reporting_rounds[-1] if source.reporting_rounds else None
            yield Question(
                sentence, reporting_round.get_absolute_url() if reporting_round else reverse("measures:round-list")
            )


def _text_of(progress: Mapping[str, Any] | None, name: str) -> str:
    return str(progress[name]).strip() if progress else ""


def _unpicked(source: Source) -> Iterable[Question]:
    """Red measures that stand not among those that were picked."""
    picked = {number for number, _ in source.chosen.get("not_worked", [])}
    red = [each["number"] for each in source.brief if each["progress"] and each["progress"]["light"]["key"] == "red"]
    if picked and (missing := [number for number in red if number not in picked]):
        sentence = f"Unter „Was nicht gelungen ist“ fehlt, obwohl die Ampel rot ist: {', '.join(missing)}."
        yield Question(sentence, reverse("reporting:report-highlights", args=[source.report.pk, "nicht-gelungen"]))


def no_changes(content: Content, text: str) -> bool:
    """There is no report to compare with."""
    return content["changes"] is None


def rounds_data(source: Source) -> PartOfReport:
    """Who was asked and who answered, which resolutions of the period stand behind it, and what they ordered."""
    return {
        "rounds": source.rounds,
        "returns": source.returns,
        "resolutions": resolutions(source.report),
        "orders": orders(source.report, source.day),
        "delays": delays(source.entries),
    }


def rounds_questions(source: Source, section: Section) -> Iterable[Question]:
    """Rounds that are still open, answers nobody has looked at, offices that did not answer."""
    if not source.reporting_rounds:
        sentence = "Für den Berichtszeitraum gab es keine Berichtsrunde."
        yield Question(sentence, reverse("measures:round-list"))
    for reporting_round in source.reporting_rounds:
        yield from _of_round(reporting_round)


def _of_round(reporting_round: ReportingRound) -> Iterable[Question]:
    states = [report.state for report in reporting_round.reports.all()]
    waiting = states.count(ProgressState.SUBMITTED)
    owed = sum(state in OUTSTANDING_STATES for state in states)
    if reporting_round.state == RoundState.OPEN:
        yield Question(
            f"Die Berichtsrunde „{reporting_round.title}“ ist noch offen.", reporting_round.get_absolute_url()
        )
    if waiting:
        sentence = f"Sachstandsberichte, die noch niemand geprüft hat: {waiting}. Sie fehlen sonst im Bericht."
        yield Question(sentence, reporting_round.review_url)
    if owed:
        sentence = f"Sachstandsberichte, die noch ausstehen: {owed}. Der Bericht sagt das so."
        yield Question(sentence, reporting_round.missing_url)


SUMMARY = SectionKind(
    key="summary",
    title="Auf einen Blick",
    template="pdf/report/sections/summary.html",
    anchor="auf-einen-blick",
    hint="Ein bis drei Sätze: Was sollte der Ausschuss auf jeden Fall wissen?",
    is_required=True,
    data=summary_data,
    questions=summary_questions,
)
CHANGES = SectionKind(
    key="changes",
    title="Was sich verändert hat",
    template="pdf/report/sections/changes.html",
    anchor="veraenderungen",
    hint="Wie die Veränderungen seit dem letzten Bericht zu lesen sind.",
    is_empty=no_changes,
)
PROCEDURE = SectionKind(
    key="procedure",
    title="Auftrag und Vorgehen",
    template="pdf/report/sections/procedure.html",
    anchor="vorgehen",
    hint="Welche Beschlüsse dahinterstehen und wie berichtet wurde. Berichtsrunden und Rücklauf ergänzt die Anwendung.",
    is_required=True,
    needs_text=True,
    data=rounds_data,
    questions=rounds_questions,
)
