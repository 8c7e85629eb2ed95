"""Forms of minutes: text of an item, vote, sending, objections, approval."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.layout import Fieldset, Layout, LayoutObject, Row
from django import forms
from django.utils import timezone

from measures.forms.choices import ObjectsField, offer
from neuss_integration.foundation.forms.base import BaseForm, GermanDateField, GermanIntegerField
from roundtables.enums.minutes import BallotChoice, ObjectionState
from roundtables.models import AgendaItem, Ballot, Meeting, Minutes, MinutesEntry, TableMember
from roundtables.services.minutes import ENTRY_FIELDS
from roundtables.services.votes import Count

COUNTS = ("votes_for", "votes_against", "abstentions")


class EntryForm(BaseForm):
    """What the minutes say about one item."""

    submit_label = ""
    form_tag = False
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    text = forms.CharField(label="Verlauf", required=False, widget=forms.Textarea(attrs={"rows": 8}))
    decision = forms.CharField(label="Festlegung", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    recommendation = forms.CharField(
        label="Empfehlung an Gremien",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ein Runder Tisch empfiehlt, Ausschuss oder Rat beschließen.",
    )
    internal_note = forms.CharField(
        label="Interner Vermerk",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Lesen nur Personen, die den Runden Tisch verwalten; nicht die Mitglieder.",
    )
    is_internal = forms.BooleanField(
        label="Der ganze Punkt ist nicht öffentlich",
        required=False,
        help_text="In der öffentlichen Fassung steht dann nur seine Nummer.",
    )

    def __init__(self, *args: Any, entry: MinutesEntry | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = 0
        if entry is not None:
            self.initial.update({name: getattr(entry, name) for name in ENTRY_FIELDS}, version=entry.version)
        for name in ENTRY_FIELDS:
            self.fields[name].hide_optional = True  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What can be stored: every field without an error."""
        return {name: self.cleaned_data[name] for name in ENTRY_FIELDS if name in self.cleaned_data}


class VoteForm(BaseForm):
    """A vote, counted or by name."""

    submit_label = "Abstimmung eintragen"
    version = forms.IntegerField(widget=forms.HiddenInput, label="Stand der Seite")
    votes_for = GermanIntegerField(label="Ja", required=False, min_value=0, max_value=999)
    votes_against = GermanIntegerField(label="Nein", required=False, min_value=0, max_value=999)
    abstentions = GermanIntegerField(label="Enthaltungen", required=False, min_value=0, max_value=999)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        seats: Iterable[TableMember],
        entry: MinutesEntry | None = None,
        ballots: Iterable[Ballot] = (),
    ) -> None:
        super().__init__(data)
        self.initial["version"] = entry.version if entry else 0
        named = {ballot.member_id: ballot.choice for ballot in ballots}
        if entry is not None and not named:
            self.initial.update({name: getattr(entry, name) for name in COUNTS})
        self.seats = list(seats)
        for seat in self.seats:
            self.fields[f"seat-{seat.pk}"] = forms.ChoiceField(
                label=str(seat),
                required=False,
                choices=[("", "keine Angabe"), *BallotChoice.choices],
                initial=named.get(seat.pk, ""),
            )
        for name, field in self.fields.items():
            field.hide_optional = name != "version"  # type: ignore[attr-defined]

    def get_layout(self) -> LayoutObject:
        """Hands, or names."""
        names = [f"seat-{seat.pk}" for seat in self.seats]
        by_name = [Fieldset("Oder namentlich", *names)] if names else []
        return Layout("version", Fieldset("Gezählt", Row(*COUNTS)), *by_name)

    def clean(self) -> dict[str, Any]:
        """One of both ways."""
        data = super().clean() or self.cleaned_data
        counted = [name for name in COUNTS if data.get(name) is not None]
        if counted and self.choices():
            self.add_error(counted[0], "Bitte geben Sie Zahlen oder die Stimmen mit Namen an, nicht beides.")
        elif not counted and not self.choices() and not self.errors:
            self.add_error("votes_for", "Bitte geben Sie an, wie abgestimmt wurde.")
        return data

    def choices(self) -> dict[int, BallotChoice]:
        given = {seat.pk: self.cleaned_data.get(f"seat-{seat.pk}") for seat in self.seats}
        return {seat_id: BallotChoice(choice) for seat_id, choice in given.items() if choice}

    def count(self) -> Count:
        return Count(*(self.cleaned_data[name] or 0 for name in COUNTS))


class SendForm(BaseForm):
    """Until when members can object."""

    submit_label = "Versenden"
    comment_until = GermanDateField(label="Einwände bis", help_text="Alle Mitglieder bekommen eine E-Mail.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["comment_until"] = timezone.localdate() + dt.timedelta(days=14)


class ObjectionForm(BaseForm):
    submit_label = "Einwand erheben"
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label="Tagesordnungspunkt", required=False, empty_label="das ganze Protokoll"
    )
    text = forms.CharField(
        label="Einwand", widget=forms.Textarea(attrs={"rows": 4}), help_text="Was soll stattdessen im Protokoll stehen?"
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput, required=False, label="Formularkennung")

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = meeting.agenda.filter(state="agenda")  # type: ignore[attr-defined]


class DecideForm(BaseForm):
    """What becomes of an objection."""

    submit_label = "Entscheiden"
    state = forms.ChoiceField(
        label="Der Einwand wird",
        widget=forms.RadioSelect,
        choices=[(each.value, each.label) for each in (ObjectionState.ACCEPTED, ObjectionState.REJECTED)],
    )
    answer = forms.CharField(
        label="Antwort",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nötig, wenn der Einwand nicht übernommen wird.",
    )


class ApproveForm(BaseForm):
    """In which meeting the minutes were approved."""

    submit_label = "Genehmigung eintragen"
    approved_in = forms.ModelChoiceField(
        Meeting.objects.none(), label="Genehmigt in der Sitzung", empty_label="Bitte wählen"
    )

    def __init__(self, *args: Any, meetings: list[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [meeting.pk for meeting in meetings]
        self.fields["approved_in"].queryset = Meeting.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        if len(keys) == 1:
            self.initial["approved_in"] = keys[0]


class PublishForm(BaseForm):
    """Which items everybody may read; those that name private people are left out from the start."""

    submit_label = "Veröffentlichen"
    withheld = ObjectsField(label="Diese Punkte weglassen", required=False)

    def __init__(
        self, *args: Any, minutes: Minutes, items: list[AgendaItem], private_names: Mapping[Any, list[str]]
    ) -> None:
        super().__init__(*args)
        named = [item.pk for item in items if item.pk in private_names]
        withheld_before = [item.pk for item in minutes.withheld.all()]
        self.initial["withheld"] = sorted({*named, *withheld_before})
        offer(
            self.fields["withheld"],
            items,
            [],
            lambda rows: [(str(row.pk), _labelled(row, private_names)) for row in rows],
        )
        self.fields[
            "withheld"
        ].help_text = "Von ihnen steht in der öffentlichen Fassung nur die Nummer. Interne Punkte fehlen dort ohnehin."


def _labelled(item: AgendaItem, private_names: Mapping[Any, list[str]]) -> str:
    """The item, with the names it tells."""
    names = private_names.get(item.pk)
    return f"{item} (nennt {', '.join(names)})" if names else str(item)
