"""The form of the Personalverwaltung: all offices of one year on one page, with the numbers of the year before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from neuss_integration.city.models import Department
from neuss_integration.foundation.forms.base import BaseForm, GermanIntegerField
from neuss_integration.foundation.ui.html import attributes, format_html, format_html_join
from neuss_integration.foundation.ui.texts import german_number
from success_factors.models.staff import COUNTS, contradictions, label_of
from success_factors.selectors.staff_disclosure import Counts

SAVE, SUBMIT = "speichern", "einreichen"
MOST: Final = 99_999
GROUPS: Final = (
    ("Beschäftigte am 31.12.", ("staff",)),
    ("Freiwillige Befragung", ("answered", "with_migration")),
    ("Neueinstellungen", ("hires", "hires_with_migration")),
    ("Auszubildende", ("trainees", "trainees_with_migration")),
    ("Führungskräfte", ("managers", "managers_with_migration")),
    ("Interkulturelle Fortbildung", ("trainings", "participants")),
)
"""The columns of the form under their headings."""
SHORT: Final = {"staff": "Zahl", "answered": "Antworten", "trainings": "Zahl", "participants": "nahmen teil"}
WITH_MIGRATION: Final = "mit EG"
CELL: Final = {"class": "kern-form-input__input staff__number"}


class NumberCell(forms.TextInput):
    """A text field of which a table has hundreds: written at once, without two templates for each."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The same element as Django's."""
        given = {"type": self.input_type, "name": name, "value": self.format_value(value)}
        return format_html("<input{}>", attributes(given | self.build_attrs(self.attrs, attrs)))


@dataclass(frozen=True, slots=True)
class CountField:
    """A field of the table with what stood there the year before."""

    field: BoundField
    label: str
    before: str

    @property
    def cell(self) -> SafeString:
        """The cell of the table: the field, the number of the year before, what is wrong."""
        key, before = self.field.auto_id, ""
        if self.before:
            before = format_html('<span class="staff__before" id="{}_before">{}</span>', key, self.before)
        wrong = format_html_join(
            "", '<p class="kern-error staff__error" id="{}_error">{}</p>', ((key, each) for each in self.field.errors)
        )
        return format_html('<td data-label="{}">{}{}{}</td>', self.label, self.field.as_widget(), before, wrong)


@dataclass(frozen=True, slots=True)
class OfficeFields:
    """The row of an office."""

    department: Department
    fields: list[CountField]

    @property
    def cells(self) -> SafeString:
        """All cells; a template would need a node for each part of hundreds of them."""
        return format_html_join("", "{}", ((each.cell,) for each in self.fields))


class StaffForm(BaseForm):
    """Eleven numbers for each office; what is not known stays empty."""

    submit_label = ""
    form_tag = False

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    note = forms.CharField(
        label="Hinweis zu den Zahlen",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Alle lesen ihn: wann befragt wurde und was anders gezählt ist als im Vorjahr",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        year: int,
        offices: Iterable[Department],
        stored: Mapping[int, Counts],
        before: Mapping[int, Counts],
        version: int = 0,
        note: str = "",
    ) -> None:
        super().__init__(data)
        self.year, self.offices, self._before = year, list(offices), before
        self.initial.update({"version": version, "note": note})
        for office in self.offices:
            known = stored.get(office.pk, {})
            for name in COUNTS:
                label = f"{office}: {label_of(name)}"
                shown = NumberCell({**GermanIntegerField.widget.attrs, **CELL, "aria-label": label})
                field = GermanIntegerField(label=label, required=False, min_value=0, max_value=MOST, widget=shown)
                self.fields[f"{name}-{office.pk}"] = field
                self.initial[f"{name}-{office.pk}"] = known.get(name)

    @property
    def groups(self) -> list[tuple[str, int]]:
        """The upper headings with the number of their columns."""
        return [(heading, len(names)) for heading, names in GROUPS]

    @property
    def headings(self) -> list[str]:
        """The lower headings."""
        return [SHORT.get(name, WITH_MIGRATION if "with_migration" in name else "alle") for name in COUNTS]

    def rows(self) -> list[OfficeFields]:
        """The offices with their fields, for the page."""
        return [OfficeFields(each, [self._field(each, name) for name in COUNTS]) for each in self.offices]

    def _field(self, office: Department, name: str) -> CountField:
        number = self._before.get(office.pk, {}).get(name)
        bound = self[f"{name}-{office.pk}"]
        described = [f"{bound.auto_id}_before"] if number is not None else []
        described += [f"{bound.auto_id}_error"] if bound.errors else []
        if described:
            bound.field.widget.attrs["aria-describedby"] = " ".join(described)
        told = "" if number is None else f"{self.year - 1}: {german_number(number)}"
        return CountField(bound, label_of(name), told)

    def clean(self) -> dict[str, Any]:
        """No part is more than its whole."""
        cleaned = super().clean() or self.cleaned_data
        for office, counts in self.given().items():
            for name, sentence in contradictions(dict(counts)).items():
                if not self.has_error(f"{name}-{office.pk}"):
                    self.add_error(f"{name}-{office.pk}", f"{office}: {sentence}")
        return cleaned

    @property
    def wants_to_submit(self) -> bool:
        return SAVE not in self.data

    def given(self) -> dict[Department, dict[str, int | None]]:
        """The numbers of each office."""
        return {
            office: {name: self.cleaned_data.get(f"{name}-{office.pk}") for name in COUNTS} for office in self.offices
        }
