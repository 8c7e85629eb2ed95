"""Forms of what belongs to a measure: milestones, money, Kennzahlen, evaluation, files. One subject each."""

from typing import Any, ClassVar

from crispy_forms.layout import Layout, LayoutObject, Row
from django import forms

from measures.enums import EvaluationRating, FundingSource, KeyFigureDirection, KeyFigureKind
from measures.forms.choices import EMPTY_CHOICE, ObjectField, offer_master_data
from measures.models import Evaluation, Funding, KeyFigureValue, MeasureAttachment, Milestone
from measures.models.funding import EARLIEST_YEAR, LATEST_YEAR, NO_AMOUNT
from measures.models.key_figure import BASELINE_MISSING
from neuss_integration.foundation.attachments.forms import AttachmentField
from neuss_integration.foundation.forms.base import (
    BaseForm,
    GermanDateField,
    GermanDecimalField,
    PartialDateField,
    YearField,
)
from neuss_integration.foundation.words.city_terms import lazily_worded


def _text(label: str, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def _money(label: str) -> GermanDecimalField:
    return GermanDecimalField(
        label=label,
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        error_messages={"min_value": f"„{label}“ kann nicht kleiner als null sein. Bitte prüfen Sie den Betrag."},
    )


class PartForm(BaseForm):
    """A form over a row with version; `names` are the columns it shows."""

    names: ClassVar[tuple[str, ...]] = ()

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput, label="Formularkennung")

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        stored = {name: getattr(row, name) for name in self.names} if row is not None else {}
        if row is not None:
            stored["version"] = getattr(row, "version", None)
        super().__init__(*args, initial=stored | (kwargs.pop("initial", None) or {}), **kwargs)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.names}


class ReasonForm(BaseForm):
    """Only a reason: for what is ended, dropped or removed."""

    reason = _text("Begründung", help_text="Steht im Änderungsverlauf")

    def __init__(self, *args: Any, submit_label: str = "Entfernen", **kwargs: Any) -> None:
        self.submit_label = submit_label  # type: ignore[misc]
        super().__init__(*args, **kwargs)


class MilestoneForm(PartForm):
    """A milestone; another due date asks for the reason."""

    names = ("title", "due_date", "department", "responsible", "done_on")

    title = forms.CharField(label="Meilenstein", max_length=200, help_text="Woran erkennt man, dass er erreicht ist?")
    due_date = GermanDateField(label="Fällig am")
    reason = _text("Warum ändert sich der Termin?", 2, required=False, help_text="Nur nötig bei einem anderen Termin")
    department = ObjectField(label="Verantwortliche Fachdienststelle", required=False)
    responsible = forms.CharField(
        label="Oder verantwortlich im Wortlaut", required=False, max_length=150, help_text="Zum Beispiel ein Träger"
    )
    done_on = GermanDateField(label="Erreicht am", required=False, help_text="Leer, solange er offen ist")

    def __init__(self, *args: Any, row: Milestone | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.before = row.due_date if row else None
        if row is None:
            del self.fields["reason"]
        offer_master_data(self.fields["department"], "departments", [row.department_id if row else None])

    def clean(self) -> dict[str, Any]:
        """A moved date says why; one is responsible, not two."""
        cleaned = super().clean() or self.cleaned_data
        due = cleaned.get("due_date")
        if self.before and due and due != self.before and not cleaned.get("reason"):
            self.add_error("reason", "Bitte begründen Sie, warum sich der Termin ändert.")
        if cleaned.get("department") and cleaned.get("responsible"):
            self.add_error("responsible", "Bitte nennen Sie eine Fachdienststelle oder einen Wortlaut, nicht beides.")
        return cleaned


class FundingForm(PartForm):
    """Money of a source in a year."""

    names = ("source", "year", "note", "planned", "granted", "spent")

    source = forms.ChoiceField(label="Quelle", choices=[EMPTY_CHOICE, *FundingSource.choices])
    year = YearField(label="Jahr", min_value=EARLIEST_YEAR, max_value=LATEST_YEAR)
    note = forms.CharField(label="Förderprogramm oder Mittelgeber", required=False, max_length=200)
    planned = _money("Geplant in Euro")
    granted = _money("Bewilligt in Euro")
    spent = _money("Ausgegeben in Euro")

    def __init__(self, *args: Any, row: Funding | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.fields["planned"].help_text = "1.234,56 oder 1234.56; leer heißt: nicht bekannt"
        self.fields["year"].widget.attrs["class"] = "input--date"
        if row is not None:
            self.initial["year"] = str(row.year)

    def get_layout(self) -> LayoutObject:
        """What belongs together side by side."""
        amounts = Row("planned", "granted", "spent")
        return Layout("version", "submission_key", Row("source", "year"), "note", amounts)

    def clean(self) -> dict[str, Any]:
        """At least one amount."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and all(cleaned.get(name) is None for name in ("planned", "granted", "spent")):
            self.add_error("planned", NO_AMOUNT)
        return cleaned


class KeyFigureForm(PartForm):
    """A Kennzahl: what is counted, from where it starts, what it aims at."""

    names = (
        "name", "kind", "unit", "definition", "counts_people", "direction", "baseline_value", "baseline_date",
        "baseline_unknown_reason", "target_value", "target_date",
    )  # fmt: skip

    name = forms.CharField(label="Kennzahl", max_length=150, help_text="Zum Beispiel „erreichte Familien“")
    kind = forms.ChoiceField(label="Art", choices=KeyFigureKind.choices, widget=forms.RadioSelect)
    unit = forms.CharField(label="Einheit", max_length=30, help_text="Zum Beispiel Personen, Stunden, %")
    definition = _text("Was genau gezählt wird")
    counts_people = forms.BooleanField(
        label="Zählt einzelne Menschen",
        required=False,
        help_text="Sehr kleine Zahlen sieht dann nur die Verwaltung, damit niemand zu erkennen ist",
    )
    direction = forms.ChoiceField(
        label="Gewünschte Richtung", choices=KeyFigureDirection.choices, widget=forms.RadioSelect, initial="up"
    )
    baseline_value = GermanDecimalField(label="Ausgangswert", required=False, max_digits=16, decimal_places=2)
    baseline_date = GermanDateField(label="Stand des Ausgangswerts", required=False)
    baseline_unknown_reason = _text(
        "Oder: Ausgangswert unbekannt, weil …", 2, required=False, help_text="Wenn vorher nicht gezählt wurde"
    )
    target_value = GermanDecimalField(label="Zielwert", required=False, max_digits=16, decimal_places=2)
    target_date = GermanDateField(label="Zu erreichen bis", required=False)

    def get_layout(self) -> LayoutObject:
        """Value and date side by side."""
        first = [name for name in self.names if name not in PAIRED]
        return Layout(
            "version",
            "submission_key",
            *first,
            Row("baseline_value", "baseline_date"),
            "baseline_unknown_reason",
            Row("target_value", "target_date"),
        )

    def clean(self) -> dict[str, Any]:
        """The baseline is known or explained; a target has its date."""
        cleaned = super().clean() or self.cleaned_data
        value, day = cleaned.get("baseline_value") is not None, bool(cleaned.get("baseline_date"))
        unknown = bool(cleaned.get("baseline_unknown_reason"))
        touched = {"baseline_value", "baseline_date", "baseline_unknown_reason"} & self.errors.keys()
        if not touched and (value != day or value == unknown):
            self.add_error("baseline_value", BASELINE_MISSING)
        target, until = cleaned.get("target_value") is not None, bool(cleaned.get("target_date"))
        if not {"target_value", "target_date"} & self.errors.keys() and target != until:
            missing = "target_date" if target else "target_value"
            self.add_error(missing, "Zum Zielwert gehört der Tag, bis zu dem er erreicht sein soll, und umgekehrt.")
        return cleaned


PAIRED = frozenset({"baseline_value", "baseline_date", "baseline_unknown_reason", "target_value", "target_date"})


class KeyFigureValueForm(PartForm):
    """What a Kennzahl was at a time."""

    names = ("period", "value", "note")
    submit_label = "Wert speichern"

    period = PartialDateField(label="Zeit", help_text="Ein Jahr (2025), ein Monat (03.2026) oder ein Tag (31.12.2025)")
    value = GermanDecimalField(label="Wert", max_digits=16, decimal_places=2)
    note = forms.CharField(label="Hinweis", required=False, max_length=300)
    reason = _text("Warum lautet der Wert anders?", 2)

    def __init__(self, *args: Any, row: KeyFigureValue | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if row is None:
            del self.fields["reason"]


class EvaluationForm(PartForm):
    """What came of a measure."""

    names = ("rating", "why", "lessons", "carrier_reflection")

    rating = forms.ChoiceField(
        label="Was ist dabei herausgekommen?",
        choices=EvaluationRating.choices,
        widget=forms.RadioSelect,
        help_text="Ein Misserfolg ist so wissenswert wie ein Erfolg: Andere lernen daraus",
    )
    why = _text("Warum dieses Ergebnis?", 5)
    lessons = _text("Was lernen wir daraus?", 5, required=False)
    carrier_reflection = _text(
        "Rückblick des Trägers", 5, required=False, help_text="Wie der Träger selbst die Maßnahme sieht"
    )

    def __init__(self, *args: Any, row: Evaluation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)


class AttachForm(BaseForm):
    submit_label = "Anhängen"

    title = forms.CharField(label="Bezeichnung", required=False, max_length=200, help_text="Leer heißt: der Dateiname")
    is_shared = forms.BooleanField(
        label=lazily_worded("Auch für {committee} und Runde Tische"),
        required=False,
        help_text=lazily_worded("Sonst sehen die Datei nur {office.nominative} und die beteiligten Fachdienststellen"),
    )

    is_required: ClassVar = True

    def __init__(self, *args: Any, row: MeasureAttachment | None = None, **kwargs: Any) -> None:
        stored = {"title": row.title, "is_shared": not row.is_internal} if row else {}
        super().__init__(*args, initial=stored, **kwargs)
        if row is None:
            self.fields["file"] = AttachmentField(label="Datei", required=self.is_required)
            self.order_fields(["file", "title", "is_shared"])
        else:
            self.fields["title"].required = True
            self.fields["title"].help_text = ""


class ReportFileForm(AttachForm):
    """A file that goes with a progress report; part of its form, may stay empty."""

    submit_label = ""
    form_tag = False
    is_required = False
    prefix = "anlage"

    def has_file(self) -> bool:
        return bool(self.files.get(self.add_prefix("file")))
