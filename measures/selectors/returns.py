"""The return rate: who was asked, who answered, and what is still open, of one round and of all rounds of a period."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from measures.enums import ANSWERED_STATES, ASKED_STATES, ProgressState, RoundState
from measures.models import ProgressReport, ReportingRound
from neuss_integration.foundation.words.counting import percentage


@dataclass(frozen=True, slots=True)
class Returned:
    """How many were asked about and how many of them were answered: submitted or accepted."""

    asked: int
    answered: int

    @property
    def percent(self) -> int | None:
        """The return rate; None where nothing was asked."""
        return percentage(self.answered, self.asked)


@dataclass(frozen=True, slots=True)
class RoundReturned(Returned):
    """One round: besides, which offices did not answer, and in an open round which still can."""

    missing: Counter[str]
    pending: Counter[str]


def returned_in(asked: ReportingRound) -> RoundReturned:
    """The returns of one round with prefetched reports. Silence is what had no answer when the round was closed."""
    reports = _asked_in(asked)
    outstanding = Counter(each.department.name for each in reports if each.state not in ANSWERED_STATES)
    is_open = asked.state == RoundState.OPEN
    answered = len(reports) - outstanding.total()
    nobody: Counter[str] = Counter()
    return RoundReturned(len(reports), answered, nobody if is_open else outstanding, outstanding if is_open else nobody)


def _asked_in(asked: ReportingRound) -> list[ProgressReport]:
    """What counts as asked: not what was taken back."""
    return [report for report in asked.reports.all() if report.state in ASKED_STATES]


def returned_of(rounds: Iterable[ReportingRound]) -> Returned:
    """The returns of a period: `rounds` oldest first, with prefetched reports; each measure by its last round."""
    states = last_answers(rounds)
    return Returned(len(states), sum(report.state in ANSWERED_STATES for _, report in states.values()))


def last_answers(rounds: Iterable[ReportingRound]) -> dict[int, tuple[ReportingRound, ProgressReport]]:
    """What was asked last about each measure, by its key: the round and the answer."""
    return {report.measure_id: (asked, report) for asked in rounds for report in _asked_in(asked)}


def silence(asked: ReportingRound, report: ProgressReport, others: Iterable[ProgressReport] = ()) -> str:
    """Why there is nothing to tell of a measure that was asked about last in `report` and has no accepted answer.

    `others` are what was asked about it before. Who answered and was asked back has not been silent.
    """
    if report.state == ProgressState.SUBMITTED:
        return "Der Sachstand ist eingereicht und noch nicht geprüft."
    if asked.state == RoundState.OPEN:
        due = f"{asked.due_on:%d.%m.%Y}"
        return f"Die Berichtsrunde „{asked.title}“ (Frist {due}) ist noch offen; ein Sachstand liegt noch aus."
    if any(each.return_comment for each in (report, *others)):
        return "Ein Sachstand ging mit einer Rückfrage zurück und kam bis zum Schluss der Berichtsrunde nicht wieder."
    return "Die Fachdienststelle hat im Berichtszeitraum nicht geantwortet."
