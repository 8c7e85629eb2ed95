"""Adjectives for the Selbstcheck of the offices."""

from typing import Any, Self

from django.db import models

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from neuss_integration.foundation.records.abstract_models import ValidityQuerySet
from success_factors.enums import RequestState
from success_factors.querysets import SubmissionQuerySet


class CheckQuestionQuerySet(ValidityQuerySet):
    def in_order(self) -> Self:
        """As the form asks them."""
        return self.order_by("position", "pk")


class OfficeCheckQuerySet(SubmissionQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Released ones for who may read the concept; all for the Koordination, and those of their offices for them."""
        access = access_of(user)
        if not access.has(Permission.VIEW_CONCEPT):
            return self.none()
        if access.has(Permission.MAINTAIN_CONCEPT):
            return self
        seen = models.Q(state=RequestState.ACCEPTED)
        if access.has(Permission.REPORT_PROGRESS):
            seen |= models.Q(department__in=access.department_ids)
        return self.filter(seen)

    def answerable_by(self, user: Any) -> Self:
        """Those of the offices the person acts for; all for the Koordination, which enters what comes on paper."""
        access = access_of(user)
        if access.has(Permission.MAINTAIN_CONCEPT):
            return self
        if not access.has(Permission.REPORT_PROGRESS):
            return self.none()
        return self.filter(department__in=access.department_ids)
