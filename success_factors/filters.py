"""The filter of the list of indicators. The query string is its state, with German names."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.db.models import QuerySet
from django.http import QueryDict

from neuss_integration.city.models import Department
from neuss_integration.foundation.forms.filters import ChoiceOfKeys, ListFilter
from success_factors.enums import ValueKind
from success_factors.models import FieldOfAction, Indicator, SuccessFactor
from success_factors.selectors.indicators import IndicatorRow, indicator_rows

STANDINGS: Final[Mapping[str, tuple[str, Callable[[IndicatorRow], bool]]]] = {
    "aktuell": ("letzter Wert nicht veraltet", lambda row: row.last is not None and not row.is_outdated),
    "veraltet": ("letzter Wert veraltet", lambda row: row.is_outdated),
    "faellig": ("neuer Wert fällig", lambda row: row.is_due),
    "ohne": ("noch ohne Wert", lambda row: row.last is None),
    "beobachtet": ("beobachtet", lambda row: row.is_watched),
    "nicht-beobachtet": ("nicht beobachtet", lambda row: not row.is_watched),
}


class IndicatorFilter(ListFilter):
    """Which indicators are listed."""

    SEARCHED = ("name", "definition", "data_source", "unit")

    erfolgsfaktor = ChoiceOfKeys(label="Erfolgsfaktor", field_name="success_factors__number")
    handlungsfeld = ChoiceOfKeys(label="Handlungsfeld", field_name="field_of_action")
    fachdienststelle = ChoiceOfKeys(label="Zuständige Fachdienststelle", field_name="department")
    art = ChoiceOfKeys(label="Art der Werte", field_name="value_kind")
    stand = ChoiceOfKeys(label="Stand", by="of_every_standing")

    def __init__(self, data: QueryDict | None, queryset: QuerySet[Indicator]) -> None:
        factors = SuccessFactor.objects.order_by("number").values_list("number", "title")
        fields = FieldOfAction.objects.in_concept_order().values_list("pk", "name")
        offices = Department.objects.filter(indicators__in=queryset.order_by()).distinct().in_german_order()
        offered = {
            "erfolgsfaktor": [(str(number), f"{number}. {title}") for number, title in factors],
            "handlungsfeld": [(str(key), name) for key, name in fields],
            "fachdienststelle": [(str(each.pk), str(each)) for each in offices],
            "art": list(ValueKind.choices),
            "stand": [(key, label) for key, (label, _) in STANDINGS.items()],
        }
        super().__init__(data, queryset, offered)

    def of_every_standing(self, queryset: Any, name: str, value: str) -> Any:
        """All: how a value stands is known only when it is read (`rows`)."""
        return queryset

    def rows(self, *, inside: bool) -> list[IndicatorRow]:
        """The lines of the list that all filters let through."""
        found, chosen = indicator_rows(self.qs, inside=inside), self.form.cleaned_data.get("stand") or ()
        return [row for row in found if not chosen or any(STANDINGS[key][1](row) for key in chosen)]
