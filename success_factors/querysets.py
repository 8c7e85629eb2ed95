"""Adjectives for the concept."""

import datetime as dt
from typing import Any, Self

from django.apps import apps
from django.db import models

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from neuss_integration.city.enums import BACKING_RESULTS
from neuss_integration.foundation.attachments.models import AttachmentQuerySet
from neuss_integration.foundation.records.abstract_models import ValidityQuerySet
from success_factors.enums import OWED_REQUESTS, UNSETTLED_REQUESTS, EditionState, GoalState, RequestState


class FieldOfActionQuerySet(ValidityQuerySet):
    def in_concept_order(self) -> Self:
        """Priority fields first, then as the office ordered them."""
        return self.order_by("-is_priority", "position", "pk")


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for who may read the concept."""
        return self if access_of(user).has(Permission.VIEW_CONCEPT) else self.none()

    def standing(self) -> Self:
        """Those that no later one corrects."""
        return self.filter(correction=None)

    def until(self, day: dt.date) -> Self:
        """Those that tell of `day` or before."""
        return self.filter(assessed_on__lte=day)

    def newest_first(self) -> Self:
        """By the day they tell of, then as they were recorded."""
        return self.order_by("-assessed_on", "-pk")


class IndicatorQuerySet(ValidityQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for who may read the concept."""
        return self if access_of(user).has(Permission.VIEW_CONCEPT) else self.none()

    def watched(self) -> Self:
        """Those that are watched and not ended."""
        return self.current().filter(is_active=True)


class TimedQuerySet(models.QuerySet):
    """Values that tell of a time, whose last day is their `reference_date`."""

    def over_on(self, day: dt.date | None) -> Self:
        """Those whose time is over on `day`; without one all."""
        return self if day is None else self.filter(reference_date__lte=day)


class IndicatorValueQuerySet(TimedQuerySet):
    def used(self) -> Self:
        """The one of several that is used."""
        return self.filter(is_used=True)

    def in_order(self) -> Self:
        """By time, the used one of several first."""
        return self.order_by("reference_date", "group", "-is_used", "pk")


class AreaValueQuerySet(TimedQuerySet):
    def of_districts(self) -> Self:
        """Those of Stadtteile."""
        return self.filter(district__isnull=False)

    def in_order(self) -> Self:
        """By place, then by year."""
        return self.order_by("district__number", "area", "reference_date", "pk")


class ConceptQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the Koordination; what is drafted is not shown to others."""
        access = access_of(user)
        if access.has(Permission.MAINTAIN_CONCEPT):
            return self
        if not access.has(Permission.VIEW_CONCEPT):
            return self.none()
        state = "guiding_goal__edition__state" if self.model._meta.model_name == "goal" else "state"
        return self.exclude(**{state: EditionState.DRAFT})


class GoalQuerySet(ConceptQuerySet):
    def overdue(self, day: dt.date) -> Self:
        """Open ones whose year has passed on `day`."""
        return self.filter(state=GoalState.OPEN, target_year__lt=day.year)

    def without_resolution(self) -> Self:
        """Without political backing: no Gremium adopted the edition or agreed to it, or to the goal itself."""
        edition = "guiding_goal__edition"
        return (
            self.exclude(**{f"{edition}__state": EditionState.ADOPTED, f"{edition}__committee__isnull": False})
            .exclude(resolutions__result__in=BACKING_RESULTS)
            .exclude(**{f"{edition}__resolutions__result__in": BACKING_RESULTS})
        )


class SubmissionQuerySet(models.QuerySet):
    """What is sent, released and given back (`models.submission`)."""

    def owed(self) -> Self:
        """Somebody has to send it, or again."""
        return self.filter(state__in=OWED_REQUESTS)

    def submitted(self) -> Self:
        """The Koordination has to decide."""
        return self.filter(state=RequestState.SUBMITTED)

    def released(self) -> Self:
        return self.filter(state=RequestState.ACCEPTED)


class ValueRequestQuerySet(SubmissionQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the Koordination, those of their offices for who reports: what was sent is not released yet."""
        access = access_of(user)
        if access.has(Permission.MAINTAIN_CONCEPT):
            return self
        return self.answerable_by(user)

    def answerable_by(self, user: Any) -> Self:
        """Those of the offices the person acts for."""
        access = access_of(user)
        if not access.has(Permission.REPORT_PROGRESS):
            return self.none()
        return self.filter(department__in=access.department_ids)

    def unsettled(self) -> Self:
        return self.filter(state__in=UNSETTLED_REQUESTS)


class ValueEvidenceQuerySet(AttachmentQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the requests the person may see."""
        requests: Any = self.model._meta.get_field("request").related_model
        return self.filter(request__in=requests.objects.visible_to(user))


class StaffYearQuerySet(SubmissionQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Released ones for who may read the concept; all for the Koordination and for who enters them."""
        access = access_of(user)
        if not access.has(Permission.VIEW_CONCEPT):
            return self.none()
        return self if self.is_entered_by(user) else self.filter(state=RequestState.ACCEPTED)

    def is_entered_by(self, user: Any) -> bool:
        """Whether the person enters them: the Koordination, and the office that an indicator names; one query."""
        access = access_of(user)
        if access.has(Permission.MAINTAIN_CONCEPT):
            return True
        if not access.has(Permission.REPORT_PROGRESS) or not access.department_ids:
            return False
        indicators: Any = apps.get_model("success_factors", "Indicator")
        owned = indicators.objects.exclude(staff_share="").filter(department__in=access.department_ids)
        return bool(owned.exists())
