"""Forms of what the portal shows. The services check the rules; a form only asks."""

import uuid
from typing import Any, ClassVar, Final

from crispy_forms.layout import Fieldset, Layout, LayoutObject, Row
from django import forms

from measures.models import Measure
from neuss_integration.foundation.attachments.forms import PictureField
from neuss_integration.foundation.forms.base import (
    BaseForm,
    BaseModelForm,
    CheckboxPicker,
    GermanDateField,
    GermanIntegerField,
)
from neuss_integration.foundation.records.abstract_models import ValidityQuerySet
from neuss_integration.portal.enums import SpokenLanguage, Weekday
from neuss_integration.portal.models import ContactPoint, LegalText, Offer, OrganisationProfile, Subject

CONTACT_HELP: Final = "Die Stelle, nie eine private Person. Entweder Fachdienststelle oder Organisation."

TEXT_HELP: Final = "Kurze Sätze. Links so: [Name der Seite](https://…)"

Sections = tuple[tuple[str, tuple[str | tuple[str, ...], ...]], ...]


class PortalItemForm(BaseModelForm):
    """One thing of the portal, in groups; `version` and `submission_key` tell of the page and not of the row."""

    sections: ClassVar[Sections]
    rows: ClassVar[dict[str, int]] = {}

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput, label="Formularkennung")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version if self.instance.pk else None
        self.initial.setdefault("submission_key", uuid.uuid4())
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 8
            rows = getattr(field, "queryset", None)
            if isinstance(field, forms.ModelChoiceField) and isinstance(rows, ValidityQuerySet):
                field.queryset = rows.current()

    def get_layout(self) -> LayoutObject:
        """The fields as `sections` groups them."""
        groups = [
            Fieldset(legend, *(Row(*row) if isinstance(row, tuple) else row for row in rows))
            for legend, rows in self.sections
        ]
        return Layout("version", "submission_key", *groups)

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), *(self._meta.fields or ())}  # type: ignore[misc]

    def values(self) -> dict[str, Any]:
        """What the form writes, by the names of the model."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class ReachableForm(PortalItemForm):
    """Something people go to or call: in which languages, and its page."""

    languages = forms.MultipleChoiceField(
        label="Sprachen",
        required=False,
        choices=SpokenLanguage.choices,
        widget=CheckboxPicker,
        help_text="In welchen Sprachen dort gesprochen wird",
    )
    website = forms.URLField(label="Internetseite", required=False, assume_scheme="https")


class OfferForm(ReachableForm):
    """An offer: what, when, where, for whom, and who answers questions."""

    sections = (
        ("Was", ("measure", "title", "text", "field_of_action", "target_groups")),
        ("Wann", ("schedule", "weekdays", ("starts_on", "ends_on"))),
        ("Wo", ("is_citywide", "districts", "place", "address", ("step_free", "access_note"))),
        ("Kosten und Sprachen", (("cost", "cost_note"), "languages")),
        ("Wer Fragen beantwortet", ("department", "organisation", ("phone", "email"), "website")),
    )

    starts_on = GermanDateField(label="Beginnt am", required=False, help_text="Leer heißt: Es läuft schon.")
    ends_on = GermanDateField(label="Endet am", required=False, help_text="Danach steht es nicht mehr im Portal.")
    weekdays = forms.TypedMultipleChoiceField(
        label="Wochentage", required=False, choices=Weekday.choices, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Offer
        fields = (
            "measure",
            "title",
            "text",
            "field_of_action",
            "target_groups",
            "schedule",
            "weekdays",
            "starts_on",
            "ends_on",
            "is_citywide",
            "districts",
            "place",
            "address",
            "step_free",
            "access_note",
            "cost",
            "cost_note",
            "languages",
            "department",
            "organisation",
            "phone",
            "email",
            "website",
        )
        widgets: ClassVar = {"districts": CheckboxPicker, "target_groups": CheckboxPicker}
        help_texts: ClassVar = {
            "title": "Kurz und so, dass es alle verstehen",
            "text": "Kurze Sätze. Nur ohne Maßnahme: sonst gilt der Text für die Öffentlichkeit der Maßnahme.",
            "schedule": "Zum Beispiel: dienstags 16 bis 18 Uhr, nicht in den Schulferien",
            "department": CONTACT_HELP,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        written = Measure.objects.exclude(public_text="").order_by("number")
        self.fields["measure"].queryset = written  # type: ignore[attr-defined]

    @staticmethod
    def of_measure(measure: Measure) -> dict[str, Any]:
        """What is known of an offer from its measure."""
        return {
            "measure": measure,
            "title": measure.title[:120],
            "field_of_action": measure.field_of_action_id,
            "target_groups": measure.target_groups.all(),
            "districts": measure.districts.all(),
            "is_citywide": measure.is_citywide,
            "place": measure.location,
            "schedule": measure.rhythm,
            "department": measure.lead_department_id,
            "phone": measure.lead_department.phone,
            "email": measure.lead_department.email,
        }


class SubjectForm(PortalItemForm):
    """A subject in few words; links are written into the text."""

    sections = (("", ("title", "text", "position")),)

    position = GermanIntegerField(label="Reihenfolge", min_value=0, max_value=999, help_text="Kleine Zahlen zuerst")

    class Meta:
        model = Subject
        fields = ("title", "text", "position")
        help_texts: ClassVar = {"text": TEXT_HELP}


class LegalTextForm(PortalItemForm):
    """One of the texts the law asks for."""

    sections = (
        ("", ("page", "title", "text")),
        ("Nur für die Erklärung zur Barrierefreiheit", (("conformity", "method"), "assessed_on")),
    )

    assessed_on = GermanDateField(label="Bewertet am", required=False)

    class Meta:
        model = LegalText
        fields = ("page", "title", "text", "conformity", "method", "assessed_on")
        help_texts: ClassVar = {
            "text": "Bei der Erklärung zur Barrierefreiheit: was nicht barrierefrei ist und warum.",
        }


class ContactPointForm(ReachableForm):
    """A contact point: what for, when, where, in which languages, and how to reach it."""

    sections = (
        ("Was", ("title", "text", "subjects")),
        ("Wann und wo", ("schedule", "place", "address", "directions", ("step_free", "access_note"))),
        ("Sprachen", ("languages",)),
        ("Wer dort hilft", ("department", "organisation", ("phone", "email"), "website")),
    )

    class Meta:
        model = ContactPoint
        fields = (
            "title",
            "text",
            "subjects",
            "schedule",
            "place",
            "address",
            "directions",
            "step_free",
            "access_note",
            "languages",
            "department",
            "organisation",
            "phone",
            "email",
            "website",
        )
        widgets: ClassVar = {"subjects": CheckboxPicker}
        help_texts: ClassVar = {
            "schedule": "Zum Beispiel: montags bis freitags 9 bis 12 Uhr",
            "directions": "Zum Beispiel: Bus 848 bis Rathaus, Eingang im Hof",
            "department": CONTACT_HELP,
        }


class OrganisationProfileForm(ReachableForm):
    """Who an organisation is, where, and that it agreed to be shown."""

    sections = (
        ("Wer", ("organisation", "title", "text", "consent_on")),
        ("Wann und wo", ("schedule", "place", "address", ("step_free", "access_note"))),
        ("Sprachen", ("languages",)),
        ("Kontakt", (("phone", "email"), "website")),
    )

    consent_on = GermanDateField(
        label="Zustimmung der Organisation vom",
        required=False,
        help_text="Ohne Zustimmung lässt sich der Eintrag nicht freigeben.",
    )

    class Meta:
        model = OrganisationProfile
        fields = (
            "organisation",
            "title",
            "text",
            "consent_on",
            "schedule",
            "place",
            "address",
            "step_free",
            "access_note",
            "languages",
            "phone",
            "email",
            "website",
        )
        help_texts: ClassVar = {"title": "Der Name, wie ihn alle lesen"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].required = True


class PortalWithdrawForm(BaseForm):
    """Why everybody no longer reads something."""

    submit_label = "Zurückziehen"

    reason = forms.CharField(
        label="Warum?", widget=forms.Textarea(attrs={"rows": 3}), help_text="Steht nur im Vorgang, nicht im Portal."
    )


class ItemPictureForm(BaseForm):
    """The picture beside a text, and the words that stand for it."""

    submit_label = "Bild speichern"

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    file = PictureField(label="Bild")
    alternative = forms.CharField(
        label="Textalternative",
        max_length=600,
        help_text="Was zu sehen ist, für Menschen, die es nicht sehen",
    )
    is_removed = forms.BooleanField(label="Bild entfernen", required=False)

    def __init__(self, *args: Any, item: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": item.version, "alternative": item.alternative}, **kwargs)
        if item.picture is None:
            del self.fields["is_removed"]
            return
        self.fields["file"].required = False
        self.fields["file"].help_text = f"Leer heißt: Das Bild bleibt. {self.fields['file'].help_text}"
        self.fields["alternative"].required = not self.data.get("is_removed")
