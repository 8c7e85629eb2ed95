"""Filters that lists share. What they filter by is in the query string, with German names."""

from functools import reduce
from operator import or_
from typing import Any, Final

import django_filters as filters
from django import forms
from django.db.models import Q

from neuss_integration.foundation.forms.fields import OneMoreSelect

ALL: Final = ("", "alle")


class ChoiceOfKeys(filters.Filter):
    """Any of choices that are read once, when the filter is made; nothing is looked up again for checking.

    `by` names the method of the filter set that filters by one value.
    """

    field_class = forms.MultipleChoiceField

    def __init__(self, choices: Any = (), by: str = "", **kwargs: Any) -> None:
        super().__init__(choices=[ALL, *choices], widget=OneMoreSelect, **kwargs)
        self.by = by

    def filter(self, qs: Any, value: Any) -> Any:
        """Rows that one of the values lets through."""
        if not value or len(value) == 1:
            return self._filtered(qs, value[0]) if value else qs
        rows = self.model._default_manager.order_by()
        found = (Q(pk__in=self._filtered(rows, each).values("pk")) for each in value)
        return qs.filter(reduce(or_, found))

    def _filtered(self, rows: Any, value: str) -> Any:
        if self.by:
            return getattr(self.parent, self.by)(rows, self.field_name, value)
        return rows.filter(**{self.field_name: value})
