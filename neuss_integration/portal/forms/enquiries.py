"""Forms of enquiries: what everybody writes, and what the office answers."""

from typing import Any, ClassVar, Final

from crispy_forms.layout import Div, Layout, LayoutObject
from django import forms
from django.core.signing import BadSignature, TimestampSigner
from django.utils.translation import gettext_lazy

from neuss_integration.foundation.forms.base import BaseForm, GermanIntegerField
from neuss_integration.portal.enums import EnquiryChannel, EnquiryKind
from neuss_integration.portal.models import Enquiry, Subject
from neuss_integration.portal.selectors.advice import public_subjects
from neuss_integration.portal.services.enquiries import NO_ANSWER
from roundtables.enums.meetings import MeetingState
from roundtables.models import AgendaItem, Meeting, Need, RoundTable

MIN_SECONDS: Final = 3
OWN_LANGUAGE: Final = gettext_lazy("Sie können in Ihrer Sprache schreiben.")
ONLY_FOR_ANSWER: Final = gettext_lazy("Nur wenn Sie die Antwort per E-Mail möchten. Wir löschen sie danach.")
MAX_SECONDS: Final = 24 * 60 * 60
_signer = TimestampSigner(salt="neuss_integration.portal.enquiry")
KIND_WORDS: Final = {
    EnquiryKind.QUESTION: gettext_lazy("Ich habe eine Frage."),
    EnquiryKind.NEED: gettext_lazy("In der Stadt fehlt etwas."),
    EnquiryKind.BARRIER: gettext_lazy("Etwas ist ein Hindernis für mich."),
    EnquiryKind.COMMENT: gettext_lazy("Ich möchte etwas anmerken."),
    EnquiryKind.TOPIC: gettext_lazy("Ich schlage ein Thema für einen Runden Tisch vor."),
}


class WrittenByPeopleForm(BaseForm):
    """What is written without an account. A robot is told from people without a puzzle: by time and a trap."""

    shown_at = forms.CharField(required=False, widget=forms.HiddenInput, label="Seite geöffnet")
    website = forms.CharField(
        label=gettext_lazy("Bitte leer lassen"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.initial.setdefault("shown_at", _signer.sign("shown"))

    def is_from_robot(self) -> bool:
        """Whether the trap was filled, or the form came back faster than anybody types or without its time."""
        if self.cleaned_data.get("website"):
            return True
        try:
            _signer.unsign(self.cleaned_data["shown_at"], max_age=MAX_SECONDS)
        except BadSignature:
            return True
        return _age(self.cleaned_data["shown_at"]) < MIN_SECONDS


class PublicEnquiryForm(WrittenByPeopleForm):
    """What somebody asks, or tells the office."""

    submit_label = gettext_lazy("Absenden")  # type: ignore[assignment]

    kind = forms.ChoiceField(
        label=gettext_lazy("Worum geht es?"), choices=list(KIND_WORDS.items()), widget=forms.RadioSelect
    )
    subject: Any = forms.ModelChoiceField(
        queryset=Subject.objects.none(), label=gettext_lazy("Thema"), required=False, empty_label="–"
    )
    message = forms.CharField(
        label=gettext_lazy("Ihre Nachricht"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=5000,
        help_text=OWN_LANGUAGE,
    )
    reply_to = forms.EmailField(
        label=gettext_lazy("Ihre E-Mail-Adresse"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=ONLY_FOR_ANSWER,
    )
    phone = forms.CharField(
        label=gettext_lazy("Ihre Telefonnummer"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        help_text=gettext_lazy("Nur wenn wir Sie anrufen sollen. Wir löschen sie danach."),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        subjects: Any = self.fields["subject"]
        titles = {each.pk: each.title for each in public_subjects()}
        subjects.queryset = Subject.objects.public()
        subjects.label_from_instance = lambda row: titles[row.pk]

    def get_layout(self) -> LayoutObject:
        """The trap for robots stands outside the visible page."""
        trap = Div("website", css_class="trap", aria_hidden="true")
        return Layout("shown_at", "kind", "subject", "message", "reply_to", "phone", trap)

    def values(self) -> dict[str, Any]:
        """What is kept."""
        return {name: self.cleaned_data[name] for name in ("kind", "subject", "message", "reply_to", "phone")}


class RecordEnquiryForm(BaseForm):
    """What came in by telephone, mail or in person."""

    CHANNELS: ClassVar = [each for each in EnquiryChannel.choices if each[0] != EnquiryChannel.PORTAL]

    channel = forms.ChoiceField(label="Weg", choices=CHANNELS)
    kind = forms.ChoiceField(label="Art", choices=EnquiryKind.choices)
    subject = forms.ModelChoiceField(queryset=Subject.objects.all(), label="Thema", required=False)
    message = forms.CharField(
        label="Anliegen", widget=forms.Textarea(attrs={"rows": 5}), help_text="Ohne Namen, wo es ohne geht"
    )

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("kind", "subject", "message")}


class AnswerForm(BaseForm):
    """The answer, and what is counted."""

    submit_label = ""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    answer = forms.CharField(label="Antwort", required=False, widget=forms.Textarea(attrs={"rows": 8}))
    subject = forms.ModelChoiceField(queryset=Subject.objects.all(), label="Thema", required=False)
    minutes_spent = GermanIntegerField(
        label="Zeit in Minuten", required=False, min_value=0, max_value=10_000, help_text="Nur für die Zählung"
    )

    def __init__(self, data: Any = None, *, enquiry: Enquiry) -> None:
        super().__init__(data, initial={"version": enquiry.version, "subject": enquiry.subject_id})

    def clean(self) -> dict[str, Any]:
        """An answer is there, or the enquiry is closed without one."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("answer") and "settle" not in self.data:
            self.add_error("answer", NO_ANSWER)
        return cleaned

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("answer", "subject", "minutes_spent")}


def _age(signed: str) -> float:
    """Seconds since the form was shown."""
    try:
        _signer.unsign(signed, max_age=MIN_SECONDS)
    except BadSignature:
        return MIN_SECONDS
    return 0


class EnquiryNeedForm(BaseForm):
    """The need that an enquiry tells of, in the words of the office: names of people stay out."""

    submit_label = "In das Register übernehmen"

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    round_table = forms.ModelChoiceField(queryset=RoundTable.objects.none(), label="Runder Tisch")
    title = forms.CharField(label="Titel", max_length=Need._meta.get_field("title").max_length)
    description = forms.CharField(
        label="Beschreibung",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Bitte ohne Namen und ohne Angaben, an denen jemand zu erkennen ist: Das Register bleibt.",
    )

    def __init__(self, *args: Any, enquiry: Enquiry, **kwargs: Any) -> None:
        known = {"version": enquiry.version, "description": enquiry.message}
        super().__init__(*args, initial=known, **kwargs)
        tables = RoundTable.objects.current().order_by("-finds_needs", "name")
        self.fields["round_table"].queryset = tables  # type: ignore[attr-defined]
        self.initial["round_table"] = tables.first()

    def values(self) -> dict[str, Any]:
        """What the service writes."""
        return {name: self.cleaned_data[name] for name in ("round_table", "title", "description")}


class EnquiryTopicForm(BaseForm):
    """The topic that an enquiry proposes, in the words of the office: names of people stay out."""

    submit_label = "Als Thema vorschlagen"

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    meeting = forms.ModelChoiceField(Meeting.objects.none(), label="Sitzung")
    title = forms.CharField(label="Thema", max_length=AgendaItem._meta.get_field("title").max_length)
    note = forms.CharField(
        label="Erläuterung",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Bitte ohne Namen und ohne Angaben, an denen jemand zu erkennen ist: Die Tagesordnung bleibt.",
    )

    def __init__(self, data: Any = None, *, enquiry: Enquiry) -> None:
        super().__init__(data, initial={"version": enquiry.version, "note": enquiry.message})
        coming = Meeting.objects.filter(state__in=[MeetingState.PLANNED, MeetingState.INVITED])
        meetings: Any = self.fields["meeting"]
        meetings.queryset = coming.select_related("round_table").order_by("starts_at", "pk")
        meetings.label_from_instance = lambda row: f"{row.round_table}: {row}"

    def values(self) -> dict[str, Any]:
        """What the service writes."""
        return {name: self.cleaned_data[name] for name in ("meeting", "title", "note")}
