"""Sending a workbook that was filled in without a connection, and saying which of its sheets count."""

from typing import Any, Final

from django import forms
from django.core import signing

from neuss_integration.foundation.forms.base import BaseForm
from neuss_integration.foundation.spreadsheets.entry_reading import FilledSheet, as_data, from_data

SALT: Final = "measures.offline.preview"
VALID_SECONDS: Final = 12 * 60 * 60
MAX_ID_LENGTH: Final = 10
LARGEST: Final = 4_000_000
"""Less than Django takes of a form (DATA_UPLOAD_MAX_MEMORY_SIZE)."""


class OfflineForm(BaseForm):
    submit_label = "Vorschau zeigen"
    file = forms.FileField(
        label="Ausgefülltes Formular",
        help_text="Die Excel-Datei, die Sie hier heruntergeladen haben (.xlsx)",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


class SheetsField(forms.Field):
    """The sheets as the preview carried them, not changed on the way."""

    def clean(self, value: Any) -> list[FilledSheet]:
        """The sheets. Raises ValidationError when they were signed too long ago, or not here."""
        try:
            data = signing.loads(str(value or ""), salt=SALT, max_age=VALID_SECONDS)
        except signing.BadSignature as error:
            raise forms.ValidationError("Die Vorschau ist zu alt.", code="old") from error
        return [from_data(each) for each in data]


class TakeForm(BaseForm):
    """What the preview showed, which of its measures are chosen, and who sent the file to the Koordination."""

    submit_label = ""
    form_tag = False
    sheets = SheetsField(widget=forms.HiddenInput)
    received_from = forms.CharField(
        label="Von wem kam die Datei?", max_length=150, help_text="Zum Beispiel „Sachgebietsleitung, Mail vom 12.03.“"
    )
    action = forms.ChoiceField(choices=[("draft", "Entwurf"), ("submit", "Einreichen")])

    def chosen(self) -> set[int]:
        """The ids of the ticked reports."""
        sent = self.data.getlist("chosen")
        return {int(key) for key in sent if key.isascii() and key.isdigit() and len(key) < MAX_ID_LENGTH}


def carried(sheets: list[FilledSheet]) -> str:
    """The sheets for a hidden field of the preview, signed."""
    return signing.dumps([as_data(sheet) for sheet in sheets], salt=SALT, compress=True)
