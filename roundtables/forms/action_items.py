"""Forms of action items."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout, LayoutObject
from django import forms
from django.db.models import Q

from neuss_integration.accounts.models import User
from neuss_integration.city.models import Department, Organisation
from neuss_integration.foundation.forms.base import BaseForm, FilterForm, GermanDateField
from roundtables.enums.minutes import ActionState
from roundtables.forms.round_tables import PersonChoiceField, people_at_tables
from roundtables.models import ActionItem, AgendaItem, Meeting, RoundTable
from roundtables.services.action_items import FIELDS, RESPONSIBLE


class ActionForm(BaseForm):
    """A task: what, who, until when."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    text = forms.CharField(label="Auftrag", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label="Tagesordnungspunkt", required=False, empty_label="keiner"
    )
    responsible_user = PersonChoiceField(
        User.objects.none(), label="Person mit Konto", required=False, empty_label="keine"
    )
    responsible_department = forms.ModelChoiceField(
        Department.objects.in_german_order(), label="Oder Fachdienststelle", required=False, empty_label="keine"
    )
    responsible_organisation = forms.ModelChoiceField(
        Organisation.objects.in_german_order(), label="Oder Organisation", required=False, empty_label="keine"
    )
    due_on = GermanDateField(label="Fällig am", help_text="Zum Beispiel 12.03.2027")
    is_internal = forms.BooleanField(label="Steht nicht in der öffentlichen Fassung", required=False)
    submission_key = forms.UUIDField(widget=forms.HiddenInput, required=False, label="Formularkennung")

    def __init__(self, *args: Any, meeting: Meeting, action: ActionItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = meeting.agenda.filter(state="agenda")  # type: ignore[attr-defined]
        self.fields["responsible_user"].queryset = people_at_tables()  # type: ignore[attr-defined]
        for name in RESPONSIBLE:
            self.fields[name].hide_optional = True  # type: ignore[attr-defined]
        if action is not None:
            self.initial.update({name: getattr(action, name) for name in FIELDS}, version=action.version)
            del self.fields["item"]

    def get_layout(self) -> LayoutObject:
        """What, who, until when."""
        item = ["item"] if "item" in self.fields else []
        who = Fieldset("Wer macht es?", *RESPONSIBLE)
        return Layout("version", "text", *item, who, "due_on", "is_internal", "submission_key")

    def clean(self) -> dict[str, Any]:
        """Exactly one is responsible."""
        data = super().clean() or self.cleaned_data
        if sum(data.get(name) is not None for name in RESPONSIBLE) != 1 and not set(RESPONSIBLE) & set(self.errors):
            sentence = "Bitte wählen Sie genau eine Person, Fachdienststelle oder Organisation."
            self.add_error("responsible_user", sentence)
        return data

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


class CloseForm(BaseForm):
    """What came of a task."""

    submit_label = "Als erledigt melden"
    outcome = forms.CharField(
        label="Ergebnis", required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="Ein Satz genügt."
    )


class DropForm(BaseForm):
    """Why a task is not needed any more."""

    submit_label = "Als nicht mehr nötig eintragen"
    outcome = forms.CharField(label="Begründung", widget=forms.Textarea(attrs={"rows": 3}))


class ActionFilter(FilterForm):
    status = forms.ChoiceField(
        label="Status", choices=[("", "offen"), ("overdue", "überfällig"), *ActionState.choices[1:], ("all", "alle")]
    )
    tisch = forms.ModelChoiceField(label="Runder Tisch", queryset=RoundTable.objects.none(), empty_label="alle")
    stelle = forms.ModelChoiceField(
        label="Fachdienststelle", queryset=Department.objects.none(), empty_label="alle Fachdienststellen"
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tables = RoundTable.objects.inside_of(user).in_german_order()
        self.fields["tisch"].queryset = tables  # type: ignore[attr-defined]
        offices = Department.objects.filter(Q(action_items__isnull=False)).distinct().in_german_order()
        self.fields["stelle"].queryset = offices  # type: ignore[attr-defined]
