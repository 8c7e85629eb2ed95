"""The filter of the directory of organisations."""

from typing import Any

from django import forms

from measures.selectors.organisations import Places
from neuss_integration.city.enums import OrganisationKind
from neuss_integration.foundation.forms.base import FilterForm


class DirectoryFilter(FilterForm):
    suche = forms.CharField(label="Name", widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}))
    art = forms.ChoiceField(label="Art", choices=[("", "alle"), *OrganisationKind.choices])
    handlungsfeld = forms.TypedChoiceField(label="Handlungsfeld", coerce=int, empty_value=None)
    stadtteil = forms.TypedChoiceField(label="Stadtteil", coerce=int, empty_value=None)

    def __init__(self, *args: Any, places: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["handlungsfeld"].choices = [("", "alle"), *((key, str(each)) for key, each in places.fields.items())]
        fields["stadtteil"].choices = [("", "alle"), *((each.pk, str(each)) for each in places.districts.values())]

    def narrowing(self) -> dict[str, Any]:
        """What the directory takes; values that do not exist do not narrow."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "text": given.get("suche", ""),
            "kind": given.get("art", ""),
            "area": given.get("handlungsfeld"),
            "district": given.get("stadtteil"),
        }

    def shown(self, name: str) -> str:
        """The chosen value of the field `name` in words."""
        value = self.cleaned_data[name]
        choices: Any = getattr(self.fields[name], "choices", ())
        return f"{self.fields[name].label}: {dict(choices).get(value, f'„{value}“')}"
