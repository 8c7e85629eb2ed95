"""Forms of indicators, of one value and of a series."""

from typing import Any, Final

from crispy_forms.layout import Fieldset, Layout, LayoutObject, Row
from django import forms
from django.core.exceptions import ValidationError

from neuss_integration.city.models import Department
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.forms.base import (
    BaseForm,
    BaseModelForm,
    CheckboxPicker,
    GermanDateField,
    GermanIntegerField,
    PartialDateField,
    YearField,
)
from neuss_integration.foundation.forms.pasted_tables import FileOrText, pasted_table, table_file
from neuss_integration.foundation.spreadsheets.reading import read_table
from neuss_integration.foundation.words.city_terms import lazily_worded
from success_factors.enums import Qualifier, TableSign, ValueKind
from success_factors.forms.value_fields import WORD_OR_NUMBER, NumberOrWordField, read_value, value_field
from success_factors.imports.series import MAX_ROWS, as_text, known_headings
from success_factors.models import FieldOfAction, Indicator, SuccessFactor
from success_factors.models.value_words import (
    STEPS_MISSING,
    UNIT_OF_NUMBERS,
    Words,
    problem_of_steps,
    step_lines,
    words_of,
)
from success_factors.services.indicators import FIELDS, KEEP_OLD, RELATIONS, USE_NEW

VALUE_OR_SIGN_CHOSEN: Final = "Bitte geben Sie einen Wert an oder wählen Sie ein Zeichen, nicht beides."

MAX_BYTES: Final = 5 * 1024 * 1024
DECISIONS: Final = (
    (USE_NEW, "Den neuen Wert verwenden; der bisherige bleibt sichtbar"),
    (KEEP_OLD, "Den bisherigen Wert verwenden; der neue wird nur festgehalten"),
)


class IndicatorForm(BaseModelForm):
    """The method card of an indicator."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    decimals = GermanIntegerField(label="Stellen nach dem Komma", min_value=0, max_value=4)
    target_value = NumberOrWordField(
        label="Zielwert", required=False, max_digits=16, decimal_places=2, help_text=WORD_OR_NUMBER
    )
    target_year = YearField(label="Ziel bis zum Jahr", required=False, min_value=1990, max_value=2100)
    rhythm_months = GermanIntegerField(
        label="Neuer Wert alle … Monate",
        required=False,
        min_value=1,
        max_value=240,
        help_text="Ein älterer Wert steht als „veraltet“ da; ohne Angabe nach drei Jahren",
    )
    available_after_months = GermanIntegerField(
        label="Wert liegt vor nach … Monaten",
        required=False,
        min_value=0,
        max_value=60,
        help_text="Wie lange es nach dem Stichtag dauert, bis die Zahl da ist; so viel später ist die Frist",
    )
    valid_from = GermanDateField(label="Gültig ab", required=False)
    valid_until = GermanDateField(
        label="Gültig bis", required=False, help_text="Beendet die Beobachtung; nichts geht verloren"
    )
    success_factors = forms.ModelMultipleChoiceField(
        SuccessFactor.objects.order_by("number"), label="Erfolgsfaktoren", required=False, widget=CheckboxPicker
    )

    class Meta:
        model = Indicator
        fields = [*FIELDS, *RELATIONS]
        help_texts = {
            "definition": "Wer oder was wird gezählt, und worauf bezogen?",
            "department": "Sie wird nach dem nächsten Wert gefragt; freigegeben wird er von der Koordination",
            "value_kind": "Lässt sich ändern, solange es keine Werte gibt",
            "steps": "Nur bei Stufen: je Zeile eine, von der niedrigsten zur höchsten, 2 bis 7",
            "unit": "Zum Beispiel %, Personen, je 1.000; nur bei Zahlen",
            "counts_people": lazily_worded("Kleine Zahlen werden dann außerhalb {office.genitive} nicht gezeigt"),
            "is_population": "Bezugsgröße für „je 1.000“ in den Stadtteilen; nur ein Indikator kann es sein",
            "staff_share": "Der Wert entsteht, sobald die Personalzahlen eines Jahres freigegeben sind",
            "comparison": "Welche Gruppen verglichen werden",
            "method_note": "Brüche der Reihe, Änderungen der Zählweise, Grenzen der Aussage",
            "inactive_reason": "Nötig, wenn der Indikator nicht beobachtet wird",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["field_of_action"].queryset = FieldOfAction.objects.in_concept_order()
        fields["department"].queryset = Department.objects.in_german_order()
        fields["successor"].queryset = Indicator.objects.exclude(pk=self.instance.pk)
        if self.instance.pk is None:
            self.initial.setdefault("decimals", 0)
        else:
            self.initial["version"] = self.instance.version
            fields["target_value"].words = self.instance.words
            if self.instance.words and self.instance.target_value is not None:
                self.initial["target_value"] = self.instance.written(self.instance.target_value)
        for name in ("definition", "steps", "comparison", "method_note", "inactive_reason", "source"):
            fields[name].widget.attrs["rows"] = 3

    def get_layout(self) -> LayoutObject:
        """The method card in groups."""
        return Layout(
            "version",
            Fieldset("Worum es geht", "name", "definition"),
            Fieldset(
                "Was ein Wert ist", "value_kind", "steps", Row("unit", "decimals"), "counts_people", "is_population"
            ),
            Fieldset(
                "Woher die Zahlen kommen",
                "data_source",
                "scope",
                "department",
                "staff_share",
                Row("rhythm_months", "available_after_months"),
                "source",
            ),
            Fieldset("Feste Gruppen", "by_nationality", "by_gender", "by_age"),
            Fieldset(
                "Wie sie zu lesen sind", "direction", "comparison", "method_note", Row("target_value", "target_year")
            ),
            Fieldset("Platz im Integrationskonzept", "field_of_action", "success_factors"),
            Fieldset("Beobachtung", "is_active", "inactive_reason", Row("valid_from", "valid_until"), "successor"),
        )

    def clean(self) -> dict[str, Any]:
        """Numbers have a unit, steps are a list; the target is a number or one of the words."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind, steps = cleaned.get("value_kind", ""), step_lines(cleaned.get("steps", ""))
        if "unit" not in self.errors and (kind == ValueKind.NUMBER) != bool(cleaned.get("unit")):
            self.add_error("unit", UNIT_OF_NUMBERS if cleaned.get("unit") else "Bitte nennen Sie die Einheit.")
        cleaned["steps"] = "\n".join(steps)
        if kind == ValueKind.STEPS and (sentence := problem_of_steps(steps)):
            self.add_error("steps", sentence)
        elif kind != ValueKind.STEPS and steps:
            self.add_error("steps", STEPS_MISSING)
        try:
            cleaned["target_value"] = read_value(words_of(kind, cleaned.get("steps", "")), cleaned.get("target_value"))
        except ValidationError as wrong:
            self.add_error("target_value", wrong)
        return cleaned

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*FIELDS, *RELATIONS)}


class IndicatorValueForm(BaseForm):
    """One value with its source; questions about odd or double values come up when they are needed."""

    submit_label = "Wert speichern"
    asks: frozenset[str] = frozenset()

    period = PartialDateField(
        label="Zeit", help_text="Ein Jahr (2025), ein Monat (03.2026) oder ein Stichtag (31.12.2025)"
    )
    group = forms.CharField(label="Gruppe", required=False, max_length=100, help_text="Leer heißt: alle")
    value: forms.Field
    sign = forms.ChoiceField(
        label="Zeichen statt eines Wertes", required=False, choices=[("", "keines"), *TableSign.choices]
    )
    qualifier = forms.ChoiceField(label="Einschränkung", required=False, choices=[("", "keine"), *Qualifier.choices])
    source = forms.CharField(label="Quelle", widget=forms.Textarea(attrs={"rows": 2}))
    note = forms.CharField(label="Hinweis", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    starts_new_series = forms.BooleanField(
        label="Bruch der Reihe vor diesem Wert",
        required=False,
        help_text="Wenn anders gezählt wurde als vorher; die Linie wird dann nicht verbunden",
    )
    confirmed = forms.BooleanField(label="Der Wert stimmt so", required=False)
    decision = forms.ChoiceField(
        label="Welcher Wert wird verwendet?", required=False, choices=DECISIONS, widget=forms.RadioSelect
    )
    conflict_reason = forms.CharField(
        label="Warum dieser?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Der Grund steht bei beiden Werten",
    )
    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput, label="Formularkennung")

    def __init__(self, *args: Any, words: Words | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = value_field(words or {}, decimal_places=2, label="Wert", required=False)
        if words:
            del self.fields["group"]

    def get_layout(self) -> LayoutObject:
        """The questions stand on top, and only when they come up."""
        names = [name for name in ("confirmed", "decision", "conflict_reason") if name in self.asks]
        questions = [Fieldset("Bitte entscheiden Sie", *names)] if names else []
        groups = ["group"] if "group" in self.fields else []
        rest = [Row("value", "sign"), "qualifier", "source", "note", "starts_new_series"]
        return Layout("submission_key", *questions, "period", *groups, *rest)

    def ask(self, *names: str) -> None:
        """The named questions are shown."""
        self.asks = self.asks | set(names)
        self.__dict__.pop("helper", None)

    def clean(self) -> dict[str, Any]:
        """A number or a sign."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("confirmed"):
            self.ask("confirmed")
        if cleaned.get("decision") or cleaned.get("conflict_reason"):
            self.ask("decision", "conflict_reason")
        has_value = cleaned.get("value") is not None
        if "value" not in self.errors and has_value == bool(cleaned.get("sign")):
            self.add_error("value", VALUE_OR_SIGN_CHOSEN)
        return cleaned

    def values(self) -> dict[str, Any]:
        names = ("group", "value", "sign", "qualifier", "source", "note", "starts_new_series")
        return {name: self.cleaned_data.get(name, "") for name in names}

    def record(self) -> dict[str, Any]:
        """What `record_value` wants to know besides the indicator and the person."""
        answers = {name: self.cleaned_data[name] for name in ("period", "confirmed", "decision", "submission_key")}
        return {"values": self.values(), "reason": self.cleaned_data["conflict_reason"], **answers}


class SeriesForm(FileOrText, BaseForm):
    """A series as a file or as pasted text."""

    submit_label = "Vorschau zeigen"
    notices: tuple[str, ...] | list[str] = ()
    """What was not read of a file, or read differently."""

    file = table_file("Excel (.xlsx), ODS oder CSV mit den Spalten Zeit, Wert, Gruppe, Quelle, Hinweis, Einschränkung")
    text = pasted_table("Auch aus einer Tabelle kopiert. Die erste Zeile nennt die Spalten.")
    source = forms.CharField(
        label="Quelle", required=False, max_length=500, help_text="Gilt für Zeilen, die selbst keine Quelle nennen"
    )

    def clean(self) -> dict[str, Any]:
        """The text of the file, or the pasted one."""
        cleaned = super().clean()
        if cleaned.get("file") is not None and not self.errors:
            try:
                table = read_table(cleaned["file"], max_rows=MAX_ROWS, max_bytes=MAX_BYTES, score=known_headings)
            except Refused as refusal:
                self.add_error("file", str(refusal))
            else:
                cleaned["text"], self.notices = as_text(table), table.notices
        return cleaned
