"""The form of figures of Stadtteile or of areas that are compared."""

from django import forms

from neuss_integration.foundation.forms.pasted_tables import FileOrText, pasted_table, table_file
from neuss_integration.maintenance.forms import ListForm
from success_factors.imports.area_values import AREAS, DISTRICTS


class AreaTableForm(ListForm):
    """A table with place, year and value, of which places it tells, and from where it is known."""

    nothing_given = FileOrText.nothing_given

    kind = forms.ChoiceField(
        label="Welche Gebiete?",
        choices=[(DISTRICTS, "Stadtteile"), (AREAS, "Gebiete zum Vergleich: Kreis, Land, andere Städte")],
        initial=DISTRICTS,
        widget=forms.RadioSelect,
    )
    file = table_file("Excel (.xlsx), ODS oder CSV mit den Spalten Gebiet, Jahr, Wert, Neuer Zuschnitt, Hinweis")
    text = pasted_table(
        "Die erste Zeile nennt die Spalten. „ja“ bei „Neuer Zuschnitt“ heißt: Die Grenze hat sich vor diesem Wert "
        "geändert. „entfernen“ statt einer Zahl nimmt einen Wert zurück."
    )
    source = forms.CharField(label="Quelle", max_length=500)

    field_order = ("kind", "file", "text", "source")
