"""Filters that lists share. What they filter by is in the query string, with German names."""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any, ClassVar, Final

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict

from neuss_integration.foundation.forms.base import FilterForm, without_unknown
from neuss_integration.foundation.forms.fields import OneMoreSelect
from neuss_integration.foundation.ui.lists import Chip, filters_without
from neuss_integration.foundation.words.folding import fold, search_words

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


class ListFilter(filters.FilterSet):
    """A search and choices over a list that is short enough to offer all choices at once. Unknown values do not
    filter.
    """

    SEARCHED: ClassVar[tuple[str, ...]] = ()
    """The columns that are searched where no folded text is kept."""

    suche = filters.CharFilter(
        label="Suche", method="search", widget=forms.TextInput(attrs={"type": "search", "data-search": True})
    )

    class Meta:
        fields: tuple[str, ...] = ()
        form = FilterForm

    def __init__(
        self, data: QueryDict | None, queryset: QuerySet, offered: Mapping[str, Sequence[tuple[str, str]]]
    ) -> None:
        super().__init__(data, queryset)
        for name, choices in offered.items():
            self.filters[name].extra["choices"] = [ALL, *choices]
        self.labels = {name: dict(choices) for name, choices in offered.items()}

    def search(self, queryset: Any, name: str, value: str) -> Any:
        """Each word is part of a folded column; one query."""
        words = search_words(value)
        rows = queryset.order_by().values_list("pk", *self.SEARCHED)
        texts = {key: fold(" ".join(map(str, columns))) for key, *columns in rows}
        return queryset.filter(pk__in=[key for key, text in texts.items() if all(word in text for word in words)])

    def leave_out_unknown(self) -> list[str]:
        """Takes values that do not exist out of account; a sentence for each."""
        return without_unknown(self.form, self.filters)

    def chips(self, request: HttpRequest) -> Iterator[Chip]:
        """The filters that apply, each with the address of the list without it."""
        for name, value in self.form.cleaned_data.items():
            label = self.filters[name].label
            if value and name == "suche":
                yield f"{label}: „{value}“", filters_without(request, name)
            elif value:
                for each in value:
                    yield f"{label}: {self.labels[name][each]}", filters_without(request, name, each)
