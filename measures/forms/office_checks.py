"""Forms of the Selbstcheck: a year, the answers of an office, what becomes of a gap."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone

from measures.enums import CheckKind, CheckRating
from measures.models import CheckQuestion, CheckYear, GapFollowUp, Measure
from measures.models.office_check import MEASURE_OR_REASON
from measures.selectors.office_checks import ToldAnswer
from measures.services.office_checks import GIVEN, UNANSWERED, as_stored
from neuss_integration.foundation.forms.base import BaseForm, GermanDateField, GermanIntegerField

SAVE: Final = "speichern"
MOST_DAYS: Final = 999
NOT_THIS: Final = ((CheckRating.NOT_APPLICABLE.value, CheckRating.NOT_APPLICABLE.label),)


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question with its fields, what was answered the year before, and what became of that."""

    question: CheckQuestion
    fields: list[BoundField]
    before: ToldAnswer | None


class CheckYearForm(BaseForm):
    """Until when all offices answer. The year itself is chosen once."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    year = GermanIntegerField(label="Jahr", min_value=2000, max_value=2100)
    due_on = GermanDateField(label="Frist", help_text="Bis zu diesem Tag antworten alle Fachdienststellen")
    note = forms.CharField(
        label="Hinweis an die Fachdienststellen",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Steht über dem Formular",
    )

    def __init__(self, data: Any = None, *, check_year: CheckYear | None = None) -> None:
        super().__init__(data)
        self.initial["year"] = timezone.localdate().year
        if check_year is not None:
            del self.fields["year"]
            self.initial.update({name: getattr(check_year, name) for name in ("version", "due_on", "note")})
        self.submit_label = "Speichern" if check_year else "Eröffnen"  # type: ignore[misc]


class CheckForm(BaseForm):
    """Each question with its answer, a short note, and an address or number that shows it."""

    submit_label = ""
    form_tag = False

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")

    def __init__(
        self,
        data: Any = None,
        *,
        questions: Iterable[CheckQuestion],
        stored: Mapping[int, ToldAnswer],
        before: Mapping[int, ToldAnswer],
        version: int = 0,
    ) -> None:
        super().__init__(data)
        self.questions, self._before = list(questions), before
        self.initial["version"] = version
        for question in self.questions:
            self._add(question, stored.get(question.pk))

    def _add(self, question: CheckQuestion, told: ToldAnswer | None) -> None:
        is_choice, name_of = question.kind == CheckKind.CHOICE, question.short_name
        made: dict[str, forms.Field] = {}
        if not is_choice:
            made["standard_days"] = _days(f"{name_of}: Standard in Arbeitstagen", "Leer, wenn es keinen gibt")
            made["actual_days"] = _days(f"{name_of}: tatsächlich in Arbeitstagen", "Im Mittel")
        choices = CheckRating.choices if is_choice else (("", "Tage wie angegeben"), *NOT_THIS)
        made["rating"] = forms.ChoiceField(
            label=f"{name_of}: Antwort", choices=choices, widget=forms.RadioSelect, required=False
        )
        made["note"] = forms.CharField(
            label=f"{name_of}: Erläuterung", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
        )
        made["evidence"] = forms.CharField(
            label=f"{name_of}: Beleg oder Zahl",
            required=False,
            max_length=300,
            help_text="Eine Adresse im Internet oder eine Zahl",
        )
        for name, field in made.items():
            field.hide_optional = True  # type: ignore[attr-defined]
            self.fields[_name(name, question)] = field
            self.initial[_name(name, question)] = getattr(told.answer, name) if told else None
        if not is_choice and told and told.answer.rating != CheckRating.NOT_APPLICABLE:
            self.initial[_name("rating", question)] = ""

    def asked(self) -> list[AskedQuestion]:
        """The questions in their order, for the page."""
        return [
            AskedQuestion(
                each,
                [self[_name(name, each)] for name in GIVEN if _name(name, each) in self.fields],
                self._before.get(each.pk),
            )
            for each in self.questions
        ]

    def clean(self) -> dict[str, Any]:
        """Who submits leaves no question out."""
        cleaned = super().clean() or self.cleaned_data
        if self.wants_to_submit and not self.errors:
            for question, given in self.given().items():
                if not as_stored(question, given)["rating"]:
                    is_choice = question.kind == CheckKind.CHOICE
                    self.add_error(
                        _name("rating" if is_choice else "actual_days", question),
                        f"{question.short_name}: {UNANSWERED}",
                    )
        return cleaned

    @property
    def wants_to_submit(self) -> bool:
        return SAVE not in self.data

    def given(self) -> dict[CheckQuestion, dict[str, Any]]:
        """The answer to each question."""
        return {
            question: {name: self.cleaned_data.get(_name(name, question)) for name in GIVEN}
            for question in self.questions
        }


class GapForm(BaseForm):
    """A measure that closes the gap, or why none does."""

    submit_label: ClassVar[str] = "Festhalten"

    measure: Any = forms.ModelChoiceField(
        queryset=None, label="Maßnahme, die die Lücke schließt", required=False, empty_label="keine"
    )
    reason = forms.CharField(
        label="Warum keine Maßnahme daraus wird", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any = None, *, user: Any, known: GapFollowUp | None = None) -> None:
        super().__init__(data)
        self.fields["measure"].queryset = Measure.objects.visible_to(user).order_by("number")  # type: ignore[attr-defined]
        if known is not None:
            self.initial.update({"measure": known.measure_id, "reason": known.reason})

    def clean(self) -> dict[str, Any]:
        """One of both."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and bool(cleaned.get("measure")) == bool(cleaned.get("reason")):
            self.add_error("measure", MEASURE_OR_REASON)
        return cleaned


def _name(name: str, question: CheckQuestion) -> str:
    return f"{name}-{question.pk}"


def _days(label: str, help_text: str) -> GermanIntegerField:
    return GermanIntegerField(label=label, help_text=help_text, required=False, min_value=0, max_value=MOST_DAYS)
