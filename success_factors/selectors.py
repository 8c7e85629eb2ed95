"""Reading the concept."""

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from success_factors.models import Criterion, FieldOfAction, SuccessFactor


def factors_with_criteria() -> QuerySet[SuccessFactor]:
    """The nine Erfolgsfaktoren with their criteria, both in the order of the seed; two queries."""
    criteria = Criterion.objects.order_by("position")
    return SuccessFactor.objects.order_by("number").prefetch_related(Prefetch("criteria", criteria))


def current_and_ended_fields() -> tuple[list[FieldOfAction], list[FieldOfAction]]:
    """The Handlungsfelder of today, and those that ended but still have their measures; one query."""
    day = timezone.localdate()
    fields = list(FieldOfAction.objects.in_concept_order())
    return [each for each in fields if each.is_valid_on(day)], [each for each in fields if not each.is_valid_on(day)]
