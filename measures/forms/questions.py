"""Forms of what a round asks besides: free questions, and measures that join while it runs."""

from typing import Any, ClassVar

from django import forms

from measures.forms.choices import ObjectsField
from measures.models import Measure, RoundQuestion
from neuss_integration.foundation.forms.base import BaseForm, BaseModelForm


class QuestionForm(BaseModelForm):
    """A free question of a draft."""

    submit_label = "Frage hinzufügen"

    class Meta:
        model = RoundQuestion
        fields: ClassVar[list[str]] = ["text", "help_text", "kind", "is_required"]
        widgets: ClassVar[dict[str, Any]] = {"kind": forms.RadioSelect}
        help_texts: ClassVar[dict[str, str]] = {
            "text": "Zum Beispiel „Wie viele Ehrenamtliche wirkten mit?“",
            "is_required": "Ohne Antwort lässt sich der Bericht nicht einreichen.",
        }

    def _post_clean(self) -> None:
        """The service checks the rules of the model: it knows the round."""


class ExcludeForm(BaseForm):
    """Which measures a round does not ask about, and why."""

    submit_label = "Aus der Runde nehmen"
    measures = ObjectsField(label="Maßnahmen")
    reason = forms.CharField(
        label="Begründung",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Steht auf der Seite der Runde und, wenn sie offen ist, in der Nachricht an die Fachdienststelle.",
    )

    def __init__(self, *args: Any, offered: list[Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["measures"]
        field.rows = {str(each.pk): each for each in offered}
        field.choices = [(str(each.pk), f"{each} ({each.lead_department})") for each in offered]


class AddMeasuresForm(BaseForm):
    """Which measures an open round asks about from now on."""

    submit_label = "In die Runde aufnehmen"
    measures = ObjectsField(label="Maßnahmen", help_text="Gefragt wird die federführende Fachdienststelle.")

    def __init__(self, *args: Any, offered: list[Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["measures"]
        field.rows = {str(each.pk): each for each in offered}
        field.choices = [(str(each.pk), f"{each} ({each.lead_department})") for each in offered]
