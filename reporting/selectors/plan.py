"""The way to the meeting of the committee: what is due when, counted backwards, and what is done."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from measures.enums import ProgressState, RoundState
from neuss_integration.foundation.calendar.icalendar_files import Day, days, stable_uid
from reporting.content.chapters import rounds_of
from reporting.enums import OPEN_STATES, PUBLIC_STATES
from reporting.models import Report

DECIDED = (ProgressState.ACCEPTED, ProgressState.NO_RESPONSE)
PAPER_WEEKS: Final = 3
"""How long before the meeting the paper has to be with the Gremium."""


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step on the way: what, by when, and whether it is done."""

    key: str
    label: str
    due_on: dt.date
    is_done: bool

    @property
    def is_late(self) -> bool:
        """Whether the day has passed and it is not done."""
        return not self.is_done and self.due_on < timezone.localdate()


def plan_of(report: Report) -> list[PlanStep]:
    """The steps to the meeting of `report`; none while its day is not known. Three queries."""
    if report.meeting_on is None:
        return []
    rounds = rounds_of(report)
    states = [each.state for reporting_round in rounds for each in reporting_round.reports.all()]
    undecided = sum(state not in DECIDED for state in states)
    steps = (
        ("opened", "Berichtsrunde öffnen", 20, bool(rounds)),
        (
            "answered",
            "Rückmeldungen der Fachdienststellen liegen vor",
            14,
            bool(rounds) and all(reporting_round.state == RoundState.CLOSED for reporting_round in rounds),
        ),
        ("reviewed", f"Sachstände sind geprüft{_left(states, undecided)}", 11, bool(states) and not undecided),
        ("review", "Abstimmung beginnt", 9, report.reviewers.exists()),
        ("released", "Freigabe", 5, report.state not in OPEN_STATES),
        ("published", "Veröffentlichung und Vorlage für das Gremium", PAPER_WEEKS, report.state in PUBLIC_STATES),
        ("meeting", f"Sitzung: {report.committee}", 0, report.meeting_on < timezone.localdate()),
    )
    return [
        PlanStep(key, label, report.meeting_on - dt.timedelta(weeks=weeks), is_done)
        for key, label, weeks, is_done in steps
    ]


def _left(states: list[str], undecided: int) -> str:
    """How many answers are accepted, and how many are still out or were never given."""
    if not states:
        return ""
    silent = states.count(ProgressState.NO_RESPONSE)
    told = [f"{states.count(ProgressState.ACCEPTED)} von {len(states)} angenommen"]
    told += [f"{undecided} noch nicht entschieden"] if undecided else []
    told += [f"{silent} ohne Rückmeldung"] if silent else []
    return f" ({', '.join(told)})"


def plan_calendar(report: Report) -> str:
    """The steps as calendar file, each on its day."""
    entries = [
        Day(stable_uid(f"bericht-{step.key}", report.pk), f"{step.label} ({report.title})", step.due_on)
        for step in plan_of(report)
    ]
    return days(entries)
