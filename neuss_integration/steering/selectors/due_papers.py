"""Entries of the calendar about papers: reports with their Durchsicht and Vorlage, and every Beratungsfolge."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.urls import reverse

from measures.enums import ConsultationKind
from measures.models import Consultation
from neuss_integration.accounts.enums import Permission
from neuss_integration.steering.enums import DueKind
from neuss_integration.steering.models import Follow
from neuss_integration.steering.selectors.entries import DueEntry, Window
from reporting.enums import PUBLIC_STATES, ReportState
from reporting.models import Report, ReportConsultation, ReportReviewer
from reporting.selectors.plan import PAPER_WEEKS
from reporting.selectors.rhythm import next_deadline

OF_MATTER: Final = "beschluss-beratung"
PAGES: Final = {"beratung": "reporting:report-detail", OF_MATTER: "measures:resolution-detail"}


def papers(user: Any, window: Window) -> Iterator[DueEntry]:
    """Until when a report is read, released and dealt with, each Gremium still to come, and the next report."""
    composes = user.access.has(Permission.COMPOSE_REPORTS)
    coming = Q(state=ReportState.PUBLISHED, meeting_on__gte=window.since, meeting_on__lte=window.until)
    silent = ReportReviewer.objects.filter(report=OuterRef("pk"), read_at=None)
    found = Report.objects.visible_to(user).filter(~Q(state__in=PUBLIC_STATES) | coming)
    found = found.annotate(is_silent=Exists(silent if composes else silent.filter(user=user.pk)))
    for each in found.select_related("committee").order_by("pk"):
        yield from _review(each, window)
        yield from _paper(each, window, composes)
    yield from _consultations(user, window)
    deadline = next_deadline() if composes else None
    if deadline and deadline.due_on and deadline.due_on <= window.until:
        what, url = "nächster Bericht fällig", reverse("reporting:report-list")
        yield DueEntry(
            DueKind.PAPER, "naechster", deadline.due_on, "Fortschreibung", what, url, "", True, deadline.is_overdue
        )


def _review(report: Any, window: Window) -> Iterator[DueEntry]:
    """Who is asked to read the report has said nothing yet: `is_silent` of the row."""
    day = report.review_until
    if day and day <= window.until and report.is_silent and report.state == ReportState.IN_REVIEW:
        key, url, late = f"{report.pk}-durchsicht", report.get_absolute_url(), day < window.today
        yield DueEntry(DueKind.PAPER, key, day, report.title, "Anmerkungen bis", url, "", True, late)


def _paper(report: Report, window: Window, composes: bool) -> Iterator[DueEntry]:
    if report.meeting_on is None:
        return
    is_out, url = report.state == ReportState.PUBLISHED, report.get_absolute_url()
    steps = [("sitzung", report.meeting_on, f"Sitzung: {report.committee}")]
    if not is_out:
        paper_by = report.meeting_on - dt.timedelta(weeks=PAPER_WEEKS)
        steps.insert(0, ("vorlage", paper_by, "Veröffentlichung und Vorlage"))
    for key, day, what in steps:
        late = day < window.today and not is_out
        if day <= window.until:
            yield DueEntry(DueKind.PAPER, f"{report.pk}-{key}", day, report.title, what, url, "", composes, late)


def _consultations(user: Any, window: Window) -> Iterator[DueEntry]:
    """Gremien that deal with a report or a matter of their own: a result is due as soon as the day has passed."""
    composes, maintains = user.access.has(Permission.COMPOSE_REPORTS), user.access.has(Permission.MAINTAIN_MEASURES)
    reports = ReportConsultation.objects.exclude(report__state__in=(ReportState.SUPERSEDED, ReportState.WITHDRAWN))
    followed = Exists(Follow.objects.filter(user=user.pk, resolution=OuterRef("resolution")))
    rows = _coming(reports.visible_to(user), window, composes).values_list(
        Value("beratung"), "pk", "day", "kind", "committee__name", "report__title", "report", Value(composes)
    )
    own_here = Value(True) if maintains else followed
    others = _coming(Consultation.objects.visible_to(user), window, maintains).values_list(
        Value(OF_MATTER), "pk", "day", "kind", "committee__name", "resolution__title", "resolution", own_here
    )
    for key, pk, day, kind, committee, title, matter, own in rows.union(others, all=True):
        what, url = (
            f"{ConsultationKind(kind).label}: {committee}",
            reverse(PAGES[key], args=[matter]) + "#beratungsfolge",
        )
        late = day < window.today and (maintains if key == OF_MATTER else composes)
        yield DueEntry(DueKind.PAPER, f"{key}-{pk}", day, title, what, url, "", bool(own), late)


def _coming(rows: QuerySet[Any], window: Window, writes: bool) -> QuerySet[Any]:
    """Those without a result until the end of the window; however late for who enters the result."""
    days = {} if writes else {"day__gte": window.since}
    return rows.filter(result="", day__lte=window.until, **days).order_by()
