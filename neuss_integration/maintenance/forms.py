"""Forms of master data; each kind adds its own fields to ItemForm."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from crispy_forms.layout import Fieldset, Layout, LayoutObject, Row
from django import forms

from neuss_integration.foundation.forms.base import BaseForm, BaseModelForm, FilterForm, GermanDateField
from neuss_integration.foundation.forms.pasted_tables import FileOrText, pasted_table, table_file
from neuss_integration.maintenance.selectors import label_of_rows, standing_in

CURRENT: Final = "gilt"
NOT_CURRENT: Final = "nicht"
Sections = tuple[tuple[str, tuple[str | tuple[str, ...], ...]], ...]


class ItemForm(BaseModelForm):
    """One thing of master data. The service checks the rules of the model, so that a double click is no mistake."""

    sections: ClassVar[Sections]
    """Legends with their rows: a field, or several beside each other."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    valid_from = GermanDateField(label="Gültig ab", required=False, help_text="Ohne Angabe gilt es schon immer.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.initial["version"] = self.instance.version
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 3

    @property
    def names(self) -> tuple[str, ...]:
        """The fields of the model that the form writes."""
        return tuple(self._meta.fields or ())

    def get_layout(self) -> LayoutObject:
        """The fields as the kind groups them."""
        groups = [Fieldset(legend, *map(_row, rows)) for legend, rows in self.sections]
        return Layout("version", *groups)

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), *self.names}  # type: ignore[misc]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.names}


def _row(row: str | tuple[str, ...]) -> Any:
    return row if isinstance(row, str) else Row(*row)


class ListForm(FileOrText, BaseForm):
    """A list as a file, or pasted: a name in each line is enough."""

    submit_label = "Vorschau zeigen"
    nothing_given = "Bitte wählen Sie eine Datei oder fügen Sie die Namen ein."

    file = table_file("Excel (.xlsx), ODS oder CSV. Die Überschriften werden gefunden, Titelzeilen dürfen bleiben.")
    text = pasted_table(
        "Ein Name je Zeile genügt. Auch aus einer Tabelle kopiert; dann nennt die erste Zeile die Spalten.",
        max_length=500_000,
    )


class EndForm(BaseForm):
    """Until when a thing is valid, and what follows it."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    valid_until = GermanDateField(
        label="Gültig bis",
        required=False,
        help_text="Der letzte Tag. Leer heißt: Es gilt weiter. Danach wird es nicht mehr zur Auswahl angeboten.",
    )
    successor: Any = forms.ModelChoiceField(queryset=None, label="Nachfolge", required=False, empty_label="keine")

    passes_on = forms.BooleanField(label="Die Nachfolge übernimmt, was dazugehört", required=False)

    def __init__(self, *args: Any, item: Any, relations: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.relations = relations
        held = [(label_of_rows(item, name), len(standing_in(item, name))) for name in relations]
        told = ", ".join(f"{number} × {label}" for label, number in held if number)
        self.fields["passes_on"].help_text = f"Sofort und in einem Schritt: {told}. Beendetes behält den alten Namen"
        if not told:
            del self.fields["passes_on"]
        rows = type(item)._default_manager.exclude(pk=item.pk)
        self.fields["successor"].queryset = rows.order_by(*item._meta.ordering)  # type: ignore[attr-defined]
        self.initial.update(version=item.version, valid_until=item.valid_until, successor=item.successor_id)

    def values(self) -> dict[str, Any]:
        passed_on = self.relations if self.cleaned_data.get("passes_on") else ()
        return {name: self.cleaned_data[name] for name in ("valid_until", "successor")} | {"passed_on": passed_on}


class ItemFilterForm(FilterForm):
    """What a list of master data is narrowed to."""

    STANDS: ClassVar = (("", "alle"), (CURRENT, "gilt heute"), (NOT_CURRENT, "gilt heute nicht"))

    suche = forms.CharField(label="Name", widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}))
    stand = forms.ChoiceField(label="Stand", choices=STANDS)
