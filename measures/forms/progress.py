"""The form of a progress report, and the decision about one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from measures.enums import DelayReason, MeasureState, ReceivedBy, TrafficLight
from measures.forms.additional_answers import fields_of, last_of, names_of
from measures.forms.state import explained_state
from measures.models import KeyFigure, ProgressReport
from measures.selectors.additional_answers import PROPOSED, PROPOSED_WHY, additional_answers_of, figure_name
from measures.selectors.measures import THREE_FACTS
from measures.selectors.progress import SHOWN
from measures.services import progress
from measures.services.progress import Receipt
from neuss_integration.foundation.forms.base import BaseModelForm, GermanDecimalField, GermanIntegerField
from neuss_integration.foundation.ui.signs import traffic_light
from neuss_integration.foundation.words.city_terms import lazily_worded

MEANINGS: Final = {
    TrafficLight.GREEN: "Es läuft nach Plan.",
    TrafficLight.YELLOW: "Es gibt Abweichungen, die Fachdienststelle kann sie selbst beheben.",
    TrafficLight.RED: "Das Ziel ist gefährdet, andere müssen helfen oder entscheiden.",
    TrafficLight.UNKNOWN: "Der Stand lässt sich zurzeit nicht beurteilen.",
}
SECTIONS: Final = (
    ("Status der Maßnahme", ("measure_state", "measure_state_reason")),
    ("Ampel", ("traffic_light", "delay_reason", "traffic_light_reason")),
    ("Entwicklung", progress.TEXTS),
    ("Zahlen", progress.NUMBERS),
    (lazily_worded("Nachricht an {office.accusative}"), ("internal_note",)),
)
WITH_LAST_ANSWER: Final = frozenset({*progress.TEXTS, *progress.NUMBERS})
COPIED_AS_TEXT: Final = frozenset(progress.TEXTS)
WITHOUT_MARK: Final = (
    "measure_state",
    "measure_state_reason",
    "traffic_light",
    "traffic_light_reason",
    "delay_reason",
    "what_happened",
)
NOT_NEGATIVE: Final = "„{label}“ kann nicht negativ sein. Bitte geben Sie null oder eine größere Zahl an."
WAYS: Final = [(way.value, way.label) for way in (ReceivedBy.PHONE, ReceivedBy.EMAIL, ReceivedBy.TALK)]
MAX_COUNT: Final = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """A field, with the last accepted answer beside it, and what the Koordination asks about it."""

    field: BoundField
    last: str | SafeString = ""
    can_copy: bool = False
    question: str = ""


@dataclass(frozen=True, slots=True)
class FormSection:
    """A heading with its fields; numbers stand side by side."""

    heading: str
    rows: list[Row]
    has_numbers: bool = False
    is_folded: bool = False


def light_label(light: TrafficLight) -> SafeString:
    """Sign and meaning of a traffic light."""
    return format_html("{}: {}", traffic_light(light), MEANINGS[light])


def light_choices() -> list[tuple[str, SafeString]]:
    """The traffic lights with sign and meaning, made when they are shown: static files are not known before."""
    return [(light.value, light_label(light)) for light in TrafficLight]


def refuse_negative(form: forms.BaseForm, data: dict[str, Any]) -> dict[str, Any]:
    """`data`, with an error at each number of the answer below zero."""
    for name in ("participants", "staff_hours", "cost", "raised_funds"):
        if (data.get(name) or 0) < 0:
            form.add_error(name, NOT_NEGATIVE.format(label=form.fields[name].label))
    return data


class ProgressForm(BaseModelForm):
    """The answer of an office about one measure. Everything may stay empty until it is submitted."""

    submit_label = ""
    form_tag = False
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MAX_COUNT)
    action = forms.CharField(widget=forms.HiddenInput, required=False)
    measure_state = forms.ChoiceField(
        label="Wie weit ist die Maßnahme?", widget=forms.RadioSelect, required=False, help_text=THREE_FACTS["state"]
    )
    traffic_light = forms.ChoiceField(
        label="Wie läuft die Maßnahme?",
        widget=forms.RadioSelect,
        required=False,
        help_text="Die Ampel sagt, ob die Maßnahme nach Plan läuft, unabhängig vom Status.",
        choices=light_choices,
    )
    delay_reason = forms.ChoiceField(
        label="Woran liegt es vor allem?",
        required=False,
        help_text="Bei Gelb und Rot. So lässt sich zählen, was Maßnahmen aufhält; die Begründung sagt es genauer.",
        choices=[("", "keine Angabe"), *DelayReason.choices],
    )
    participants = GermanIntegerField(label="Teilnehmende", required=False, max_value=MAX_COUNT)
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
            "traffic_light_reason": "Nötig bei Gelb und Rot. Bei Grün entfällt dieselbe vom letzten Mal.",
            "what_happened": "Ein bis drei Sätze genügen.",
            "observed_effect": "Woran merken Sie, dass die Maßnahme wirkt?",
            "period_covered": "Zum Beispiel „2025“ oder „Januar bis Juni 2026“",
            "internal_note": lazily_worded(
                "Lesen nur Ihre Fachdienststelle und {office.nominative}. Erscheint in keinem Bericht."
            ),
        }

    def __init__(self, data: Mapping[str, Any] | None = None, *, report: ProgressReport) -> None:
        self.additional = additional_answers_of(report)
        super().__init__(data, instance=report, initial={"version": report.version, **self.additional.values})
        states = [MeasureState(state) for state in progress.possible_states(report.measure)]
        choice: Any = self.fields["measure_state"]
        choice.choices = [(state.value, state.label) for state in states]
        choice.widget.choices = [(state.value, explained_state(state)) for state in states]
        extra = dict(fields_of(self.additional))
        self.fields.update(extra)
        for name in (*WITHOUT_MARK, *extra):
            self.fields[name].hide_optional = True  # type: ignore[attr-defined]
        comments = report.comments.filter(settled_at__isnull=True).order_by("made_at", "pk")
        self.questions = {each.field: each.text for each in comments}

    def asked(self) -> list[tuple[BoundField, str]]:
        """The fields about which the Koordination asks, each with its question, in the order of the form."""
        return [(row.field, row.question) for section in self.sections() for row in section.rows if row.question]

    def _post_clean(self) -> None:
        """The instance stays as stored: the service writes, and it alone knows the rules of the states."""

    def clean(self) -> dict[str, Any]:
        """No number is negative."""
        return refuse_negative(self, super().clean() or self.cleaned_data)

    def values(self) -> dict[str, Any]:
        """What can be stored: every field without an error."""
        names = (*progress.FIELDS, *self.additional.values)
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def receipt(self) -> Receipt | None:
        """How the Koordination was told the answer; None because the office answers itself."""
        return None

    def add_problems(self, problems: Mapping[str, str]) -> None:
        """Shows what is missing beside its fields."""
        for name, sentence in problems.items():
            self.add_error(name, sentence)

    def completeness(self) -> tuple[int, int, list[tuple[str, str, str]]]:
        """How much of what is needed is given, of how much, and what is missing: field id, label and sentence."""
        is_typed = self.is_valid() or self.is_bound
        problems = progress.missing(self.instance, self.additional, self.values() if is_typed else None)
        needed = {"measure_state", "traffic_light", "what_happened", *problems}
        needed |= {question.field_name for question in self.additional.questions if question.is_required}
        receipt = [
            (self[name].id_for_label or f"id_{name}", str(self[name].label), text) for name, text in problems.items()
        ]
        return len(needed) - len(problems), len(needed), receipt

    def sections(self) -> list[FormSection]:
        """The headings with their fields; what the round and the measure add stands before the message."""
        fixed = [
            FormSection(str(heading), self._rows(names), has_numbers=names is progress.NUMBERS)
            for heading, names in SECTIONS
        ]
        more = [
            FormSection(heading, self._rows(names), heading == "Kennzahlen", self._is_folded(names))
            for heading, names in names_of(self.additional).items()
        ]
        return [*fixed[:-1], *more, fixed[-1]]

    def _is_folded(self, names: Iterable[str]) -> bool:
        """Whether these fields are closed at first: proposals, unless one is begun or asked about."""
        is_begun = any(self[name].value() for name in PROPOSED) or any(name in self.questions for name in names)
        return PROPOSED_WHY in names and not is_begun and not self.errors

    def _rows(self, names: Iterable[str]) -> list[Row]:
        return [self._row(name) for name in names]

    def _row(self, name: str) -> Row:
        question = self.questions.get(name, "")
        if name in self._figures():
            return Row(self[name], last_of(self._figures()[name], self.additional), question=question)
        last = self.instance.previous
        if last is None or name not in WITH_LAST_ANSWER:
            return Row(self[name], question=question)
        return Row(self[name], SHOWN[name](last), can_copy=name in COPIED_AS_TEXT, question=question)

    def _figures(self) -> dict[str, KeyFigure]:
        return {figure_name(figure): figure for figure in self.additional.figures}


class OnBehalfForm(ProgressForm):
    """What an office told the Koordination, which enters it."""

    received_by = forms.ChoiceField(label="Wie kam die Antwort?", widget=forms.RadioSelect, choices=WAYS)
    received_from = forms.CharField(
        label="Von wem?", max_length=150, help_text="Zum Beispiel „Sachgebietsleitung, Anruf vom 12.03.“"
    )

    def receipt(self) -> Receipt | None:
        """How the answer came in; None while that is not said, which the service refuses."""
        way, who = self.cleaned_data.get("received_by"), self.cleaned_data.get("received_from")
        return Receipt(ReceivedBy(way), who) if way and who else Receipt(ReceivedBy.FORM, "")

    def sections(self) -> list[FormSection]:
        """First how the answer came in."""
        return [
            FormSection("Auskunft der Fachdienststelle", self._rows(["received_by", "received_from"])),
            *super().sections(),
        ]
