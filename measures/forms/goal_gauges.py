"""The form of a Messgröße of a goal."""

from typing import Any, Final

from crispy_forms.layout import Fieldset, Layout, LayoutObject, Row
from django import forms
from django.core.exceptions import ValidationError

from measures.enums import GaugeCounting
from measures.forms.parts import PartForm
from measures.models import GoalGauge, KeyFigure
from measures.services.goal_gauges import FIELDS
from neuss_integration.foundation.forms.base import GermanDateField
from success_factors.forms.value_fields import WORD_OR_NUMBER, NumberOrWordField, read_value
from success_factors.models import Goal, Indicator
from success_factors.selectors.goals import line_of

INDICATOR, KEY_FIGURE = "indikator", "kennzahl"
STEPS: Final = (
    ("baseline", "Ausgangswert", "Stand des Ausgangswerts"),
    ("first_interim", "Erstes Zwischenziel", "bis"),
    ("second_interim", "Zweites Zwischenziel", "bis"),
    ("target", "Zielwert", "zu erreichen bis"),
)


def numbers_for(goal: Goal, chosen: GoalGauge | None = None) -> dict[str, Indicator | KeyFigure]:
    """What `goal` can be measured by: watched indicators, and Kennzahlen of measures that serve it; three queries."""
    figures = KeyFigure.objects.active().filter(measure__goals__in=line_of(goal)).select_related("measure").distinct()
    found: dict[str, Indicator | KeyFigure] = {
        **{f"{INDICATOR}-{each.pk}": each for each in Indicator.objects.watched().order_by("sort_key")},
        **{f"{KEY_FIGURE}-{each.pk}": each for each in figures.order_by("measure__number", "position", "pk")},
    }
    if chosen is not None:
        found.setdefault(key_of(chosen), chosen.number)
    return found


def key_of(gauge: GoalGauge) -> str:
    return f"{INDICATOR}-{gauge.indicator_id}" if gauge.indicator_id else f"{KEY_FIGURE}-{gauge.key_figure_id}"


class GoalGaugeForm(PartForm):
    """By which number, from where, by which steps, to where; each a value with its day."""

    names = FIELDS
    submit_label = "Messgröße speichern"

    number = forms.ChoiceField(
        label="Woran wird das Ziel gemessen?",
        help_text="An einem Indikator der Stadt oder an der Kennzahl einer Maßnahme, die zu diesem Ziel beiträgt",
    )
    counting = forms.ChoiceField(
        label="Welche Zahl zählt?",
        choices=GaugeCounting.choices,
        widget=forms.RadioSelect,
        initial=GaugeCounting.LATEST,
        help_text="Zusammengezählt wird, was je Zeitraum gemeldet wird, zum Beispiel Teilnehmende je Jahr",
    )
    note = forms.CharField(
        label="Warum diese Messgröße?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Was sie über das Ziel sagt und was nicht",
    )

    def __init__(self, *args: Any, goal: Goal, row: GoalGauge | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.offered = numbers_for(goal, row)
        self._choices()
        for step, value, day in STEPS:
            is_needed = step == "target"
            self.fields[f"{step}_value"] = NumberOrWordField(
                label=value, required=is_needed, max_digits=16, decimal_places=2
            )
            self.fields[f"{step}_date"] = GermanDateField(label=day, required=is_needed)
        self.fields["baseline_value"].help_text = "Leer, wenn vorher nicht gezählt wurde; dann gibt es keinen Anteil"
        self.fields["target_value"].help_text = WORD_OR_NUMBER
        if row is not None and row.indicator is not None and row.words:
            values = {f"{step}_value": getattr(row, f"{step}_value") for step, _, _ in STEPS}
            words = {name: row.indicator.written(each) for name, each in values.items() if each is not None}
            self.initial.update(words)
            for name in values:
                vars(self.fields[name])["words"] = row.words
        if row is not None:
            self.initial["number"] = key_of(row)

    def _choices(self) -> None:
        kinds = {"Indikatoren": Indicator, "Kennzahlen der Maßnahmen zu diesem Ziel": KeyFigure}
        groups = [
            (label, [(key, _label(each)) for key, each in self.offered.items() if isinstance(each, kind)])
            for label, kind in kinds.items()
        ]
        choice: Any = self.fields["number"]
        choice.choices = [("", "Bitte wählen"), *((label, rows) for label, rows in groups if rows)]

    def get_layout(self) -> LayoutObject:
        """Value and day side by side, in the order of time."""
        steps = [Row(f"{step}_value", f"{step}_date") for step, _, _ in STEPS]
        return Layout("version", "submission_key", "number", "counting", Fieldset("Von wo nach wo", *steps), "note")

    def clean(self) -> dict[str, Any]:
        """Each value is a number, or one of the words of the chosen indicator."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = self.offered.get(cleaned.get("number", ""))
        words = chosen.words if isinstance(chosen, Indicator) else {}
        for step, _, _ in STEPS:
            try:
                cleaned[f"{step}_value"] = read_value(words, cleaned.get(f"{step}_value"))
            except ValidationError as wrong:
                self.add_error(f"{step}_value", wrong)
        return cleaned

    def values(self) -> dict[str, Any]:
        chosen = self.offered[self.cleaned_data["number"]]
        is_indicator = isinstance(chosen, Indicator)
        number = {"indicator": chosen if is_indicator else None, "key_figure": None if is_indicator else chosen}
        return number | {name: self.cleaned_data[name] for name in FIELDS if name not in number}


def _label(number: Indicator | KeyFigure) -> str:
    unit = number.measured_in if isinstance(number, Indicator) else number.unit
    unit = f" ({unit})" if unit else ""
    return f"{number.name}{unit}" if isinstance(number, Indicator) else f"{number.measure.number}: {number.name}{unit}"
