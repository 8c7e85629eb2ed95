"""The form that puts a slip of the pen in an accepted answer right."""

from copy import deepcopy
from typing import Any

from django import forms

from measures.forms.progress import MAX_COUNT, ProgressForm, refuse_negative
from measures.models import ProgressReport
from measures.services.progress.correcting import CORRECTABLE
from neuss_integration.foundation.forms.base import BaseModelForm


class AnswerCorrectionForm(BaseModelForm):
    """Words and numbers of an accepted answer, and why they are changed."""

    submit_label = "Berichtigen"
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, max_value=MAX_COUNT)
    reason = forms.CharField(
        label="Warum wird berichtigt?",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Steht im Vorgangsverlauf. Was vorher da stand, bleibt im Änderungsverlauf.",
    )

    class Meta:
        model = ProgressReport
        fields = CORRECTABLE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() & ProgressForm.declared_fields.keys() - {"version"}:
            self.fields[name] = deepcopy(ProgressForm.declared_fields[name])
        for name in CORRECTABLE:
            self.fields[name].hide_optional = True  # type: ignore[attr-defined]
        self.initial["version"] = self.instance.version

    def _post_clean(self) -> None:
        """The instance stays as stored: the service writes."""

    def clean(self) -> dict[str, Any]:
        """No number is negative."""
        return refuse_negative(self, super().clean() or self.cleaned_data)

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in CORRECTABLE}
