"""The form that takes a measure to another state."""

from typing import Any, Final

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from measures.enums import MeasureState
from measures.models import Measure
from measures.selectors.measures import THREE_FACTS
from measures.workflows import MEASURE_WORKFLOW
from neuss_integration.foundation.forms.base import BaseForm
from neuss_integration.foundation.records.workflow import Transition

RESUMED: Final = "Die Maßnahme war beendet und findet wieder statt."


class StateForm(BaseForm):
    """Which step, and why. Shown are those possible now; the service says why another one no longer is."""

    submit_label = "Status ändern"

    transition = forms.ChoiceField(
        label="Was soll geschehen?", widget=forms.RadioSelect, help_text=THREE_FACTS["state"]
    )
    reason = forms.CharField(
        label="Begründung",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Nötig, wenn eine Maßnahme ruhen, aufgegeben oder wieder aufgenommen werden soll. "
        "Die Begründung steht auf der Seite der Maßnahme und im Bericht.",
    )

    def __init__(self, *args: Any, measure: Measure, chosen: str = "", **kwargs: Any) -> None:
        """`chosen` names the step that is ticked from the beginning."""
        super().__init__(*args, initial={"transition": chosen}, **kwargs)
        choice: Any = self.fields["transition"]
        self.fields["reason"].hide_optional = True  # type: ignore[attr-defined]
        choice.choices = [(name, step.label) for name, step in MEASURE_WORKFLOW.transitions.items()]
        choice.widget.choices = [(step.name, _explained(step)) for step in MEASURE_WORKFLOW.from_state(measure.state)]

    def clean(self) -> dict[str, Any]:
        """A step that needs a reason has one."""
        cleaned = super().clean() or self.cleaned_data
        chosen = MEASURE_WORKFLOW.transitions.get(cleaned.get("transition", ""))
        if chosen and chosen.needs_reason and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", f"Bitte begründen Sie den Schritt „{chosen.label}“.")
        return cleaned


def _explained(step: Transition) -> SafeString:
    return format_html(
        '<strong>{}</strong> → {}<br><span class="choice-hint">{}{}</span>',
        step.label,
        MeasureState(step.target).label,
        RESUMED if step.name == "resume" else MeasureState(step.target).meaning,
        " Braucht eine Begründung." if step.needs_reason else "",
    )


def explained_state(state: MeasureState) -> SafeString:
    """The name of `state` with what it says, as a choice."""
    return format_html('{}: <br><span class="choice-hint">{}</span>', state.label, state.meaning)
