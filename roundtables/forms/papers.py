"""The form of a paper."""

from typing import Any

from django import forms

from neuss_integration.foundation.attachments.forms import AttachmentField
from neuss_integration.foundation.forms.base import BaseForm
from roundtables.models import AgendaItem, Meeting


class PaperForm(BaseForm):
    """A file for a meeting."""

    submit_label = "Unterlage anhängen"
    file = AttachmentField(label="Datei")
    title = forms.CharField(label="Bezeichnung", required=False, max_length=200, help_text="Sonst der Dateiname")
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label="Tagesordnungspunkt", required=False, empty_label="ganze Sitzung"
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = meeting.agenda.filter(state="agenda")  # type: ignore[attr-defined]
