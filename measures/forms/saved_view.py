"""The forms of saved views."""

from typing import Any

from django import forms

from measures.enums.saved_views import ListKind
from neuss_integration.foundation.forms.base import BaseForm


class ViewForm(BaseForm):
    """Name and sharing; only who may share is asked about it."""

    name = forms.CharField(label="Name der Ansicht", max_length=80)
    is_shared = forms.BooleanField(
        label="Für alle sichtbar", required=False, help_text="Sonst sehen nur Sie diese Ansicht."
    )
    listing = forms.ChoiceField(choices=ListKind.choices, required=False, widget=forms.HiddenInput, label="Liste")
    query = forms.CharField(required=False, widget=forms.HiddenInput, label="Ansicht")

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["is_shared"]

    def clean_listing(self) -> str:
        """The list that is named, else that of the measures."""
        return self.cleaned_data["listing"] or ListKind.MEASURES
