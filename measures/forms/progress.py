"""The form of a progress report, and the decision about one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from measures.enums import MeasureState, TrafficLight
from measures.models import ProgressReport
from measures.selectors.progress import SHOWN
from measures.services import progress
from neuss_integration.forms import BaseForm, BaseModelForm, GermanDecimalField, GermanIntegerField
from neuss_integration.ui.signs import traffic_light

MEANINGS: Final = {
    TrafficLight.GREEN: "Es läuft nach Plan.",
    TrafficLight.YELLOW: "Es gibt Abweichungen, die Fachdienststelle kann sie selbst beheben.",
    TrafficLight.RED: "Das Ziel ist gefährdet, andere müssen helfen oder entscheiden.",
    TrafficLight.UNKNOWN: "Der Stand lässt sich zurzeit nicht beurteilen.",
}
SECTIONS: Final = (
    ("Status der Maßnahme", ("measure_state", "measure_state_reason")),
    ("Ampel", ("traffic_light", "traffic_light_reason")),
    ("Entwicklung", progress.TEXTS),
    ("Zahlen", progress.NUMBERS),
    ("Nachricht an das Integrationsbüro", ("internal_note",)),
)
WITH_LAST_ANSWER: Final = frozenset({*progress.TEXTS, *progress.NUMBERS})
COPIED_AS_TEXT: Final = frozenset(progress.TEXTS)
WITHOUT_MARK: Final = (
    "measure_state",
    "measure_state_reason",
    "traffic_light",
    "traffic_light_reason",
    "what_happened",
)
NOT_NEGATIVE: Final = "„{label}“ kann nicht negativ sein. Bitte geben Sie null oder eine größere Zahl an."
COMMENT_WOULD_BE_LOST: Final = (
    "Beim Annehmen geht keine Rückfrage an die Fachdienststelle. "
    "Bitte löschen Sie sie oder geben Sie den Bericht zurück."
)
LARGEST_COUNT: Final = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """A field, with the last accepted answer beside it where there is one."""

    field: BoundField
    last: str | SafeString = ""
    can_copy: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its fields; numbers stand side by side."""

    heading: str
    rows: list[Row]
    has_numbers: bool = False


def light_label(light: TrafficLight) -> SafeString:
    """Sign and meaning of a traffic light."""
    return format_html("{}: {}", traffic_light(light), MEANINGS[light])


def light_choices() -> list[tuple[str, SafeString]]:
    """The traffic lights with sign and meaning, made when they are shown: static files are not known before."""
    return [(light.value, light_label(light)) for light in TrafficLight]


class ProgressForm(BaseModelForm):
    """The answer of an office about one measure. Everything may stay empty until it is submitted."""

    submit_label = ""
    form_tag = False
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_COUNT)
    action = forms.CharField(widget=forms.HiddenInput, required=False)
    measure_state = forms.ChoiceField(label="Wie weit ist die Maßnahme?", widget=forms.RadioSelect, required=False)
    traffic_light = forms.ChoiceField(
        label="Wie läuft die Maßnahme?",
        widget=forms.RadioSelect,
        required=False,
        choices=light_choices,
    )
    participants = GermanIntegerField(label="Teilnehmende", required=False, max_value=LARGEST_COUNT)
    staff_hours = GermanDecimalField(label="Personalstunden", required=False, max_digits=9, decimal_places=1)
    cost = GermanDecimalField(label="Kosten in Euro", required=False, max_digits=12, decimal_places=2)
    raised_funds = GermanDecimalField(
        label="Eingeworbene Mittel in Euro", required=False, max_digits=12, decimal_places=2
    )

    class Meta:
        model = ProgressReport
        fields = progress.FIELDS
        labels: ClassVar[dict[str, str]] = {"internal_note": "Ihre Nachricht"}
        help_texts: ClassVar[dict[str, str]] = {
            "measure_state_reason": "Nötig bei „ruhend“ und „nicht weiter verfolgt“.",
            "traffic_light_reason": "Nötig bei Gelb und Rot.",
            "what_happened": "Ein bis drei Sätze genügen.",
            "observed_effect": "Woran merken Sie, dass die Maßnahme wirkt?",
            "period_covered": "Zum Beispiel „2025“ oder „Januar bis Juni 2026“",
            "internal_note": "Lesen nur Ihre Fachdienststelle und das Integrationsbüro. Erscheint in keinem Bericht.",
        }

    def __init__(self, data: Mapping[str, Any] | None = None, *, report: ProgressReport) -> None:
        super().__init__(data, instance=report, initial={"version": report.version})
        states = [MeasureState(state) for state in progress.possible_states(report.measure)]
        self.fields["measure_state"].choices = [(state.value, state.label) for state in states]  # type: ignore[attr-defined]
        for name in WITHOUT_MARK:
            self.fields[name].hide_optional = True  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The instance stays as stored: the service writes, and it alone knows the rules of the states."""

    def clean(self) -> dict[str, Any]:
        """No number is negative."""
        data = super().clean() or self.cleaned_data
        for name in ("participants", "staff_hours", "cost", "raised_funds"):
            if (data.get(name) or 0) < 0:
                self.add_error(name, NOT_NEGATIVE.format(label=self.fields[name].label))
        return data

    def values(self) -> dict[str, Any]:
        """What can be stored: every field without an error."""
        return {name: self.cleaned_data[name] for name in progress.FIELDS if name in self.cleaned_data}

    def add_problems(self, problems: Mapping[str, str]) -> None:
        """Shows what is missing beside its fields."""
        for name, sentence in problems.items():
            self.add_error(name, sentence)

    def sections(self) -> list[Section]:
        """The headings with their fields."""
        return [
            Section(heading, [self._row(name) for name in names], has_numbers=names is progress.NUMBERS)
            for heading, names in SECTIONS
        ]

    def _row(self, name: str) -> Row:
        last = self.instance.previous
        if last is None or name not in WITH_LAST_ANSWER:
            return Row(self[name])
        return Row(self[name], SHOWN[name](last), can_copy=name in COPIED_AS_TEXT)


class DecisionForm(BaseForm):
    """Accept a report, or return it with a question; `version` is the answer that was read."""

    submit_label = ""
    form_tag = False
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_COUNT)
    action = forms.ChoiceField(choices=[("accept", "Annehmen"), ("return", "Zurückgeben")], widget=forms.HiddenInput)
    comment = forms.CharField(
        label="Rückfrage",
        widget=forms.Textarea,
        required=False,
        help_text="Nötig, um den Bericht zurückzugeben. Die Fachdienststelle sieht sie über ihrem Bericht.",
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, report: ProgressReport) -> None:
        super().__init__(data, initial={"version": report.version})
        self.fields["comment"].hide_optional = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Returning needs a comment; accepting would lose it."""
        data = super().clean() or self.cleaned_data
        action, comment = data.get("action"), data.get("comment")
        if action == "return" and comment == "":
            self.add_error("comment", "Bitte schreiben Sie, was die Fachdienststelle ändern oder ergänzen soll.")
        if action == "accept" and comment:
            self.add_error("comment", COMMENT_WOULD_BE_LOST)
        return data
