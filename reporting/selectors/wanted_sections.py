"""Which sections a full report has."""

from collections.abc import Iterator

from django.utils import timezone

from reporting.content.sections.registry import SECTIONS
from reporting.models import FIELD
from success_factors.models import FieldOfAction


def wanted_sections() -> Iterator[tuple[str, FieldOfAction | None]]:
    """The kinds of a full report in their order; the chapter of a Handlungsfeld once for each that is valid today."""
    for kind in SECTIONS:
        if kind.key != FIELD:
            yield kind.key, None
            continue
        for field in FieldOfAction.objects.in_concept_order():
            if field.is_valid_on(timezone.localdate()) or field.measures.exists():
                yield kind.key, field
