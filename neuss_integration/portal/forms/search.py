"""What people look for among the offers; the address holds all of it."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from neuss_integration.city.models import District
from neuss_integration.foundation.forms.base import FilterForm
from neuss_integration.foundation.words.folding import german_sort_key
from neuss_integration.portal.enums import CostKind, SpokenLanguage, Weekday
from neuss_integration.portal.selectors.offers import OfferFilter, PublicOffer
from neuss_integration.portal.selectors.public import written

ALL = ("", gettext_lazy("alle"))


class OfferSearchForm(FilterForm):
    """Only what occurs in some offer can be chosen, Stadtteile aside."""

    FIELDS: ClassVar = {
        "q": "text",
        "stadtteil": "district",
        "fuer": "group",
        "feld": "area",
        "sprache": "language",
        "tag": "day",
        "kosten": "cost",
    }

    q = forms.CharField(label=gettext_lazy("Suche"), max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    stadtteil = forms.ChoiceField(label=gettext_lazy("Stadtteil"))
    fuer = forms.ChoiceField(label=gettext_lazy("Für wen"))
    feld = forms.ChoiceField(label=gettext_lazy("Thema"))
    sprache = forms.ChoiceField(label=gettext_lazy("Sprache"))
    tag = forms.ChoiceField(label=gettext_lazy("Tag"))
    kosten = forms.ChoiceField(label=gettext_lazy("Kosten"))

    def __init__(self, data: Any, *, offers: Iterable[PublicOffer], districts: Iterable[District]) -> None:
        super().__init__(data)
        told = list(offers)
        languages = {code for each in told for code in each.languages}
        self._offer("stadtteil", [(str(each.number), written(each.name)) for each in districts])
        self._offer("fuer", _named({name for each in told for name in each.target_groups}))
        self._offer("feld", _named({each.field for each in told}))
        self._offer("sprache", [(code, name) for code, name in SpokenLanguage.choices if code in languages])
        self._offer("tag", [(str(number), name) for number, name in Weekday.choices])
        self._offer("kosten", [(key, name) for key, name in CostKind.choices if key in {each.cost for each in told}])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = [ALL, *choices]  # type: ignore[attr-defined]

    def wanted(self) -> OfferFilter:
        """What is asked for; a value that cannot be chosen asks for nothing."""
        self.is_valid()
        given = {self.FIELDS[name]: value for name, value in self.cleaned_data.items() if value}
        return OfferFilter(**given)

    def chosen(self) -> list[tuple[str, Any]]:
        """(name, words) of what is asked for."""
        self.is_valid()
        words = {name: dict(getattr(self.fields[name], "choices", ())) for name in self.FIELDS}
        return [(name, words[name].get(value, value)) for name, value in self.cleaned_data.items() if value]


def _named(names: set[str]) -> list[tuple[str, str]]:
    return [(name, written(name)) for name in sorted(names, key=german_sort_key)]
