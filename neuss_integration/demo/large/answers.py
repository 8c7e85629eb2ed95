"""One round of a large city: thousands of answers with their events and history."""

import datetime as dt
import random
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce

from measures.enums import ACTIVE_STATES, MeasureState, ProgressState
from measures.models import MeasureEvent, ProgressEvent, ProgressReport, ReportingRound
from measures.workflows import MEASURE_WORKFLOW
from neuss_integration.accounts.models import User
from neuss_integration.demo.calendar import RoundDates, moment
from neuss_integration.demo.large.catalogue import PlannedMeasure
from neuss_integration.demo.large.history import BATCH, History, MeasureHistory
from neuss_integration.demo.rounds import answers

DAYS = 20
CLOSED_OUTCOMES = (ProgressState.ACCEPTED, ProgressState.NO_RESPONSE)
CLOSED_WEIGHTS = (85, 15)
OPEN_OUTCOMES = (
    ProgressState.ACCEPTED, ProgressState.OPEN, ProgressState.SUBMITTED, ProgressState.IN_PROGRESS,
    ProgressState.RETURNED,
)  # fmt: skip
OPEN_WEIGHTS = (34, 30, 20, 10, 6)
UNCHANGED, RETURNED_ONCE, WITH_NUMBERS, STATE_MOVES = 0.25, 0.08, 0.4, 0.06
MOVES = {
    MeasureState.RUNNING: (
        MeasureState.COMPLETED, MeasureState.ROUTINE, MeasureState.PAUSED, MeasureState.DROPPED,
    ),
    MeasureState.PLANNED: (MeasureState.RUNNING,),
    MeasureState.PAUSED: (MeasureState.RUNNING, MeasureState.DROPPED),
}  # fmt: skip
REASON = "Die Voraussetzungen haben sich geändert."
QUESTION = "Bitte ergänzen Sie den nächsten Schritt."
_COPIED = ("traffic_light", "traffic_light_reason", *ProgressReport.TEXTS)


class Answers:
    """Plays rounds one after the other and writes each when it is played."""

    def __init__(self, chance: random.Random, offices: dict[int, User], deciders: list[User]) -> None:
        self.chance, self.offices, self.deciders = chance, offices, deciders
        every = [*answers("first_round"), *answers("second_round"), *answers("open_round")]
        self.texts = [row for row in every if "what_happened" in row and "traffic_light" in row]
        self.texts = [row for row in self.texts if row["traffic_light"] != "yellow" or "traffic_light_reason" in row]
        self.history, self.measure_history = History(ProgressReport), MeasureHistory()
        self.events: list[ProgressEvent] = []
        self.measure_events: list[MeasureEvent] = []

    def play(
        self, number: int, reporting_round: ReportingRound, dates: RoundDates, planned: list[PlannedMeasure]
    ) -> int:
        """Each active measure has a task in the round and most have an answer; returns how many tasks."""
        reported = [item for item in planned if item.first_round <= number and item.measure.state in ACTIVE_STATES]
        reports = [self._play_task(item, reporting_round, dates) for item in reported]
        ProgressReport.objects.bulk_create(reports, batch_size=BATCH)
        reporting_round.reports.update(updated_at=Coalesce(F("decided_at"), F("submitted_at"), F("created_at")))
        self.history.write()
        self.measure_history.write_with({item.measure.pk: item.links for item in reported})
        ProgressEvent.objects.bulk_create(self.events, batch_size=BATCH)
        MeasureEvent.objects.bulk_create(self.measure_events, batch_size=BATCH)
        self.events, self.measure_events = [], []
        return len(reports)

    def _play_task(self, item: PlannedMeasure, reporting_round: ReportingRound, dates: RoundDates) -> ProgressReport:
        last, opened = item.latest, moment(dates.opened, 8, 30)
        report = ProgressReport(
            round=reporting_round,
            measure=item.measure,
            department_id=item.measure.lead_department_id,
            previous=last,
            measure_state=item.measure.state,
            measure_state_reason=item.measure.state_reason,
            traffic_light=last.traffic_light if last else "",
            traffic_light_reason=last.traffic_light_reason if last else "",
            delay_reason=last.delay_reason if last else "",
            created_at=opened,
        )
        report.updated_at = opened
        self.history.note(report, at=opened, by=self.deciders[0], kind="+")
        outcomes = (CLOSED_OUTCOMES, CLOSED_WEIGHTS) if dates.closed else (OPEN_OUTCOMES, OPEN_WEIGHTS)
        self._answer(item, report, dates, self.chance.choices(*outcomes)[0])
        return report

    def _answer(self, item: PlannedMeasure, report: ProgressReport, dates: RoundDates, outcome: ProgressState) -> None:
        """The report goes the way of the workflow until it is in `outcome`, as the services would lead it."""
        office, decider = self.offices[report.department_id], self.chance.choice(self.deciders)
        day = dates.day(self.chance.randrange(DAYS), DAYS)
        morning = moment(day, 9, self.chance.randint(0, 59))
        noon, afternoon, evening = (morning + dt.timedelta(hours=hours) for hours in (3, 5, 7))
        if outcome == ProgressState.OPEN:
            return
        if outcome == ProgressState.NO_RESPONSE:
            assert report.round.closed_at
            self._take(report, "give_up", outcome, at=report.round.closed_at, by=self.deciders[0])
            return
        may_be_unchanged = outcome != ProgressState.IN_PROGRESS and report.previous is not None
        if may_be_unchanged and self.chance.random() < UNCHANGED:
            self._copy(report)
        else:
            self._write(item, report, office, morning)
        if outcome == ProgressState.IN_PROGRESS:
            return
        self._submit(report, morning, office)
        if outcome == ProgressState.RETURNED or self.chance.random() < RETURNED_ONCE:
            self._return(report, noon, decider)
        if outcome == ProgressState.RETURNED:
            return
        if report.state == ProgressState.RETURNED:
            self._submit(report, afternoon, office)
        if outcome == ProgressState.ACCEPTED:
            self._accept(item, report, evening, decider)

    def _copy(self, report: ProgressReport) -> None:
        """The office answers "unverändert" in one step."""
        report.is_unchanged = True
        for name in _COPIED:
            setattr(report, name, getattr(report.previous, name))

    def _write(self, item: PlannedMeasure, report: ProgressReport, office: User, at: dt.datetime) -> None:
        """The office begins a draft with new texts and now and then a new status."""
        chance = self.chance
        text = chance.choice(self.texts)
        for name in _COPIED:
            setattr(report, name, text.get(name, ""))
        if chance.random() < STATE_MOVES:
            target = chance.choice(MOVES[MeasureState(item.measure.state)])
            report.measure_state, report.measure_state_reason = target, REASON if target.needs_reason else ""
        if chance.random() < WITH_NUMBERS:
            self._write_numbers(report)
        self._take(report, "begin", ProgressState.IN_PROGRESS, at=at, by=office)

    def _write_numbers(self, report: ProgressReport) -> None:
        report.participants = self.chance.randint(5, 400)
        report.staff_hours = self.chance.randint(10, 800)
        report.cost = self.chance.randint(5, 500) * 100
        report.period_covered = "Demonstrationszahl"

    def _submit(self, report: ProgressReport, at: dt.datetime, by: User) -> None:
        report.submitted_at, report.submitted_by = at, by
        report.decided_at, report.decided_by, report.return_comment = None, None, ""
        self._take(report, "submit", ProgressState.SUBMITTED, at=at, by=by)

    def _return(self, report: ProgressReport, at: dt.datetime, by: User) -> None:
        report.decided_at, report.decided_by, report.return_comment = at, by, QUESTION
        self._take(report, "return", ProgressState.RETURNED, at=at, by=by, comment=QUESTION)

    def _accept(self, item: PlannedMeasure, report: ProgressReport, at: dt.datetime, by: User) -> None:
        if report.measure_state != item.measure.state:
            self._move(item, report, at, by)
        report.decided_at, report.decided_by = at, by
        self._take(report, "accept", ProgressState.ACCEPTED, at=at, by=by)
        item.latest = report

    def _move(self, item: PlannedMeasure, report: ProgressReport, at: dt.datetime, by: User) -> None:
        """The measure takes the status the office reported."""
        measure, reason = item.measure, report.measure_state_reason
        step = MEASURE_WORKFLOW.step_to(measure.state, report.measure_state)
        assert step  # MOVES holds only steps of the workflow
        self.measure_events.append(
            MeasureEvent(
                measure=measure,
                actor=by,
                at=at,
                transition=step.name,
                from_state=measure.state,
                to_state=step.target,
                comment=reason,
            )
        )
        measure.state, measure.state_reason, measure.state_since = step.target, reason, at.date()
        measure.version, measure.updated_at = measure.version + 1, at
        self.measure_history.note(measure, at=at, by=by)

    def _take(
        self, report: ProgressReport, name: str, to: Any, *, at: dt.datetime, by: User, comment: str = ""
    ) -> None:
        self.events.append(
            ProgressEvent(
                report=report, actor=by, at=at, transition=name, from_state=report.state, to_state=to, comment=comment
            )
        )
        report.state, report.version, report.updated_at = to, report.version + 1, at
        self.history.note(report, at=at, by=by)
