"""Forms of the pictures of a section."""

from typing import Any

from django import forms

from neuss_integration.foundation.attachments.forms import PictureField
from neuss_integration.foundation.forms.base import BaseForm
from neuss_integration.foundation.pdf import check_text
from reporting.models import SectionPicture


class PictureForm(BaseForm):
    """A picture with its words; one that stands already keeps its file."""

    submit_label = "Bild einfügen"

    caption = forms.CharField(
        label="Bildunterschrift", max_length=300, help_text="Was zu sehen ist und woher das Bild stammt"
    )
    alternative = forms.CharField(
        label="Textalternative",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Was das Bild sagt, für Menschen, die es nicht sehen. Ein bis zwei Sätze",
    )

    def __init__(self, *args: Any, picture: SectionPicture | None = None, **kwargs: Any) -> None:
        stored = {"caption": picture.caption, "alternative": picture.alternative} if picture else {}
        super().__init__(*args, initial=stored, **kwargs)
        if picture is not None:
            self.submit_label = "Speichern"  # type: ignore[misc]
        else:
            self.fields["file"] = PictureField(label="Bild")
            self.order_fields(["file", "caption", "alternative"])

    def clean(self) -> dict[str, Any]:
        """What is written can be printed."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("caption", "alternative"):
            if sentence := check_text(cleaned.get(name) or ""):
                self.add_error(name, sentence)
        return cleaned


class RemovePictureForm(BaseForm):
    """Nothing to fill in: the button is the answer."""

    submit_label = "Bild entfernen"
