"""Forms of Runde Tische and their members."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout, LayoutObject, Row
from django import forms
from django.utils import timezone

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import User
from neuss_integration.city.models import Department, Organisation
from neuss_integration.foundation.forms.base import BaseForm, GermanDateField, GermanIntegerField
from roundtables.enums.meetings import MemberKind, VotePer
from roundtables.models import RoundTable, TableMember
from roundtables.services.round_tables import MEMBER_FIELDS, TABLE_FIELDS

AT_TABLES = (Role.ROUNDTABLE_MEMBER, Role.DEPARTMENT_EDITOR, Role.COORDINATOR)


class PersonChoiceField(forms.ModelChoiceField):
    """Somebody with an account, with the address, because two people can have one name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.email})"


def people_at_tables() -> Any:
    """Accounts of those who can sit at a Runder Tisch."""
    return User.objects.filter(is_active=True, memberships__role__in=AT_TABLES).distinct().order_by("name", "pk")


class TableForm(BaseForm):
    """A Runder Tisch and its rules."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    name = forms.CharField(label="Name", max_length=150)
    purpose = forms.CharField(label="Aufgabe", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    finds_needs = forms.BooleanField(
        label="Stellt jährlich die Bedarfe fest",
        required=False,
        help_text="Für diesen Runden Tisch gilt: mindestens eine Sitzung im Jahr.",
    )
    chair = forms.CharField(label="Leitung", required=False, max_length=150)
    office = forms.ModelChoiceField(
        Department.objects.in_german_order(), label="Geschäftsführung", required=False, empty_label="noch offen"
    )
    quorum_percent = GermanIntegerField(
        label="Beschlussfähig ab Prozent der Stimmen", required=False, min_value=1, max_value=100
    )
    quorum_number = GermanIntegerField(
        label="Oder ab einer Zahl von Stimmen", required=False, min_value=1, max_value=999
    )
    vote_per = forms.ChoiceField(
        label="Wer stimmt ab?",
        choices=VotePer.choices,
        widget=forms.RadioSelect,
        initial=VotePer.SEAT,
        help_text="Wichtig, wenn jemand für zwei Organisationen am Tisch sitzt.",
    )
    rules = forms.CharField(label="Weitere Regeln", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    source = forms.CharField(label="Quelle", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    valid_from = GermanDateField(label="Besteht seit", required=False)
    valid_until = GermanDateField(label="Besteht bis", required=False)

    def __init__(self, *args: Any, table: RoundTable | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if table is not None:
            self.initial.update({name: getattr(table, name) for name in TABLE_FIELDS}, version=table.version)

    def get_layout(self) -> LayoutObject:
        """What it is, its rules, since when."""
        return Layout(
            "version",
            "name",
            "purpose",
            "finds_needs",
            Row("chair", "office"),
            Fieldset("Beschlüsse", Row("quorum_percent", "quorum_number"), "vote_per", "rules"),
            Fieldset("Bestehen", Row("valid_from", "valid_until"), "source"),
        )

    def clean(self) -> dict[str, Any]:
        """A share or a number."""
        data = super().clean() or self.cleaned_data
        if data.get("quorum_percent") is not None and data.get("quorum_number") is not None:
            self.add_error("quorum_number", "Bitte geben Sie entweder Prozent oder eine Zahl an, nicht beides.")
        return data

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in TABLE_FIELDS}


class MemberForm(BaseForm):
    """A seat: for which organisation, with or without vote, who sits there and who stands in."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    organisation = forms.ModelChoiceField(
        Organisation.objects.in_german_order(), label="Organisation", empty_label="Bitte wählen"
    )
    kind = forms.ChoiceField(
        label="Stimmrecht", choices=MemberKind.choices, widget=forms.RadioSelect, initial=MemberKind.VOTING
    )
    user = PersonChoiceField(
        User.objects.none(),
        label="Konto",
        required=False,
        empty_label="kein Konto",
        help_text="Wer ein Konto hat, antwortet selbst auf Einladungen und liest die Protokolle.",
    )
    contact_name = forms.CharField(label="Oder Name ohne Konto", required=False, max_length=150)
    contact_email = forms.EmailField(label="E-Mail-Adresse ohne Konto", required=False)
    deputy_user = PersonChoiceField(User.objects.none(), label="Konto", required=False, empty_label="kein Konto")
    deputy_name = forms.CharField(label="Oder Name ohne Konto", required=False, max_length=150)
    deputy_email = forms.EmailField(label="E-Mail-Adresse ohne Konto", required=False)
    valid_from = GermanDateField(label="Sitz besteht seit", required=False)
    valid_until = GermanDateField(label="Sitz besteht bis", required=False)

    def __init__(self, *args: Any, member: TableMember | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("user", "deputy_user"):
            self.fields[name].queryset = people_at_tables()  # type: ignore[attr-defined]
        if member is not None:
            self.initial.update({name: getattr(member, name) for name in MEMBER_FIELDS}, version=member.version)

    def get_layout(self) -> LayoutObject:
        return Layout(
            "version",
            "organisation",
            "kind",
            Fieldset("Wer sitzt am Tisch?", "user", Row("contact_name", "contact_email")),
            Fieldset("Vertretung", "deputy_user", Row("deputy_name", "deputy_email")),
            Row("valid_from", "valid_until"),
        )

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in MEMBER_FIELDS}


class SeatEndForm(BaseForm):
    """The last day of a seat."""

    submit_label = "Sitz beenden"
    version = forms.IntegerField(widget=forms.HiddenInput, label="Stand der Seite")
    last_day = GermanDateField(label="Letzter Tag", help_text="Die Person bleibt in alten Protokollen genannt.")

    def __init__(self, *args: Any, member: TableMember, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(version=member.version, last_day=timezone.localdate())
