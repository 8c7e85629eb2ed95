"""The filter of the directory of organisations."""

from typing import Any, Final

from django import forms

from measures.selectors.organisations import Places
from neuss_integration.city.enums import OrganisationKind
from neuss_integration.foundation.forms.base import FilterForm

CONSENTED: Final = (("ja", "zugestimmt"), ("nein", "nicht zugestimmt"))


class DirectoryFilter(FilterForm):
    suche = forms.CharField(label="Name", widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}))
    art = forms.ChoiceField(label="Art", choices=[("", "alle"), *OrganisationKind.choices])
    handlungsfeld = forms.TypedChoiceField(label="Handlungsfeld", coerce=int, empty_value=None)
    stadtteil = forms.TypedChoiceField(label="Stadtteil", coerce=int, empty_value=None)

    zustimmung = forms.ChoiceField(label="Öffentliche Nennung", choices=[("", "alle"), *CONSENTED])

    def __init__(self, *args: Any, places: Places, sees_internal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sees_internal:
            del self.fields["zustimmung"]
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
            "consented": {"ja": True, "nein": False}.get(given.get("zustimmung", "")),
        }

    def shown(self, name: str) -> str:
        """The chosen value of the field `name` in words."""
        value = self.cleaned_data[name]
        choices: Any = getattr(self.fields[name], "choices", ())
        return f"{self.fields[name].label}: {dict(choices).get(value, f'„{value}“')}"
