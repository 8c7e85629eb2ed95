"""Adjectives for the concept."""

from typing import Self

from neuss_integration.abstract_models import ValidityQuerySet


class FieldOfActionQuerySet(ValidityQuerySet):
    """Handlungsfelder."""

    def in_concept_order(self) -> Self:
        """Priority fields first, then as the office ordered them."""
        return self.order_by("-is_priority", "position", "pk")
