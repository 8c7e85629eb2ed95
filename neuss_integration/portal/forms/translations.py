"""The form of a translation."""

from typing import Any

from django import forms

from neuss_integration.foundation.forms.base import BaseForm
from neuss_integration.portal.models import Translation


class TranslationForm(BaseForm):
    """Title and text in another language, and who translated."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    title = forms.CharField(label="Titel", max_length=160)
    text = forms.CharField(label="Text", widget=forms.Textarea(attrs={"rows": 10}))
    author = forms.CharField(
        label="Wer übersetzt hat",
        max_length=150,
        help_text="Stelle oder Übersetzungsbüro; eine Maschine allein genügt nicht.",
    )

    def __init__(self, data: Any = None, *, row: Translation | None, tag: str) -> None:
        names = ("version", "title", "text", "author")
        super().__init__(data, initial={name: getattr(row, name) for name in names} if row else {})
        for name in ("title", "text"):
            self.fields[name].widget.attrs |= {"lang": tag, "dir": "auto"}

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "text", "author")}
