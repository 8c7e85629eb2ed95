"""The Abstimmung: asking people, what they say to a section, and who writes where."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Final

from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import access_of, ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import locked, save_as, take_step
from reporting.enums import OPEN_STATES, ReportState
from reporting.mails import queue_review_mail, queue_review_reminder
from reporting.models import Report, ReportReviewer, Section, SectionComment, SectionLease
from reporting.services.sections import ensure_composable
from reporting.workflows import REPORT_WORKFLOW

REMINDER_DAYS: Final = 3
NOT_ASKED_NOW: Final = "Sie sind zu diesem Bericht zurzeit nicht gefragt."


@transaction.atomic
def request_review(
    report: Report, *, by: User, people: Iterable[User], message: str = "", until: dt.date | None = None
) -> Report:
    """`people` can read and comment the report `until` a day, which is in Abstimmung; those who are new get a mail.

    Raises Refused when nobody is named, or the report is neither a draft nor in Abstimmung.
    """
    ensure(by, Permission.COMPOSE_REPORTS)
    current = locked(report)
    reviewers = list(people)
    if not reviewers:
        raise Refused("Bitte nennen Sie mindestens eine Person, die den Bericht durchsieht.")
    if current.state != ReportState.IN_REVIEW:
        take_step(current, REPORT_WORKFLOW.check("request_review", current.state), by=by, reason=message)
    if until != current.review_until:
        current.review_until, current.review_reminded_at = until, None
        save_as(current, ["review_until", "review_reminded_at"], by=by)
    known = set(current.reviewers.values_list("user", flat=True))
    for person in reviewers:
        if person.pk not in known:
            reviewer = ReportReviewer.objects.create(report=current, user=person, invited_by=by)
            queue_review_mail(reviewer, message)
    return current


def remind_of_reviews() -> int:
    """Who was asked and has said nothing gets one mail REMINDER_DAYS before the deadline; gives their number."""
    today = timezone.localdate()
    near = {"review_until__range": (today, today + dt.timedelta(days=REMINDER_DAYS)), "review_reminded_at": None}
    sent = 0
    for key in Report.objects.filter(state=ReportState.IN_REVIEW, **near).values_list("pk", flat=True):
        with transaction.atomic():
            report = Report.objects.select_for_update().get(pk=key)
            if report.review_reminded_at or report.state != ReportState.IN_REVIEW:
                continue
            silent = report.reviewers.filter(read_at=None).select_related("user")
            sent += len([queue_review_reminder(each) for each in silent])
            report.review_reminded_at = timezone.now()
            save_as(report, ["review_reminded_at"], by=None)
    return sent


@transaction.atomic
def end_review(report: Report, *, by: User) -> Report:
    """The report is a draft again; those who were asked see it no more, their comments stay."""
    ensure(by, Permission.COMPOSE_REPORTS)
    current = locked(report)
    take_step(current, REPORT_WORKFLOW.check("end_review", current.state), by=by)
    return current


@transaction.atomic
def mark_read(report: Report, *, by: User) -> ReportReviewer:
    """The person has looked through the report. Said twice, the first time stands. Raises Refused when not asked."""
    reviewer = ReportReviewer.objects.select_for_update().filter(report=report, user=by).first()
    if reviewer is None or locked(report).state != ReportState.IN_REVIEW:
        raise Refused(NOT_ASKED_NOW)
    if reviewer.read_at is None:
        reviewer.read_at = timezone.now()
        reviewer.save(update_fields=["read_at"])
    return reviewer


@transaction.atomic
def add_comment(section: Section, *, by: User, text: str, submission_key: uuid.UUID | None = None) -> SectionComment:
    """The section has one more open comment. The same key again gives the same one.

    Raises Refused unless the report is open and the person composes it or is asked about it.
    """
    report = locked(section.report)
    _ensure_reviewer(report, by)
    if submission_key and (existing := SectionComment.objects.filter(submission_key=submission_key).first()):
        return existing
    ensure_composable(report)
    comment = SectionComment(section=section, author=by, text=text.strip(), submission_key=submission_key)
    comment.full_clean()
    comment.save()
    return comment


@transaction.atomic
def settle_comment(comment: SectionComment, *, by: User, is_resolved: bool) -> SectionComment:
    """The comment is settled, or open again. Who wrote it and the Koordination may say so."""
    report = locked(comment.section.report)
    if comment.author_id != by.pk:
        ensure(by, Permission.COMPOSE_REPORTS)
    _ensure_reviewer(report, by)
    ensure_composable(report)
    current = locked(comment)
    if is_resolved != (current.resolved_at is not None):
        current.resolved_at, current.resolved_by = (timezone.now(), by) if is_resolved else (None, None)
        current.save(update_fields=["resolved_at", "resolved_by"])
    return current


@transaction.atomic
def show_presence(section: Section, *, by: User) -> None:
    """Others see for a short while that the person is writing in the section."""
    ensure(by, Permission.COMPOSE_REPORTS)
    SectionLease.objects.update_or_create(section=section, user=by, defaults={"seen_at": timezone.now()})


def _ensure_reviewer(report: Report, by: User) -> None:
    if access_of(by).has(Permission.COMPOSE_REPORTS):
        return
    ensure(by, Permission.VIEW_REPORTS)
    if report.state not in OPEN_STATES or not Report.objects.visible_to(by).filter(pk=report.pk).exists():
        raise Refused(NOT_ASKED_NOW)
