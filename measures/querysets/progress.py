"""Adjectives for progress reports."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from measures.enums import OUTSTANDING_STATES, ChangeProposalState, ProgressState, RoundState
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of


class ProgressQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the Koordination, its own for an office; accepted ones for who may read measures."""
        access = access_of(user)
        if access.has(Permission.REVIEW_PROGRESS):
            return self
        if not access.has(Permission.VIEW_MEASURES):
            return self.none()
        return self.filter(Q(state=ProgressState.ACCEPTED) | Q(department__in=access.department_ids))

    def answerable_by(self, user: Any) -> Self:
        """Reports of the offices the person acts for."""
        access = access_of(user)
        if not access.has(Permission.REPORT_PROGRESS):
            return self.none()
        return self.filter(department__in=access.department_ids)

    def asked(self) -> Self:
        """Those that count: not what was taken back."""
        return self.exclude(state=ProgressState.EXCLUDED)

    def outstanding(self) -> Self:
        """Not yet answered, or returned."""
        return self.filter(state__in=OUTSTANDING_STATES)

    def accepted(self) -> Self:
        """Accepted by the Koordination."""
        return self.filter(state=ProgressState.ACCEPTED)


class ReferralQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the Koordination, which decides; its own for an office."""
        access = access_of(user)
        if access.has(Permission.MANAGE_ROUNDS):
            return self
        if not access.has(Permission.REPORT_PROGRESS):
            return self.none()
        return self.filter(department__in=access.department_ids)

    def pending(self) -> Self:
        """Those to decide: the answer is still owed by the office that says so."""
        owed = Q(report__state__in=OUTSTANDING_STATES, report__round__state=RoundState.OPEN)
        return self.filter(owed, state=ChangeProposalState.PROPOSED, report__department=models.F("department"))
