"""The filter of the list of measures. The query string is its state, with German names."""

from collections.abc import Iterator
from typing import Any, Final

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict

from measures.enums import MeasureState, TrafficLight
from measures.models import Measure
from neuss_integration.city.models import Department, District
from neuss_integration.forms import FilterForm
from neuss_integration.ui.lists import Chip, filters_without
from success_factors.models import FieldOfAction, SuccessFactor

ALL: Final = ("", "alle")
CITYWIDE: Final = "stadt"


class ChoiceOfKeys(filters.ChoiceFilter):
    """One of choices that are read once, when the filter is made; nothing is looked up again for checking."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(empty_label=None, choices=[ALL], **kwargs)


class MeasureFilter(filters.FilterSet):
    """Which measures are listed. Unknown values do not filter."""

    suche = filters.CharFilter(
        label="Suche", method="search", widget=forms.TextInput(attrs={"type": "search", "data-search": True})
    )
    handlungsfeld = ChoiceOfKeys(label="Handlungsfeld", field_name="field_of_action")
    erfolgsfaktor = ChoiceOfKeys(label="Erfolgsfaktor", method="with_factor")
    fachdienststelle = ChoiceOfKeys(label="Fachdienststelle", method="of_department")
    stadtteil = ChoiceOfKeys(label="Stadtteil", method="in_district")
    status = ChoiceOfKeys(label="Status", field_name="state")
    ampel = ChoiceOfKeys(label="Ampel", method="with_light")

    class Meta:
        model = Measure
        fields: tuple[str, ...] = ()
        form = FilterForm

    def __init__(self, data: QueryDict | None, queryset: QuerySet[Measure]) -> None:
        super().__init__(data, queryset)
        offered = _choices()
        for name, choices in offered.items():
            self.filters[name].extra["choices"] = [ALL, *choices]
        self.labels = {name: dict(choices) for name, choices in offered.items()}

    def search(self, queryset: Any, name: str, value: str) -> Any:
        """Each word is part of the folded text."""
        return queryset.matching(value)

    def with_factor(self, queryset: Any, name: str, value: str) -> Any:
        """Counted for the Erfolgsfaktor of this number."""
        return queryset.filter(success_factors__number=value)

    def of_department(self, queryset: Any, name: str, value: str) -> Any:
        """Led or supported by the office."""
        supported = Measure.contributing_departments.through.objects.filter(department=int(value))
        return queryset.filter(Q(lead_department=value) | Q(pk__in=supported.values("measure_id")))

    def in_district(self, queryset: Any, name: str, value: str) -> Any:
        """In the Stadtteil of this number, or for the whole city."""
        return queryset.filter(is_citywide=True) if value == CITYWIDE else queryset.filter(districts__number=value)

    def with_light(self, queryset: Any, name: str, value: str) -> Any:
        """With this light in the last accepted report; „keine Angabe“ also where there is none yet."""
        light = Q(latest_progress__traffic_light=value)
        return queryset.filter(light | Q(latest_progress=None) if value == TrafficLight.UNKNOWN else light)

    def leave_out_unknown(self) -> list[str]:
        """Takes values that do not exist out of account; a sentence for each."""
        wrong = [name for name in self.form.errors if name in self.filters]
        for name in wrong:
            del self.form.errors[name]
        return [
            f"Den Filter „{self.filters[name].label}“ gibt es mit diesem Wert nicht. Er wurde nicht beachtet."
            for name in wrong
        ]

    def chips(self, request: HttpRequest) -> Iterator[Chip]:
        """The filters that apply, each with the address of the list without it."""
        for name, value in self.form.cleaned_data.items():
            if value:
                shown = f"„{value}“" if name == "suche" else self.labels[name][value]
                yield f"{self.filters[name].label}: {shown}", filters_without(request, name)


def _choices() -> dict[str, list[tuple[str, str]]]:
    """What can be filtered by, in the order of the office; four queries. What has ended stays, old measures have it."""
    fields = FieldOfAction.objects.in_concept_order().values_list("pk", "name")
    factors = SuccessFactor.objects.order_by("number").values_list("number", "title")
    departments = Department.objects.in_german_order().values_list("pk", "name")
    districts = District.objects.in_official_order().values_list("number", "name")
    return {
        "handlungsfeld": [(str(key), name) for key, name in fields],
        "erfolgsfaktor": [(str(number), f"{number}. {title}") for number, title in factors],
        "fachdienststelle": [(str(key), name) for key, name in departments],
        "stadtteil": [
            (CITYWIDE, "ganze Stadt"),
            *((str(number), f"{number:02d} {name}") for number, name in districts),
        ],
        "status": list(MeasureState.choices),
        "ampel": list(TrafficLight.choices),
    }
