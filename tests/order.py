"""A list that lost its order is an error in every test: an aggregate drops Meta.ordering without a word.

Sections that had been moved were shown where they stood before, for the page counted their comments.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models.query import ModelIterable


class LostOrder(AssertionError):
    """Rows are read in no order though their model has one."""


def has_lost_its_order(queryset: Any) -> bool:
    """Whether rows are grouped and only Meta.ordering orders them; an empty order_by() says it is meant."""
    query = queryset.query
    is_ordered = query.order_by or query.extra_order_by or not query.default_ordering
    return query.group_by is not None and not is_ordered and bool(query.get_meta().ordering)


def watch_order() -> None:
    """From now on every query set of models reads its rows only in an order; what is kept is Django's own reading."""
    read = ModelIterable.__iter__

    def ordered(self: Any) -> Iterator[Any]:
        if has_lost_its_order(self.queryset):
            raise LostOrder(f"{self.queryset.model.__name__}: annotate() dropped Meta.ordering; say order_by().")
        return read(self)

    ModelIterable.__iter__ = ordered  # type: ignore[method-assign]
