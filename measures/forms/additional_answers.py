"""The fields of a progress report that depend on its round and its measure."""

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from measures.enums import QuestionKind
from measures.forms.choices import ObjectField, offer_master_data
from measures.models import KeyFigure, RoundQuestion
from measures.selectors.additional_answers import PROPOSED, PROPOSED_WHY, AdditionalAnswers, figure_name, milestone_name
from neuss_integration.foundation.forms.base import GermanDecimalField, PartialDateField
from neuss_integration.foundation.ui.texts import german_date, german_number
from neuss_integration.foundation.words.city_terms import lazily_worded

YES: Final = "ja"
NO: Final = "nein"


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or no answer (None)."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        choices = [(YES, "Ja"), (NO, "Nein")]
        super().__init__(choices=choices, coerce=lambda value: value == YES, empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The answer as the form sends it."""
        return {True: YES, False: NO}.get(value, value) if isinstance(value, bool) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another answer is given."""
        return (self.prepare_value(initial) or "") != (data or "")


def fields_of(additional: AdditionalAnswers) -> Iterator[tuple[str, forms.Field]]:
    """All fields with their names; none is required, the service says what is missing."""
    for question in additional.questions:
        yield question.field_name, _question_field(question)
    for figure in additional.figures:
        label = f"{figure.name} ({figure.unit})"
        yield figure_name(figure), GermanDecimalField(label=label, required=False, max_digits=16, decimal_places=4)
    for milestone in additional.milestones:
        label = f"{milestone.title} (fällig am {milestone.due_date:%d.%m.%Y})"
        yield milestone_name(milestone), forms.BooleanField(label=label, required=False)
    yield from _proposal_fields()


def last_of(figure: KeyFigure, additional: AdditionalAnswers) -> SafeString:
    """The last value of a Kennzahl and its target, as far as they are known."""
    last = additional.last_values.get(figure.pk)
    parts = []
    if last is not None:
        parts.append(format_html("Letzter Wert: {} ({})", german_number(_plain(last.value)), last.period))
    elif figure.baseline_value is not None:
        parts.append(format_html("Ausgangswert: {}", german_number(_plain(figure.baseline_value))))
    if figure.target_value is not None:
        target = german_number(_plain(figure.target_value))
        parts.append(format_html("Ziel: {} bis {}", target, german_date(figure.target_date)))
    return format_html_join(" · ", "{}", ((part,) for part in parts))


def names_of(additional: AdditionalAnswers) -> dict[str, list[str]]:
    """The names of the fields by the heading under which they stand; empty groups are left out."""
    groups = {
        "Kennzahlen": [figure_name(figure) for figure in additional.figures],
        "Meilensteine: Was ist erreicht?": [milestone_name(milestone) for milestone in additional.milestones],
        "Zusatzfragen dieser Runde": [question.field_name for question in additional.questions],
        "Stammdaten ändern?": [*PROPOSED, PROPOSED_WHY],
    }
    return {heading: names for heading, names in groups.items() if names}


def _question_field(question: RoundQuestion) -> forms.Field:
    options: dict[str, Any] = {"label": question.text, "required": False, "help_text": question.help_text}
    if question.kind == QuestionKind.NUMBER:
        return GermanDecimalField(max_digits=15, decimal_places=2, **options)
    if question.kind == QuestionKind.YES:
        return YesNoField(**options)
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **options)


def _proposal_fields() -> Iterator[tuple[str, forms.Field]]:
    title, end, lead = PROPOSED
    yield title, forms.CharField(label="Neuer Titel", max_length=200, required=False)
    yield end, PartialDateField(label="Laufzeit ändern: neues Ende", required=False)
    field = ObjectField(label="Neue Federführung", required=False)
    offer_master_data(field, "departments")
    yield lead, field
    yield (
        PROPOSED_WHY,
        forms.CharField(
            label="Warum?",
            widget=forms.Textarea(attrs={"rows": 3}),
            required=False,
            help_text=lazily_worded("{office.opening} entscheidet über Ihren Vorschlag bei der Annahme des Berichts."),
        ),
    )


def _plain(value: Any) -> Any:
    """A decimal without zeros at its end."""
    return value.normalize() if value % 1 else value.quantize(1)
