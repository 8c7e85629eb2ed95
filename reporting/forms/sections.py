"""Forms of the sections of a report."""

from typing import Any

from django import forms

from neuss_integration.foundation.forms.base import BaseForm, BaseModelForm
from neuss_integration.foundation.pdf import check_html, check_text
from neuss_integration.foundation.words.markdown import render_markdown
from reporting.content.sections.registry import KINDS
from reporting.content.sections.texts import MARKDOWN
from reporting.models import Section


class SectionForm(BaseModelForm):
    """Heading and text of a section."""

    submit_label = ""
    form_tag = False
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Section
        fields = ("title", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 16, "data-markdown": True})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = KINDS[self.instance.kind]
        self.fields["text"].help_text = f"{kind.hint} {MARKDOWN}".strip()
        self.fields["text"].hide_optional = kind.needs_text  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The instance stays as stored: the service writes."""

    def clean(self) -> dict[str, Any]:
        """What is written can be printed."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("title", "text"):
            if sentence := check_text(cleaned.get(name) or ""):
                self.add_error(name, sentence)
        if sentence := check_html(render_markdown(cleaned.get("text") or "")):
            self.add_error("text", sentence)
        return cleaned

    def values(self) -> dict[str, Any]:
        """What can be stored: every field without an error."""
        return {name: self.cleaned_data[name] for name in ("title", "text") if name in self.cleaned_data}


class OwnSectionForm(BaseForm):
    """A section of one's own begins with a heading."""

    submit_label = "Abschnitt anlegen"
    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label="Überschrift", max_length=200)
    after = forms.ModelChoiceField(
        Section.objects.none(), label="Steht hinter", required=False, empty_label="am Ende des Berichts"
    )

    def __init__(self, *args: Any, sections: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["after"].queryset = sections  # type: ignore[attr-defined]

    def clean_title(self) -> str:
        """The heading can be printed."""
        title = self.cleaned_data["title"]
        if sentence := check_text(title):
            raise forms.ValidationError(sentence)
        return title
