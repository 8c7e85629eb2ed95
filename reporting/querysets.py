"""Adjectives for reports."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from reporting.enums import ACTIVE_RUN_STATES, PUBLIC_STATES, ReportKind, ReportState


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the Koordination, what was published for everybody with a role, in Abstimmung for those asked."""
        access = access_of(user)
        if access.has(Permission.COMPOSE_REPORTS):
            return self
        if access.has(Permission.VIEW_REPORTS):
            reviewed = user.report_reviews.values("report")
            return self.filter(Q(state__in=PUBLIC_STATES) | Q(state=ReportState.IN_REVIEW, pk__in=reviewed))
        return self.none()

    def published(self) -> Self:
        """Reports that hold: published, neither replaced nor withdrawn."""
        return self.filter(state=ReportState.PUBLISHED)

    def public(self) -> Self:
        """Reports that were published once, also those replaced or withdrawn since."""
        return self.filter(state__in=PUBLIC_STATES)

    def in_work(self) -> Self:
        """Reports that are not published yet."""
        return self.exclude(state__in=PUBLIC_STATES)

    def with_resolution(self, wanted: bool) -> Self:
        """Reports about which a Gremium resolved something, or those about which none did."""
        links: Any = self.model._meta.get_field("resolution_links").related_model
        about = Exists(links.objects.standing().filter(report=OuterRef("pk")))
        return self.filter(about if wanted else ~about)


class OfReportQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """What belongs to reports that the person may see."""
        reports: Any = self.model._meta.get_field("report").related_model
        return self.filter(report__in=reports._default_manager.visible_to(user))


class ReportResolutionQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(removed_at__isnull=True)

    def visible_to(self, user: Any) -> Self:
        """Those whose report and resolution the person may see."""
        models_of: list[Any] = [self.model._meta.get_field(name).related_model for name in ("report", "resolution")]
        reports, resolutions = (each.objects.visible_to(user) for each in models_of)
        return self.filter(report__in=reports, resolution__in=resolutions)

    def public(self) -> Self:
        """Those everybody may read: the resolution has an address in the information system of the council."""
        return self.standing().exclude(resolution__link="")

    def newest_first(self) -> Self:
        """By the day of the resolution, each with its Gremium."""
        return self.select_related("resolution__committee").order_by("-resolution__resolved_date", "-resolution_id")


class SectionQuerySet(models.QuerySet):
    def with_open_comments(self) -> Self:
        """Each with `open_comments`, how many are not settled."""
        counted = self.annotate(open_comments=Count("comments", filter=Q(comments__resolved_at=None)))
        return counted.in_report_order()

    def in_report_order(self) -> Self:
        """As they stand in the report; said where a count would drop the order of the model."""
        return self.order_by("position", "pk")

    def included(self) -> Self:
        """Those that stand in the report, in its order."""
        found = self.filter(is_included=True).select_related("field_of_action").prefetch_related("pictures__file")
        return found.in_report_order()


class CommentQuerySet(models.QuerySet):
    """What colleagues say to a section."""

    def open(self) -> Self:
        """Not settled yet."""
        return self.filter(resolved_at=None)


class LeaseQuerySet(models.QuerySet):
    def of_others(self, user: Any) -> Self:
        """Others who wrote within the last PRESENCE_SECONDS."""
        since = timezone.now() - dt.timedelta(seconds=settings.PRESENCE_SECONDS)
        return self.filter(seen_at__gte=since).exclude(user=user).select_related("user")


class PublicationRunQuerySet(models.QuerySet):
    """Runs of the background worker."""

    def active(self) -> Self:
        """Waiting or running; at most one per report."""
        return self.filter(state__in=ACTIVE_RUN_STATES)


class PublicationQuerySet(models.QuerySet):
    def to_compare_with(self, report: Any) -> Self:
        """The publications a report can be compared with, the last report first: those that hold and end no later.

        What it corrects is left out, and what was told of a later period is no report before it.
        """
        others = self.continuations().filter(report__period_end__lte=report.period_end).exclude(report=report)
        return others.exclude(report=report.replaces_id)

    def that_hold(self) -> Self:
        """Of any kind, neither withdrawn nor replaced, the newest first."""
        return self.filter(report__state=ReportState.PUBLISHED).order_by("-published_at", "-pk")

    def continuations(self) -> Self:
        """The Fortschreibungen that hold; the first of them is the last report.

        That of the latest period is, so that a look back at earlier years does not become it by being published later.
        """
        found = self.that_hold().filter(report__kind=ReportKind.CONTINUATION)
        return found.order_by("-report__period_end", "-published_at", "-pk")

    def of_the_rhythm(self) -> Self:
        """The Fortschreibungen that are counted: no corrections, nothing withdrawn; that of the latest period first."""
        own = self.filter(report__replaces=None, report__kind=ReportKind.CONTINUATION)
        return own.exclude(report__state=ReportState.WITHDRAWN).order_by("-report__period_end", "-published_at", "-pk")
