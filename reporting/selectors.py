"""Reads for the pages of reports."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from measures.enums import OWED_STATES, ProgressState, RoundState
from measures.models import ProgressReport, ReportingRound
from neuss_integration.dates import add_months
from neuss_integration.history import label_of
from neuss_integration.pdf import check_text
from reporting.enums import STEPS, RunState, RunStep
from reporting.models import Publication, PublicationRun, Report
from reporting.snapshot import build_snapshot, canonical


@dataclass(frozen=True, slots=True)
class Deadline:
    """When the next report is due (seed: alle zwei Jahre), counted from the last publication."""

    due_on: dt.date | None
    today: dt.date

    @property
    def is_overdue(self) -> bool:
        """The day has passed."""
        return self.due_on is not None and self.due_on < self.today

    @property
    def is_near(self) -> bool:
        """Within the months of settings.REPORT_WARNING_MONTHS."""
        return self.due_on is not None and add_months(self.today, settings.REPORT_WARNING_MONTHS) >= self.due_on

    @property
    def days_left(self) -> int:
        """Days from today to the due date, negative afterwards; 0 without one."""
        return (self.due_on - self.today).days if self.due_on else 0


def next_deadline() -> Deadline:
    """The due date of the next Fortschreibung; none before the first publication."""
    last = Publication.objects.order_by("-published_at").values_list("published_at", flat=True).first()
    due = add_months(timezone.localdate(last), 12 * settings.REPORT_INTERVAL_YEARS) if last else None
    return Deadline(due, timezone.localdate())


def run_status(run: PublicationRun) -> dict[str, Any]:
    """Where a run stands, for the page and its polling: state, done and total steps, label, error, is_over."""
    failed = run.state == RunState.FAILED or run.is_stalled
    done = len(STEPS) if run.state == RunState.DONE else STEPS.index(RunStep(run.step))
    label = "Veröffentlicht" if run.state == RunState.DONE else run.get_step_display()
    if failed:
        label = "Fehlgeschlagen"
    return {
        "state": "failed" if failed else "waiting" if run.state == RunState.QUEUED else run.state,
        "done": done,
        "total": len(STEPS),
        "label": label,
        "detail": "" if failed else run.detail,
        "error": (run.error or "Der Hintergrunddienst wurde unterbrochen.") if failed else "",
        "is_over": failed or run.state == RunState.DONE,
    }


def report_texts(report: Report) -> list[dict[str, Any]]:
    """The texts people write, in the order of the report: field, label, text."""
    names = ("foreword", "procedure", "outlook", "proposed_resolution")
    return [
        {"name": name, "label": label_of(Report._meta.get_field(name)), "text": getattr(report, name)} for name in names
    ]


def open_questions(report: Report) -> list[dict[str, str]]:
    """What somebody should look at before the report is published for ever: sentence and where to mend it."""
    in_period = {"round__period_end__range": (report.period_start, report.period_end)}
    answers = ProgressReport.objects.filter(**in_period)
    waiting = answers.filter(state=ProgressState.SUBMITTED).count()
    owed = answers.filter(state__in=OWED_STATES).count()
    rounds = ReportingRound.objects.filter(period_end__range=in_period["round__period_end__range"])
    questions = [
        {
            "text": f"Die Berichtsrunde „{each.title}“ ist noch offen.",
            "url": each.get_absolute_url(),
        }
        for each in rounds.filter(state=RoundState.OPEN)
    ]
    if waiting:
        text = f"Sachstandsberichte, die noch niemand geprüft hat: {waiting}. Sie fehlen sonst im Bericht."
        questions.append({"text": text, "url": reverse("measures:review-list")})
    if owed:
        text = f"Sachstandsberichte ohne Antwort: {owed}. Sie stehen so im Bericht."
        questions.append({"text": text, "url": reverse("measures:round-list")})
    if not rounds.exclude(opened_at=None).exists():
        text = "Für den Berichtszeitraum gab es keine Berichtsrunde."
        questions.append({"text": text, "url": reverse("measures:round-list")})
    questions += [
        {"text": f"Der Text „{each['label']}“ ist leer.", "url": reverse("reporting:report-edit", args=[report.pk])}
        for each in report_texts(report)
        if not each["text"].strip()
    ]
    return questions


def unprintable(report: Report) -> str:
    """A sentence naming the characters of the report that its typeface cannot print, or an empty text."""
    return check_text(canonical(build_snapshot(report)))
