"""The forms of taking in a catalogue: the file, its columns, names that nobody knows."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from measures.catalogue.importing.headings import RELATED, importable
from measures.catalogue.importing.names import FIELD, LEAD, NOBODY, NameLookup
from measures.catalogue.importing.proposals import Proposals
from measures.catalogue.importing.sheets import heading_choices, heading_in
from measures.enums import FundingSource, MeasureKind, NameKind
from measures.forms.choices import ObjectField, offer_master_data
from measures.models import CatalogueImport
from measures.models.funding import EARLIEST_YEAR, LATEST_YEAR
from neuss_integration.foundation.forms.base import BaseForm, YearField
from neuss_integration.foundation.words.folding import german_sort_key
from neuss_integration.foundation.words.nouns import count_of

Choices = list[tuple[str, str]]
NOT_ASSIGNED: Final = ("", "– nicht in der Datei –")
LEFT_OUT: Final = "weglassen"
NEW: Final = "neu"
REST_IS_NEW: Final = "rest_is_new"
CREATABLE: Final = (
    NameKind.ORGANISATION, NameKind.TARGET_GROUP, NameKind.DEPARTMENT, NameKind.FIELD, NameKind.DISTRICT,
)  # fmt: skip
"""What can be entered by its name alone."""
NOT_LEFT_OUT: Final = (NameKind.FIELD,)
FEW: Final = 3
"""So many names are chosen one by one."""
OFFICE: Final = ". So heißt eine Fachdienststelle: Soll sie auch als Organisation gelten?"
NO_KIND: Final = "In der Datei steht keine Art. Bitte wählen Sie, welche die neuen Maßnahmen haben."
NO_FIELD: Final = "In der Datei steht kein Handlungsfeld. Bitte wählen Sie, welches die neuen Maßnahmen haben."
NO_LEAD: Final = "In der Datei steht keine Federführung. Bitte wählen Sie, welche Stelle die neuen Maßnahmen führt."
CHOSEN_ONCE: Final = {
    "art": ("default_kind", NO_KIND), LEAD: ("default_lead", NO_LEAD), FIELD: ("default_field", NO_FIELD),
}  # fmt: skip
"""What is chosen for all new measures where no column tells it, by key of the column."""
EXAMPLE_LENGTH: Final = 50
OPTIONS: Final = ("default_lead", "default_field", "split_lists", "notes_rest", "funding_source", "funding_year")
"""What is said once for all rows, by the name of the field."""


class UploadForm(BaseForm):
    submit_label = "Datei lesen"

    file = forms.FileField(
        label="Datei",
        help_text="Excel (.xlsx), ODS oder CSV, höchstens 10 MB und 5.000 Zeilen. Titelzeilen über der "
        "Tabelle dürfen bleiben.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.tsv"}),
    )
    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput, label="Formularkennung")


class SheetForm(BaseForm):
    """Which sheet is read, and in which of its rows the headings stand."""

    submit_label = "Weiter"

    sheet = forms.IntegerField(label="Blatt", widget=forms.HiddenInput)
    heading = forms.ChoiceField(
        label="Zeile mit den Überschriften",
        widget=forms.RadioSelect,
        required=False,
        help_text="Alles darüber wird nicht gelesen, alles darunter sind Maßnahmen.",
    )

    def __init__(self, *args: Any, draft: CatalogueImport, shown: int, **kwargs: Any) -> None:
        place = draft.heading if shown == draft.sheet else heading_in(draft.sheets[shown])
        super().__init__(*args, initial={"sheet": shown, "heading": str(place)}, **kwargs)
        self.fields["heading"].choices = list(heading_choices(draft.sheets[shown]))  # type: ignore[attr-defined]
        self.fields["heading"].hide_optional = True  # type: ignore[attr-defined]


class ColumnsForm(BaseForm):
    """In which column of the file stands what; recognised ones are chosen already."""

    submit_label = "Weiter"

    empties_delete = forms.BooleanField(
        label="Leere Zellen löschen vorhandene Angaben",
        required=False,
        help_text="Ohne Häkchen bleibt bei leeren Zellen stehen, was schon erfasst ist.",
    )
    split_lists = forms.BooleanField(
        label="Mehrere Namen in einer Zelle auch bei Komma, Schrägstrich und „und“ trennen",
        required=False,
        help_text="Ohne Häkchen trennt nur das Semikolon. Namen, die schon bekannt sind, bleiben ganz.",
    )
    default_kind = forms.ChoiceField(
        label="Art neuer Maßnahmen, wenn die Zelle leer ist",
        required=False,
        choices=[("", "– keine –"), *MeasureKind.choices],
    )
    default_lead = ObjectField(
        label="Federführung für Zeilen ohne Angabe",
        required=False,
        help_text="Gilt nur für neue Maßnahmen, deren Zelle leer ist. Was in der Datei steht, geht vor.",
    )
    default_field = ObjectField(
        label="Handlungsfeld für Zeilen ohne Angabe",
        required=False,
        help_text="Auch für Dateien mit einem Blatt je Handlungsfeld. Was in der Zelle steht, geht vor.",
    )
    notes_rest = forms.BooleanField(
        label="Spalten ohne Zuordnung in die interne Notiz neuer Maßnahmen schreiben",
        required=False,
        help_text="Ohne Häkchen werden sie nicht übernommen.",
    )
    funding_source = forms.ChoiceField(
        label="Quelle der Beträge", required=False, choices=[("", "– keine Beträge –"), *FundingSource.choices]
    )
    funding_year = YearField(label="Jahr der Beträge", required=False, min_value=EARLIEST_YEAR, max_value=LATEST_YEAR)

    def __init__(self, *args: Any, draft: CatalogueImport, **kwargs: Any) -> None:
        places = {key: str(place) for key, place in draft.places.items()}
        initial = places | {"empties_delete": draft.empties_delete, "default_kind": draft.default_kind}
        initial |= {name: getattr(draft, name) for name in OPTIONS}
        super().__init__(*args, initial=initial, **kwargs)
        for name, kind, nothing in (
            ("default_lead", "departments", "keine"),
            ("default_field", "fields_of_action", "keines"),
        ):
            field: Any = self.fields[name]
            offer_master_data(field, kind)
            field.choices = [("", f"– {nothing} –"), *field.choices[1:]]
        choices = [NOT_ASSIGNED, *_with_examples(draft.table)]
        for key, label in _asked():
            self.fields[key] = forms.ChoiceField(label=label, choices=choices, required=False)
            self.fields[key].hide_optional = True  # type: ignore[attr-defined]
        self.order_fields([key for key, _ in _asked()])

    def clean(self) -> dict[str, Any]:
        """No column of the file means two things."""
        cleaned = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for key, place in self.assignment().items():
            label = str(self.fields[key].label)
            if str(place) in taken:
                self.add_error(
                    key,
                    f"Diese Spalte ist schon bei „{taken[str(place)]}“ gewählt. Bitte wählen Sie eine andere.",
                )
            taken[str(place)] = label
        for key, (name, sentence) in CHOSEN_ONCE.items():
            if not cleaned.get("nummer") and not cleaned.get(key) and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return cleaned

    def assignment(self) -> dict[str, int]:
        """The chosen place by key of the column."""
        return {key: int(self.cleaned_data[key]) for key, _ in _asked() if self.cleaned_data.get(key)}


class NamesForm(BaseForm):
    """Who is meant by each name that nobody knows, the likeliest chosen. What stays open makes its rows wrong."""

    submit_label = "Zuordnung merken und weiter"

    def __init__(
        self,
        *args: Any,
        unknown: Mapping[NameKind, Mapping[str, int]],
        names: NameLookup,
        may_create: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.name_fields: dict[str, tuple[NameKind, str]] = {}
        self.nobody: set[str] = set()
        self.offices: set[str] = set()
        self.rows = {kind: {str(row.pk): row for row in rows} for kind, rows in names.offered.items()}
        for kind, texts in unknown.items():
            choices = _offered(kind, self.rows[kind], may_create=may_create)
            proposals = Proposals(kind, names.offered[kind])
            for text, number in texts.items():
                name = f"name_{len(self.name_fields)}"
                self.name_fields[name] = (kind, text)
                hint = f"{kind.label}, in {count_of(number, 'Zeile', dative=True)}"
                if kind is NameKind.ORGANISATION and names.find(NameKind.DEPARTMENT, text)[0]:
                    self.offices.add(name)
                    hint += OFFICE
                offered = self._offered_for(name, kind, text, choices)
                if name not in self.nobody and (likely := proposals.of(text)):
                    self.initial[name] = str(likely.pk)
                self.fields[name] = forms.ChoiceField(label=text, help_text=hint, choices=offered, required=False)
                self.fields[name].hide_optional = True  # type: ignore[attr-defined]
        unlike = [
            name for name, (kind, _) in self.name_fields.items() if kind in CREATABLE and name not in self.initial
        ]
        if may_create and len(unlike) > FEW:
            self.fields[REST_IS_NEW] = forms.BooleanField(
                label="Was offen bleibt, neu anlegen",
                required=False,
                help_text="Gilt, wo „neu anlegen“ zur Wahl steht und nichts gewählt ist; für Namen von "
                "Fachdienststellen nicht.",
            )
            self.order_fields([REST_IS_NEW])

    def _offered_for(self, name: str, kind: NameKind, text: str, choices: Choices) -> Choices:
        """The `choices`; words that name nobody are entered as no one, and left out unless a person says otherwise."""
        if not NOBODY.fullmatch(text.strip()):
            return choices
        self.nobody.add(name)
        self.initial[name] = "" if kind in NOT_LEFT_OUT else LEFT_OUT
        return [each for each in choices if each[0] != NEW]

    def targets(self) -> dict[tuple[NameKind, str], Any]:
        """What was chosen: the row, or None where the name is left out."""
        return {key: self.rows[key[0]].get(value) for key, value in self._chosen().items() if value != NEW}

    def new_names(self) -> list[tuple[NameKind, str]]:
        """The names that are to be entered as they stand there."""
        return [key for key, value in self._chosen().items() if value == NEW]

    def _chosen(self) -> dict[tuple[NameKind, str], str]:
        rest, never = NEW if self.cleaned_data.get(REST_IS_NEW) else "", self.nobody | self.offices
        found = {
            key: self.cleaned_data.get(name) or (rest if key[0] in CREATABLE and name not in never else "")
            for name, key in self.name_fields.items()
        }
        return {key: value for key, value in found.items() if value}


def _with_examples(table: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The columns of the file, each with the first thing that stands in it."""
    found = []
    for place, heading in enumerate(table["headings"]):
        example = next((row[place] for row in table["rows"] if row[place]), "")
        short = example if len(example) <= EXAMPLE_LENGTH else f"{example[:EXAMPLE_LENGTH]} …"
        found.append((str(place), f"{heading} (zum Beispiel „{short}“)" if short else f"{heading} (leer)"))
    return found


def _asked() -> list[tuple[str, str]]:
    """Key and label of each column that can be taken in."""
    return [*((column.key, column.label) for column in importable()), *RELATED.items()]


def _offered(kind: NameKind, rows: Mapping[str, Any], *, may_create: bool) -> list[tuple[str, str]]:
    choices = sorted(((key, str(row)) for key, row in rows.items()), key=lambda choice: german_sort_key(choice[1]))
    left_out = [] if kind in NOT_LEFT_OUT else [(LEFT_OUT, "weglassen")]
    new = [(NEW, "neu anlegen")] if may_create and kind in CREATABLE else []
    return [("", "– noch offen –"), *left_out, *new, *choices]
