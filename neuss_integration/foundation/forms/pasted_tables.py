"""A table that comes as a file or is pasted."""

from typing import Any, ClassVar

from django import forms


def table_file(help_text: str) -> forms.FileField:
    """The field `file` of a form that takes one."""
    widget = forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.tsv"})
    return forms.FileField(label="Datei", required=False, widget=widget, help_text=help_text)


def pasted_table(help_text: str, *, max_length: int = 1_000_000, lines: int = 8) -> forms.CharField:
    """The field `text` beside it. Empty cells at its beginning and end are cells."""
    widget = forms.Textarea(attrs={"rows": lines})
    return forms.CharField(
        label="Oder hier einfügen",
        required=False,
        strip=False,
        max_length=max_length,
        widget=widget,
        help_text=help_text,
    )


class FileOrText:
    """One of both fields has to be there."""

    nothing_given: ClassVar[str] = "Bitte wählen Sie eine Datei oder fügen Sie die Werte ein."

    def clean(self) -> dict[str, Any]:
        """What was sent, with `nothing_given` beside the text when it is nothing."""
        form: Any = self
        cleaned = super().clean() or form.cleaned_data  # type: ignore[misc]
        if not form.errors and not (cleaned.get("file") or cleaned.get("text", "").strip()):
            form.add_error("text", self.nothing_given)
        return cleaned
