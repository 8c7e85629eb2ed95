"""The form of who stands for an Erfolgsfaktor."""

from typing import Any

from django import forms

from neuss_integration.foundation.forms.base import BaseModelForm
from neuss_integration.maintenance.kinds.city import DIVISION_HELP, SPONSOR_HELP, offer_divisions
from success_factors.models import SuccessFactor


class SponsorForm(BaseModelForm):
    """Dezernat and politische Patenschaft of an Erfolgsfaktor."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")

    class Meta:
        model = SuccessFactor
        fields = ("division", "sponsor")
        help_texts = {"division": DIVISION_HELP, "sponsor": SPONSOR_HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        offer_divisions(self)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("division", "sponsor")}
