"""Forms of reporting rounds."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final

from crispy_forms.layout import Fieldset, Layout, LayoutObject, Row
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from measures.enums import ANSWERED_STATES, ASKED_STATES, OUTSTANDING_STATES, ProgressState, RoundState
from measures.forms.choices import ObjectsField, offer
from measures.mails import DEFAULT_TEXTS, OWN_TEXT
from measures.models import ReportingRound
from measures.models.reporting_round import ASKS_NOTHING, MAX_PLAN_LENGTH
from measures.services.rounds import DUE_IN_PAST, FIELDS, FIXED_ONCE_OPEN, RELATIONS, REMINDERS
from neuss_integration.city.models import Department
from neuss_integration.foundation.forms.base import BaseForm, BaseModelForm, FilterForm, GermanDateField
from success_factors.models import FieldOfAction

COMMENT_HELP: Final = "Steht im Vorgangsverlauf der Runde."

PERIOD_ORDER = "Das Ende des Berichtszeitraums liegt vor seinem Beginn. Bitte prüfen Sie beide Angaben."
DUE_TOO_EARLY = "Die Rückmeldefrist liegt vor dem Beginn des Berichtszeitraums. Bitte wählen Sie einen späteren Tag."
OPENS_BETWEEN = (
    "Die Runde öffnet sich frühestens heute und spätestens am Tag der Frist. Bitte prüfen Sie beide Angaben."
)
ALL_OF_THEM = "Ohne Auswahl: alle"
DAYS = f"Bitte geben Sie bei „{{label}}“ ganze Tage von 1 bis {MAX_PLAN_LENGTH} an, durch Komma getrennt."
SELECTION: Final = ("asks_planned", "asks_running", "asks_paused", "asks_stale_only")
GROUPS: Final = {"fehlt": ("fehlt noch", OUTSTANDING_STATES), "beantwortet": ("beantwortet", ANSWERED_STATES)}
"""States of answers that a number counts together."""
TEXTS: Final = ("invitation_text", "reminder_text", "overdue_text")


class DaysField(forms.CharField):
    """Numbers of days, such as „14, 3“; cleans to a set. Shown in the order in which they come: `is_before` the day."""

    default_error_messages = {"days": DAYS}

    def __init__(self, *, is_before: bool, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.is_before = is_before

    def to_python(self, value: Any) -> Any:
        """The numbers as a set. Raises ValidationError for anything but whole numbers from 1 to MAX_PLAN_LENGTH."""
        if isinstance(value, set):
            return value
        words = str(value or "").replace(",", " ").replace(";", " ").split()
        if not all(word.isascii() and word.isdigit() and len(word) < 4 for word in words):
            raise forms.ValidationError(self.error_messages["days"], code="days")
        days = {int(word) for word in words}
        if any(not 0 < day <= MAX_PLAN_LENGTH for day in days):
            raise forms.ValidationError(self.error_messages["days"], code="days")
        return days

    def run_validators(self, value: Any) -> None:
        """A set has no length in letters."""

    def validate(self, value: Any) -> None:
        """No day at all is possible."""

    def prepare_value(self, value: Any) -> Any:
        """The days as people write them."""
        return ", ".join(str(day) for day in sorted(value, reverse=self.is_before)) if isinstance(value, set) else value


class RoundForm(BaseModelForm):
    """What is asked of whom, until when, and how the offices are reminded."""

    period_start = GermanDateField(label="Berichtszeitraum von", help_text="Zum Beispiel 01.01.2025")
    period_end = GermanDateField(label="Berichtszeitraum bis", help_text="Zum Beispiel 31.12.2026")
    opens_on = GermanDateField(
        label="Öffnet sich von selbst am",
        required=False,
        help_text="Ohne Angabe öffnen Sie die Runde von Hand.",
    )
    due_on = GermanDateField(label="Rückmeldung bis", help_text="Bis zu diesem Tag sollen alle geantwortet haben.")
    fields_of_action = ObjectsField(label="Nur diese Handlungsfelder", required=False, help_text=ALL_OF_THEM)
    departments = ObjectsField(label="Nur diese Fachdienststellen", required=False, help_text=ALL_OF_THEM)
    remind_before = DaysField(
        is_before=True, label="Erinnern, Tage vor der Frist", help_text="Mehrere durch Komma, zum Beispiel „14, 3“"
    )
    remind_after = DaysField(is_before=False, label="Erinnern, Tage nach der Frist", help_text="Zum Beispiel „3, 10“")
    submission_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ReportingRound
        fields: ClassVar[list[str]] = [
            "title", "period_start", "period_end", "opens_on", "due_on", "instructions", *SELECTION, *TEXTS,
        ]  # fmt: skip
        labels: ClassVar[dict[str, str]] = {"asks_stale_only": "nur Maßnahmen ohne Sachstand der letzten 18 Monate"}
        help_texts: ClassVar[dict[str, str]] = {
            "title": "Zum Beispiel „Sachstand 2026“",
            "instructions": "Stehen über der Aufgabenliste jeder Fachdienststelle.",
            **dict.fromkeys(TEXTS, "Ohne Anrede und Gruß. Maßnahmen, Frist und Links folgen von selbst."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FIXED_ONCE_OPEN if self.instance.state == RoundState.OPEN else ():
            del self.fields[name]
        plan = {each.days for each in self.instance.reminders.all()} if self.instance.pk else set(REMINDERS)
        self.initial.setdefault("remind_before", {-days for days in plan if days < 0})
        self.initial.setdefault("remind_after", {days for days in plan if days > 0})
        for kind, name in OWN_TEXT.items():
            self.initial[name] = self.initial.get(name) or DEFAULT_TEXTS[kind]
        self._offer_lists()

    def _offer_lists(self) -> None:
        lists: dict[str, Callable[[], Any]] = {
            "fields_of_action": FieldOfAction.objects.in_concept_order,
            "departments": Department.objects.in_german_order,
        }
        for name in lists.keys() & self.fields.keys():
            stored = getattr(self.instance, name).values_list("pk", flat=True) if self.instance.pk else ()
            chosen = list(stored or self.initial.get(name, ()))
            self.initial[name] = chosen
            offer(self.fields[name], lists[name](), chosen)

    def get_layout(self) -> LayoutObject:
        """What it is called, when, who is asked, and what they are written."""
        dates = [name for name in ("opens_on", "due_on") if name in self.fields]
        parts = [Fieldset("Zeitraum und Frist", Row("period_start", "period_end"), *([Row(*dates)] if dates else []))]
        if "asks_planned" in self.fields:
            parts.append(Fieldset("Wonach wird gefragt?", *SELECTION, "fields_of_action", "departments"))
        parts.append(Fieldset("Hinweise", "instructions"))
        parts.append(Fieldset("Einladung und Erinnerungen", Row("remind_before", "remind_after"), *TEXTS))
        return Layout("title", *parts, "submission_key")

    def clean(self) -> dict[str, Any]:
        """The dates are in order. The second click of two is checked as what the first one made."""
        data = super().clean() or self.cleaned_data
        if key := data.get("submission_key"):
            self.instance = ReportingRound.objects.filter(submission_key=key).first() or self.instance
        start, end, due = (data.get(name) for name in ("period_start", "period_end", "due_on"))
        if start and end and end < start:
            self.add_error("period_end", PERIOD_ORDER)
        if start and due and due < start:
            self.add_error("due_on", DUE_TOO_EARLY)
        if due and (opens := data.get("opens_on")) and not timezone.localdate() <= opens <= due:
            self.add_error("opens_on", OPENS_BETWEEN)
        if "asks_planned" in self.fields and not any(data.get(name) for name in SELECTION[:3]):
            self.add_error("asks_running", ASKS_NOTHING)
        return data

    def values(self) -> dict[str, Any]:
        """What the services take; a text that was left as offered stays empty, so that it follows the usual one."""
        known = (*FIELDS, "fields_of_action", "departments")
        found = {name: self.cleaned_data[name] for name in known if name in self.cleaned_data}
        for kind, name in OWN_TEXT.items():
            if found.get(name, "").strip() == DEFAULT_TEXTS[kind]:
                found[name] = ""
        before, after = self.cleaned_data["remind_before"], self.cleaned_data["remind_after"]
        return found | {"reminders": {-day for day in before} | set(after)}


def copied_round(visible: QuerySet[ReportingRound], key: str) -> dict[str, Any]:
    """What a new round takes from the one of this id: its texts and selection, not its title and dates."""
    original = visible.filter(pk=int(key)).first() if key.isascii() and key.isdecimal() and len(key) < 10 else None
    if original is None:
        return {}
    plan = {each.days for each in original.reminders.all()}
    many = {name: list(getattr(original, name).values_list("pk", flat=True)) for name in RELATIONS}
    texts = {name: getattr(original, name) for name in ("instructions", *SELECTION, *TEXTS)}
    before, after = {-day for day in plan if day < 0}, {day for day in plan if day > 0}
    return {**texts, **many, "remind_before": before, "remind_after": after}


class ExtendForm(BaseForm):
    """Until when the offices have longer, and why."""

    submit_label = "Frist verlängern"
    due_on = GermanDateField(label="Neue Frist", help_text="Ein Tag nach der bisherigen Frist")
    reason = forms.CharField(label="Begründung", widget=forms.Textarea, help_text=COMMENT_HELP)


class ReopenForm(BaseForm):
    """Why a closed round is asked again, and until when."""

    submit_label = "Runde wieder öffnen"
    due_on = GermanDateField(label="Neue Frist", help_text="Zum Beispiel 15.03.2027")
    reason = forms.CharField(label="Begründung", widget=forms.Textarea, help_text=COMMENT_HELP)

    def clean_due_on(self) -> dt.date:
        """Today or later."""
        due: dt.date = self.cleaned_data["due_on"]
        if due < timezone.localdate():
            raise forms.ValidationError(DUE_IN_PAST)
        return due


class ReportFilter(FilterForm):
    fachdienststelle = forms.ModelChoiceField(
        label="Fachdienststelle", queryset=Department.objects.none(), empty_label="alle Fachdienststellen"
    )
    status = forms.ChoiceField(
        label="Status",
        choices=[
            ("", "jeder Status"),
            *((state.value, state.label) for state in ASKED_STATES),
            *((key, label) for key, (label, _) in GROUPS.items()),
        ],
    )

    def __init__(self, *args: Any, offices: QuerySet[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fachdienststelle"].queryset = offices  # type: ignore[attr-defined]

    def states(self) -> tuple[str, Sequence[str]]:
        """The chosen status in words, and the states it means; nothing where none is chosen."""
        key = self.cleaned_data.get("status", "")
        return GROUPS.get(key) or ((ProgressState(key).label, [key]) if key else ("", ()))
