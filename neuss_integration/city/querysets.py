"""Adjectives for master data."""

from typing import Self

from django.db.models import F

from neuss_integration.foundation.records.abstract_models import ValidityQuerySet


class NamedQuerySet(ValidityQuerySet):
    """Master data with a name in German order."""

    def in_german_order(self) -> Self:
        """Ä with A; both databases would sort it after Z."""
        return self.order_by("sort_key", "pk")


class DistrictQuerySet(NamedQuerySet):
    def in_official_order(self) -> Self:
        """By the number of the statistical district."""
        return self.order_by(F("number").asc(), "pk")


class DivisionQuerySet(NamedQuerySet):
    def in_chart_order(self) -> Self:
        """As the office ordered them, then by name."""
        return self.order_by("position", "sort_key", "pk")
