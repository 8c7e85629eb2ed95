"""Adjectives for measures, rounds and progress reports. `visible_to` is the third net of access."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from measures.enums import (
    ACTIVE_STATES,
    ENDED_STATES,
    UNSETTLED_ORDERS,
    ImportState,
    MeasureState,
    ResolutionKind,
    RoundState,
)
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from neuss_integration.city.enums import BACKING_RESULTS
from neuss_integration.city.models import Department
from neuss_integration.foundation.attachments.models import AttachmentQuerySet
from neuss_integration.foundation.words.folding import search_words
from neuss_integration.foundation.words.months import add_months

FRESH_MONTHS = 18


def fresh_since() -> dt.datetime:
    """A report accepted before this moment is old: the rounds are yearly, so half a year of slack."""
    day = add_months(timezone.localdate(), -FRESH_MONTHS)
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def ended_day() -> Case:
    """The day on which an ended measure ended, as far as it is known, else when that was noted; NULL for others."""
    day = Coalesce("end_date", "state_since", TruncDate("created_at"), output_field=models.DateField())
    return Case(When(state__in=ENDED_STATES, then=day), default=None, output_field=models.DateField())


class MeasureQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the Koordination; ideas are drafts, which only the offices concerned see besides."""
        access = access_of(user)
        if access.has(Permission.MAINTAIN_MEASURES):
            return self
        if not access.has(Permission.VIEW_MEASURES):
            return self.none()
        return self.filter(~Q(state=MeasureState.IDEA) | self.concerning(access.department_ids))

    def editable_by(self, user: Any) -> Self:
        """All for the Koordination; a Fachdienststelle edits what it leads."""
        access = access_of(user)
        if access.has(Permission.MAINTAIN_MEASURES):
            return self
        if not access.has(Permission.EDIT_OWN_MEASURES):
            return self.none()
        return self.filter(lead_department__in=access.department_ids)

    def active(self) -> Self:
        """Measures that are asked about in a round: planned, running or paused."""
        return self.filter(state__in=ACTIVE_STATES)

    def stale(self) -> Self:
        """Whose last accepted report is older than FRESH_MONTHS; without one, whose start or else entry is."""
        since = fresh_since()
        never, unknown = Q(latest_progress__decided_at=None), Q(start_date=None)
        begun = Q(start_date__lt=timezone.localdate(since)) | (unknown & Q(created_at__lt=since))
        return self.filter(Q(latest_progress__decided_at__lt=since) | (never & begun))

    def of_period(self, start: dt.date, end: dt.date) -> Self:
        """Those that ran on a day of the period, and planned ones; no ideas.

        A measure ended on its last day; where that is unknown, when its state was changed, else when it was entered.
        Without a beginning: of what was planned, or an idea, when it was entered nobody knew before, though it may run
        by now; what was still an idea after the period is none of it; of all others nothing speaks against it.
        """
        events: Any = self.model._meta.get_field("events").related_model
        of_measure = events.objects.filter(measure=OuterRef("pk"))
        before_it_ran = [MeasureState.IDEA, MeasureState.PLANNED]
        entered_before_it_ran = Exists(of_measure.filter(transition="create", to_state__in=before_it_ran))
        was_planned = Q(state=MeasureState.PLANNED) | Q(entered_before_it_ran)
        planned_later = was_planned & Q(created_at__date__gt=end)
        idea_then = Q(Exists(of_measure.filter(from_state=MeasureState.IDEA, at__date__gt=end)))
        unknown = Q(start_date__isnull=True) & ~planned_later & ~idea_then
        begun = self.exclude(state=MeasureState.IDEA).filter(unknown | Q(start_date__lte=end))
        return begun.alias(ended_day=ended_day()).filter(Q(ended_day__isnull=True) | Q(ended_day__gte=start))

    def ended_before(self, day: dt.date) -> Self:
        return self.alias(ended_day=ended_day()).filter(ended_day__lt=day)

    def without_resolution(self) -> Self:
        """Without political backing: no Gremium agreed to the measure, also not with changes."""
        return self.exclude(resolutions__result__in=BACKING_RESULTS)

    def matching(self, text: str) -> Self:
        """Measures whose folded text contains each word of `text`, also inside compounds."""
        found = self
        for word in search_words(text):
            found = found.filter(search_text__contains=word)
        return found

    @staticmethod
    def concerning(department_ids: frozenset[int]) -> Q:
        """Measures that one of the offices leads or contributes to."""
        supported = Department.supported_measures.through.objects.filter(department__in=department_ids)
        return Q(lead_department__in=department_ids) | Q(pk__in=supported.values("measure_id"))


class RoundQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the Koordination; offices see a round once it was opened."""
        access = access_of(user)
        if access.has(Permission.MANAGE_ROUNDS):
            return self
        if access.has(Permission.REPORT_PROGRESS):
            return self.exclude(state=RoundState.DRAFT)
        return self.none()

    def open(self) -> Self:
        """Rounds that are being answered."""
        return self.filter(state=RoundState.OPEN)


class ResolutionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for who may read measures: what a Gremium decides is public."""
        return self if access_of(user).has(Permission.VIEW_MEASURES) else self.none()

    def backing(self) -> Self:
        """Those with which a Gremium agreed, also with changes."""
        return self.filter(result__in=BACKING_RESULTS)

    def matching(self, text: str) -> Self:
        """Resolutions whose folded text contains each word of `text`."""
        found = self
        for word in search_words(text):
            found = found.filter(search_text__contains=word)
        return found

    def newest_first(self) -> Self:
        """By day, the last entered first among those of one day."""
        return self.order_by("-resolved_date", "-pk")

    def reportable_by(self, user: Any) -> Self:
        """Those with an order on which the person may tell how far it is: all for the Koordination, else one's own."""
        access = access_of(user)
        found = self.exclude(order_text="")
        if access.has(Permission.MAINTAIN_MEASURES):
            return found
        if not access.has(Permission.EDIT_OWN_MEASURES):
            return found.none()
        return found.filter(responsible_department__in=access.department_ids)

    def unsettled(self) -> Self:
        """Those of which the order is open."""
        return self.filter(state__in=UNSETTLED_ORDERS)

    def questions(self) -> Self:
        """What a Gremium or one of its members wants to know."""
        return self.filter(kind=ResolutionKind.QUESTION)

    def unassigned(self) -> Self:
        """Questions for which nobody was named yet."""
        return self.questions().filter(state="")

    def released(self) -> Self:
        """Questions of which everybody may read the answer."""
        return self.filter(answer_released_at__isnull=False)

    def overdue(self, on: dt.date | None = None) -> Self:
        """Open, and the day has passed."""
        return self.unsettled().filter(due_date__lt=on or timezone.localdate())


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the resolutions that may be read."""
        return self if access_of(user).has(Permission.VIEW_MEASURES) else self.none()


class CoverageNoteQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for who may read measures."""
        return self if access_of(user).has(Permission.VIEW_MEASURES) else self.none()

    def standing(self) -> Self:
        """Those that say why nothing is needed."""
        return self.exclude(reason="")


class OfMeasureQuerySet(models.QuerySet):
    """What belongs to measures and is seen and changed with them."""

    def visible_to(self, user: Any) -> Self:
        """What belongs to measures the person may see."""
        return self.filter(measure__in=self._measures().visible_to(user))

    def editable_by(self, user: Any) -> Self:
        """What belongs to measures the person may change."""
        return self.filter(measure__in=self._measures().editable_by(user))

    def _measures(self) -> MeasureQuerySet:
        measures: Any = self.model._meta.get_field("measure").related_model
        return measures._default_manager.all()


class MilestoneQuerySet(OfMeasureQuerySet):
    def open(self) -> Self:
        """Neither reached nor dropped."""
        return self.filter(done_on__isnull=True, dropped_on__isnull=True)

    def overdue(self) -> Self:
        """Open, and the day is over."""
        return self.open().filter(due_date__lt=timezone.localdate())


class FundingQuerySet(OfMeasureQuerySet):
    """Money of measures."""


class FundingProgrammeQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for who may read measures and their money."""
        return self if access_of(user).has(Permission.VIEW_MEASURES) else self.none()

    def due_by(self, day: dt.date) -> Self:
        """Those of which something is due to the funder until `day` and not done."""
        apply = Q(apply_by__lte=day, applied_on__isnull=True)
        interim = Q(interim_due__lte=day, interim_sent_on__isnull=True)
        return self.filter(apply | interim | Q(proof_due__lte=day, proof_sent_on__isnull=True))


class KeyFigureQuerySet(OfMeasureQuerySet):
    def active(self) -> Self:
        """Those of which values are still collected."""
        return self.filter(ended_reason="")


class MeasureAttachmentQuerySet(AttachmentQuerySet, OfMeasureQuerySet):  # type: ignore[override]
    def visible_to(self, user: Any) -> Self:
        """Those of measures and reports the person may see; internal ones for who is concerned by the measure."""
        visible, access = super().visible_to(user), access_of(user)
        if access.has(Permission.VIEW_INTERNAL):
            return visible
        reports: Any = self.model._meta.get_field("progress").related_model
        seen = reports._default_manager.visible_to(user)
        visible = visible.filter(Q(progress__isnull=True) | Q(progress__in=seen))
        concerned = self._measures().filter(MeasureQuerySet.concerning(access.department_ids))
        return visible.filter(Q(is_internal=False) | Q(measure__in=concerned))


class CatalogueImportQuerySet(models.QuerySet):
    """Catalogues that are taken in from files."""

    def visible_to(self, user: Any) -> Self:
        """One's own, for who maintains the measures."""
        return self.filter(owner=user) if access_of(user).has(Permission.MAINTAIN_MEASURES) else self.none()

    def editable_by(self, user: Any) -> Self:
        """One's own that are not done."""
        return self.visible_to(user).filter(state=ImportState.OPEN)

    def forgotten(self, before: dt.datetime) -> Self:
        """Begun and not finished before the moment."""
        return self.filter(state=ImportState.OPEN, updated_at__lt=before)
