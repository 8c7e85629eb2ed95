"""Forms of meetings: plan, reply, agenda, attendance."""

import datetime as dt
from typing import Any, Final

from crispy_forms.layout import Fieldset, Layout, LayoutObject, Row
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from neuss_integration.city.models import Organisation
from neuss_integration.foundation.forms.base import BaseForm, GermanDateField, GermanIntegerField, GermanTimeField
from neuss_integration.foundation.words.city_terms import lazily_worded
from neuss_integration.foundation.words.months import add_months
from roundtables.enums.meetings import Reply
from roundtables.models import AgendaItem, Meeting, TableMember
from roundtables.models.meeting import END_NOT_AFTER_START
from roundtables.services.meetings import MAX_SERIES_LENGTH

MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12}
RHYTHMS: Final = [
    ("", "einmalig"), ("week", "jede Woche"), ("fortnight", "alle zwei Wochen"), ("month", "jeden Monat"),
    ("quarter", "alle drei Monate"), ("half", "alle sechs Monate"), ("year", "jedes Jahr"),
]  # fmt: skip
ABOUT: Final = ("is_needs_meeting", "is_public", "invitation_text")
TEXTS: Final = ("title", "place", "link", *ABOUT)


class MeetingForm(BaseForm):
    """Date, place and occasion of a meeting."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    title = forms.CharField(label="Anlass", required=False, max_length=150, help_text="Zum Beispiel „Bedarfe für 2027“")
    day = GermanDateField(label="Tag", help_text="Zum Beispiel 12.03.2027")
    starts = GermanTimeField(label="Beginn", help_text="Zum Beispiel 17:00")
    ends = GermanTimeField(label="Ende", help_text="Zum Beispiel 19:00")
    place = forms.CharField(label="Ort", required=False, max_length=200)
    link = forms.URLField(
        label="Adresse der Videokonferenz",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Steht in der Einladung und im Kalender.",
    )
    is_needs_meeting = forms.BooleanField(label="In dieser Sitzung werden die Bedarfe festgestellt", required=False)
    is_public = forms.BooleanField(
        label="Der Termin steht im Portal",
        required=False,
        help_text="Alle lesen dann Tag, Uhrzeit, Ort und Anlass, nie die Adresse der Videokonferenz.",
    )
    invitation_text = forms.CharField(
        label="Text der Einladung",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Termin, Ort und Tagesordnung stehen von selbst in der Einladung.",
    )

    def __init__(self, *args: Any, meeting: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if meeting is not None:
            start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
            self.initial.update({name: getattr(meeting, name) for name in TEXTS}, version=meeting.version)
            self.initial.update(day=start.date(), starts=start.time(), ends=end.time())

    def get_layout(self) -> LayoutObject:
        """When, where, what about."""
        when = Fieldset("Termin", "day", Row("starts", "ends"))
        return Layout("version", "title", when, Row("place", "link"), *ABOUT)

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning."""
        data = super().clean() or self.cleaned_data
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", END_NOT_AFTER_START)
        return data

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        moments = {f"{name}_at": self._moment(given["day"], given[name]) for name in ("starts", "ends")}
        return {name: given[name] for name in TEXTS} | moments

    @staticmethod
    def _moment(day: dt.date, time: dt.time) -> dt.datetime:
        return timezone.make_aware(dt.datetime.combine(day, time))


class NewMeetingForm(MeetingForm):
    submit_label = "Sitzung planen"
    rhythm = forms.ChoiceField(label="Wiederholung", choices=RHYTHMS, required=False)
    count = GermanIntegerField(
        label="Zahl der Sitzungen",
        required=False,
        min_value=1,
        max_value=MAX_SERIES_LENGTH,
        help_text="Nur bei einer Wiederholung",
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput, required=False, label="Formularkennung")

    def get_layout(self) -> LayoutObject:
        """The series follows the date."""
        when = Fieldset("Termin", "day", Row("starts", "ends"), Row("rhythm", "count"))
        return Layout("version", "title", when, Row("place", "link"), *ABOUT, "submission_key")

    def clean(self) -> dict[str, Any]:
        """A series has a length."""
        data = super().clean()
        if data.get("rhythm") and not data.get("count") and "count" not in self.errors:
            self.add_error("count", "Bitte geben Sie an, wie viele Sitzungen die Reihe hat.")
        return data

    def starts_of_all(self) -> list[dt.datetime]:
        """When each meeting of the series begins; the hour on the wall stays the same."""
        given = self.cleaned_data
        number = given["count"] if given["rhythm"] else 1
        return [
            self._moment(self._day(given["day"], given["rhythm"], index), given["starts"]) for index in range(number)
        ]

    @staticmethod
    def _day(first: dt.date, rhythm: str, index: int) -> dt.date:
        if rhythm in MONTHS:
            return add_months(first, index * MONTHS[rhythm])
        return first + dt.timedelta(weeks=index * (2 if rhythm == "fortnight" else 1))


class CancelForm(BaseForm):
    """Why a meeting does not take place."""

    submit_label = "Sitzung absagen"
    reason = forms.CharField(
        label="Grund", widget=forms.Textarea(attrs={"rows": 3}), help_text="Steht in der Absage an alle Eingeladenen."
    )


class ReplyForm(BaseForm):
    """The answer to an invitation."""

    submit_label = "Antwort senden"
    answer = forms.ChoiceField(label="Ihre Antwort", widget=forms.RadioSelect)
    note = forms.CharField(label="Bemerkung", required=False, max_length=300)

    def __init__(self, *args: Any, seat: TableMember, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deputy = f"Es kommt die Vertretung: {seat.deputy}"
        choices = [(Reply.YES, "Ich komme"), (Reply.DEPUTY, deputy), (Reply.NO, "Ich komme nicht")]
        shown = [(value.value, label) for value, label in choices if value != Reply.DEPUTY or seat.deputy]
        self.fields["answer"].choices = shown  # type: ignore[attr-defined]


class AgendaItemForm(BaseForm):
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    title = forms.CharField(label="Thema", max_length=200)
    starts = GermanTimeField(label="Uhrzeit", required=False)
    presenter = forms.CharField(label="Vortrag", required=False, max_length=150)
    note = forms.CharField(label="Erläuterung", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, item: AgendaItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if item is not None:
            self.initial.update(
                version=item.version, title=item.title, starts=item.starts, presenter=item.presenter, note=item.note
            )

    def get_layout(self) -> LayoutObject:
        """Time and presenter side by side."""
        return Layout("version", "title", Row("starts", "presenter"), "note")

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "starts", "presenter", "note")}


class TopicForm(BaseForm):
    """A topic a member proposes."""

    submit_label = "Thema vorschlagen"
    title = forms.CharField(label="Thema", max_length=200)
    note = forms.CharField(
        label="Worum geht es?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=lazily_worded(
            "{office.opening} entscheidet, ob das Thema auf die Tagesordnung kommt, und begründet es."
        ),
    )


class PublicReasonForm(BaseForm):
    """A reason that others can read."""

    submit_label = "Eintragen"
    reason = forms.CharField(label="Begründung", widget=forms.Textarea(attrs={"rows": 3}))


class GuestForm(BaseForm):
    """Somebody without a seat who was there."""

    submit_label = "Gast eintragen"
    guest_name = forms.CharField(label="Name", required=False, max_length=150)
    organisation = forms.ModelChoiceField(
        Organisation.objects.in_german_order(), label="Organisation", required=False, empty_label="keine"
    )
    note = forms.CharField(label="Anlass", required=False, max_length=200, help_text="Zum Beispiel „Vortrag zu TOP 3“")


def copied_meeting(visible: QuerySet[Meeting], key: str) -> dict[str, Any]:
    """What the next meeting takes from the one of this id: title, place, hours and text, not the day."""
    original = visible.filter(pk=int(key)).first() if key.isascii() and key.isdecimal() and len(key) < 10 else None
    if original is None:
        return {}
    taken = {name: getattr(original, name) for name in ("title", "place", "link", "invitation_text")}
    ends = timezone.localtime(original.ends_at).time() if original.ends_at else None
    return {**taken, "starts": timezone.localtime(original.starts_at).time(), "ends": ends}
