"""Forms of public relations: news, and what the office does so that people hear of it."""

from typing import ClassVar

from django import forms

from neuss_integration.foundation.forms.base import (
    CheckboxPicker,
    GermanDateField,
    GermanDecimalField,
    GermanIntegerField,
)
from neuss_integration.portal.enums import Channel
from neuss_integration.portal.forms.items import TEXT_HELP, PortalItemForm
from neuss_integration.portal.models import Campaign, NewsItem


class NewsItemForm(PortalItemForm):
    """What happened, in few words; the newest day stands first."""

    sections = (("", (("kind", "dated"), "title", "text")),)

    dated = GermanDateField(label="Datum", help_text="Davor lässt sich der Text nicht freigeben.")

    class Meta:
        model = NewsItem
        fields = ("kind", "dated", "title", "text")
        help_texts: ClassVar = {
            "kind": "Ein Pressetext steht im Portal unter „Für die Presse“.",
            "text": TEXT_HELP,
        }


class CampaignForm(PortalItemForm):
    """An Aktion: what the portal shows first, then what only a report tells."""

    sections = (
        ("Was alle lesen", (("kind",), "title", "text", "target_groups")),
        ("Wann und wo", (("starts_on", "ends_on"), "schedule", ("place", "address"), "website")),
        (
            "Nicht im Portal, nur im Bericht",
            ("channels", "measure", ("planned_reach", "reach"), ("planned_cost", "cost")),
        ),
    )

    starts_on = GermanDateField(label="Erster Tag")
    ends_on = GermanDateField(label="Letzter Tag", required=False, help_text="Leer heißt: ein Tag.")
    website = forms.URLField(label="Internetseite", required=False, assume_scheme="https")
    channels = forms.MultipleChoiceField(
        label="Wege", required=False, choices=Channel.choices, widget=forms.CheckboxSelectMultiple
    )
    planned_reach = GermanIntegerField(label="Geplant: erreichte Menschen", required=False, min_value=0)
    reach = GermanIntegerField(
        label="Erreichte Menschen",
        required=False,
        min_value=0,
        help_text="Gezählt oder geschätzt, erst ab dem ersten Tag",
    )
    planned_cost = GermanDecimalField(label="Geplante Kosten in €", required=False, min_value=0, decimal_places=2)
    cost = GermanDecimalField(label="Kosten in €", required=False, min_value=0, decimal_places=2)

    class Meta:
        model = Campaign
        fields = (
            "kind",
            "title",
            "text",
            "target_groups",
            "starts_on",
            "ends_on",
            "schedule",
            "place",
            "address",
            "website",
            "channels",
            "measure",
            "planned_reach",
            "reach",
            "planned_cost",
            "cost",
        )
        widgets: ClassVar = {"target_groups": CheckboxPicker}
        help_texts: ClassVar = {
            "schedule": "Zum Beispiel: 14 bis 18 Uhr",
            "measure": "Wenn die Aktion Teil einer Maßnahme ist",
        }
