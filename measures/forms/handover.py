"""Forms of the Übergabe: what becomes of the office, and who takes over what."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from crispy_forms.layout import Fieldset, Layout, LayoutObject
from django import forms
from django.utils import timezone

from measures.enums import HandoverKind
from measures.selectors.handover import Movable
from measures.services.handover import HandoverPlan, wrong_day, wrong_number
from neuss_integration.city.models import Department
from neuss_integration.foundation.forms.base import BaseForm, CheckboxPicker, GermanDateField

MEASURE: Final = "massnahme-"
PERSON: Final = "person-"
NEW: Final = "neu:"
ROLE_ENDS: Final = ("", "niemand, die Rolle endet")


class HandoverForm(BaseForm):
    """What becomes of an office, who follows it, and since when. `carried` names assignments typed before."""

    submit_label = "Vorschau zeigen"

    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput, label="Formularkennung")
    kind = forms.ChoiceField(
        label="Was geschieht mit der Stelle?", choices=HandoverKind.choices, widget=forms.RadioSelect
    )
    last_day = GermanDateField(
        label="Letzter Tag", help_text="Bis dahin gab es die Stelle. Ab dem Tag danach gilt das Neue."
    )
    new_offices = forms.CharField(
        label="Neue Stellen",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Je Zeile ein Name. Sie werden angelegt.",
    )
    successors = forms.ModelMultipleChoiceField(
        queryset=Department.objects.none(),
        label="Bestehende Stellen, die übernehmen",
        required=False,
        widget=CheckboxPicker,
    )
    reason = forms.CharField(
        label="Begründung",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Zum Beispiel die Verfügung zur Neuordnung. Steht im Verlauf.",
    )

    def __init__(self, *args: Any, office: Department, carried: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.office = office
        for name in carried:
            self.fields[name] = forms.CharField(required=False, widget=forms.HiddenInput, label="Zuordnung")
        offices = Department.objects.current().exclude(pk=office.pk).in_german_order()
        self.fields["successors"].queryset = offices  # type: ignore[attr-defined]
        self.initial.setdefault("last_day", office.valid_until or timezone.localdate() - dt.timedelta(days=1))

    def get_layout(self) -> LayoutObject:
        """What, when, who."""
        who = Fieldset("Wer übernimmt", "new_offices", "successors")
        return Layout("submission_key", Fieldset("Was geschieht", "kind", "last_day", "reason"), who)

    def clean(self) -> dict[str, Any]:
        """The number of successors fits, the day is over."""
        cleaned = super().clean() or self.cleaned_data
        kind, last_day = cleaned.get("kind"), cleaned.get("last_day")
        if last_day and (sentence := wrong_day(self.office, last_day)):
            self.add_error("last_day", sentence)
        is_complete = not {"new_offices", "successors"} & self.errors.keys()
        if kind and is_complete and (sentence := wrong_number(kind, len(self.targets()))):
            self.add_error("new_offices", sentence)
        return cleaned

    def targets(self) -> list[Department | str]:
        """The successors: new ones by name, then existing ones."""
        lines = self.cleaned_data.get("new_offices", "").splitlines()
        new = [" ".join(line.split()) for line in lines if line.strip()]
        return [*dict.fromkeys(new), *self.cleaned_data.get("successors", ())]

    def plan(self, assigned: "SuccessionForm") -> HandoverPlan:
        given = self.cleaned_data
        return HandoverPlan(
            kind=given["kind"],
            last_day=given["last_day"],
            successors=self.targets(),
            reason=given["reason"],
            measures=assigned.places(MEASURE),
            people=assigned.places(PERSON),
        )


class SuccessionForm(BaseForm):
    """Who takes over which measure and which person; only asked when there is more than one successor."""

    def __init__(self, *args: Any, found: Movable, targets: Iterable[Department | str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [key_of(target) for target in targets]
        self.found = found
        if len(self.keys) < 2:
            return
        choices = [(key, str(target)) for key, target in zip(self.keys, targets, strict=True)]
        for measure in found.measures:
            self._ask(f"{MEASURE}{measure.pk}", choices, f"Wer übernimmt {measure.number}?")
        for role in found.people:
            self._ask(f"{PERSON}{role.pk}", [*choices, ROLE_ENDS], f"Wohin wechselt {role.user}?")

    def _ask(self, name: str, choices: list[tuple[str, str]], label: str) -> None:
        widget = forms.Select(attrs={"aria-label": label})
        required = ROLE_ENDS not in choices
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, widget=widget, required=required)
        self.initial.setdefault(name, self.keys[0])

    @property
    def measures(self) -> list[tuple[Any, Any]]:
        """Each measure with its field, or None when there is nothing to choose."""
        return [(each, self._field(f"{MEASURE}{each.pk}")) for each in self.found.measures]

    @property
    def people(self) -> list[tuple[Any, Any]]:
        """Each role with its field, or None when there is nothing to choose."""
        return [(each, self._field(f"{PERSON}{each.pk}")) for each in self.found.people]

    def places(self, prefix: str) -> dict[int, Any]:
        """The chosen places in the list of successors, by key of measure or role."""
        chosen = {name: key for name, key in self.cleaned_data.items() if name.startswith(prefix)}
        return {int(name.removeprefix(prefix)): self.keys.index(key) if key else None for name, key in chosen.items()}

    def _field(self, name: str) -> Any:
        return self[name] if name in self.fields else None


def key_of(target: Department | str) -> str:
    """The value under which a successor is chosen; it stays the same when others are added."""
    return f"{target.pk}" if isinstance(target, Department) else f"{NEW}{target}"


def is_assignment(name: str) -> bool:
    """Whether a sent value says who takes over something."""
    return name.startswith((MEASURE, PERSON))
