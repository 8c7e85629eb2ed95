"""Reading the concept."""

from django.utils import timezone

from success_factors.models import FieldOfAction


def current_and_ended_fields() -> tuple[list[FieldOfAction], list[FieldOfAction]]:
    """The Handlungsfelder of today, and those that ended but still have their measures; one query."""
    day = timezone.localdate()
    fields = list(FieldOfAction.objects.in_concept_order())
    return [each for each in fields if each.is_valid_on(day)], [each for each in fields if not each.is_valid_on(day)]
