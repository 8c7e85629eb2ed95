"""Adjectives for reports."""

from typing import Any, Self

from django.db import models

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from reporting.enums import ACTIVE_RUN_STATES, ReportState


class ReportQuerySet(models.QuerySet):
    """Reports."""

    def visible_to(self, user: Any) -> Self:
        """All for the Koordination, published ones for everybody with a role."""
        access = access_of(user)
        if access.has(Permission.COMPOSE_REPORTS):
            return self
        if access.has(Permission.VIEW_REPORTS):
            return self.published()
        return self.none()

    def published(self) -> Self:
        """Reports the Integrationsrat can download."""
        return self.filter(state=ReportState.PUBLISHED)


class SectionQuerySet(models.QuerySet):
    """Sections of reports."""

    def included(self) -> Self:
        """Those that stand in the report, in its order."""
        return self.filter(is_included=True).select_related("field_of_action")


class PublicationRunQuerySet(models.QuerySet):
    """Runs of the background worker."""

    def active(self) -> Self:
        """Waiting or running; at most one per report."""
        return self.filter(state__in=ACTIVE_RUN_STATES)


class PublicationQuerySet(models.QuerySet):
    """What was published."""

    def to_compare_with(self, report: Any) -> Self:
        """The publications a report can be compared with, the latest first."""
        return self.exclude(report=report).order_by("-published_at", "-pk")
