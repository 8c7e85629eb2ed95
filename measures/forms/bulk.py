"""The form that changes several measures: what stays empty stays as it is."""

from collections.abc import Iterator
from typing import Any, Final

from crispy_forms.layout import HTML, Fieldset, Layout, LayoutObject, Row
from django import forms

from measures.enums import REASON_STATES, MeasureKind, MeasureState
from measures.forms.choices import ObjectField, ObjectsField, offer, offer_master_data
from measures.rules import goals_in_force
from measures.services.bulk import RELATIONS, VALUES, Together
from neuss_integration.city.models import Department, District, Organisation, TargetGroup
from neuss_integration.foundation.forms.base import BaseForm, GermanDateField, PartialDateField
from success_factors.models import SuccessFactor

UNCHANGED: Final = ("", "nicht ändern")
MILESTONE_NEEDS: Final = (
    ("milestone_title", "milestone_due", "Bitte sagen Sie, was bis zu diesem Tag erreicht sein soll."),
    ("milestone_due", "milestone_title", "Bitte geben Sie an, bis wann der Meilenstein erreicht sein soll."),
)
LABELS: Final = {
    "success_factors": "Erfolgsfaktoren",
    "goals": "Ziele des Konzepts",
    "carriers": "Träger",
    "partners": "Partnerorganisationen",
    "contributing_departments": "Mitwirkende Fachdienststellen",
    "districts": "Stadtteile",
    "target_groups": "Zielgruppen",
}


class BulkForm(BaseForm):
    """New values, and what is added and removed."""

    submit_label = ""
    form_tag = False

    lead_department = ObjectField(label="Federführung", required=False)
    field_of_action = ObjectField(label="Handlungsfeld", required=False)
    kind = forms.ChoiceField(label="Art", required=False, choices=[UNCHANGED, *MeasureKind.choices])
    state = forms.ChoiceField(label="Status", required=False, choices=[UNCHANGED, *MeasureState.choices])
    reason = forms.CharField(
        label="Begründung des Status", required=False, help_text="Nötig bei „ruhend“ und „nicht weiter verfolgt“"
    )
    start = PartialDateField(label="Beginn", required=False)
    end = PartialDateField(label="Ende", required=False)
    contact_name = forms.CharField(label="Ansprechperson", required=False, help_text="Name oder Funktion")
    contact_phone = forms.CharField(label="Telefon", required=False)
    contact_email = forms.EmailField(label="E-Mail", required=False)
    milestone_title = forms.CharField(label="Neuer Meilenstein", required=False, max_length=200)
    milestone_due = GermanDateField(label="Fällig am", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in LABELS.items():
            self.fields[f"add_{name}"] = ObjectsField(label=f"{label} hinzufügen", required=False)
            self.fields[f"remove_{name}"] = ObjectsField(label=f"{label} wegnehmen", required=False)
        for each in self.fields.values():
            each.hide_optional = True  # type: ignore[attr-defined]
        offer_master_data(self.fields["lead_department"], "departments")
        offer_master_data(self.fields["field_of_action"], "fields_of_action")
        for name in ("lead_department", "field_of_action"):
            field: Any = self.fields[name]
            field.choices = [UNCHANGED, *field.choices[1:]]
        self._offer_relations()

    def _offer_relations(self) -> None:
        organisations = list(Organisation.objects.in_german_order())
        rows: dict[str, list[Any]] = {
            "success_factors": list(SuccessFactor.objects.order_by("number")),
            "goals": list(goals_in_force()),
            "carriers": organisations,
            "partners": organisations,
            "contributing_departments": list(Department.objects.in_german_order()),
            "districts": list(District.objects.in_official_order()),
            "target_groups": list(TargetGroup.objects.in_german_order()),
        }
        for name, offered in rows.items():
            for way in ("add", "remove"):
                if offered:
                    offer(self.fields[f"{way}_{name}"], offered, ())
                else:
                    del self.fields[f"{way}_{name}"]

    def get_layout(self) -> LayoutObject:
        """What is changed most often first, then each relation of which there is something to choose, to be opened."""
        relations = [part for name in RELATIONS if f"add_{name}" in self.fields for part in self._relation(name)]
        return Layout(
            Fieldset(
                "Status, Zeitraum und Meilenstein",
                Row("state", "reason"),
                Row("start", "end"),
                Row("milestone_title", "milestone_due"),
            ),
            Fieldset(
                "Zuständigkeit",
                Row("lead_department", "field_of_action", "kind"),
                Row("contact_name", "contact_phone", "contact_email"),
            ),
            Fieldset("Hinzufügen und wegnehmen", *relations),
        )

    def _relation(self, name: str) -> Iterator[LayoutObject]:
        """Both fields of a relation behind its name: open where something was chosen, or is wrong."""
        ways = (f"add_{name}", f"remove_{name}")
        is_open = " open" if any(way in self.errors or self.data.get(way) for way in ways) else ""
        yield HTML(f'<details class="form-more"{is_open}><summary>{LABELS[name]}</summary>')
        yield Row(*ways)
        yield HTML("</details>")

    def clean(self) -> dict[str, Any]:
        """Something changes, nothing is added and removed at once, and a milestone has title and day."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("state") in REASON_STATES and not cleaned.get("reason"):
            self.add_error("reason", "Bitte begründen Sie, warum die Maßnahmen ruhen oder aufgegeben werden.")
        for name, other, sentence in MILESTONE_NEEDS:
            if cleaned.get(other) and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        for name in RELATIONS:
            if set(cleaned.get(f"add_{name}", ())) & set(cleaned.get(f"remove_{name}", ())):
                self.add_error(
                    f"remove_{name}", "Dasselbe kann nicht hinzukommen und wegfallen. Bitte wählen Sie eines."
                )
        if not self.errors and not any(cleaned.values()):
            self.add_error(None, "Bitte wählen Sie mindestens eine Änderung aus.")
        return cleaned

    def change(self) -> Together:
        given = self.cleaned_data
        return Together(
            values={name: given[name] for name in VALUES if given.get(name)},
            added={name: given.get(f"add_{name}", []) for name in RELATIONS},
            removed={name: given.get(f"remove_{name}", []) for name in RELATIONS},
            state=given["state"],
            reason=given["reason"],
            milestone=(given["milestone_title"], given["milestone_due"]) if given["milestone_due"] else None,
        )
