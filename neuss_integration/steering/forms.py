"""Forms of the calendar: which of it is shown, and how a person takes it along."""

from typing import Any, Final

from django import forms

from neuss_integration.foundation.forms.base import BaseForm, FilterForm
from neuss_integration.steering.enums import DueKind
from neuss_integration.steering.models import CalendarSubscription
from neuss_integration.steering.selectors.due import AHEAD

PERIODS: Final = (("30", "30 Tage"), ("90", "90 Tage"), ("365", "ein Jahr"))
OWN, ALL_DATES = "eigene", "alle"


class CalendarFilter(FilterForm):
    """What is shown. Unknown values do not filter."""

    zeitraum = forms.ChoiceField(label="Die nächsten", choices=PERIODS, initial=str(AHEAD))
    wessen = forms.ChoiceField(label="Wessen", choices=[(ALL_DATES, "alle Termine"), (OWN, "nur eigene")])
    was = forms.ChoiceField(label="Was", choices=[("", "alles"), *DueKind.choices])

    def chosen(self, *, own_first: bool) -> dict[str, Any]:
        """The days ahead, the kinds and whether only own dates, with what holds where nothing was asked for."""
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        whose = given.get("wessen") or (OWN if own_first else ALL_DATES)
        return {
            "days": int(given.get("zeitraum") or AHEAD),
            "kinds": [given["was"]] if given.get("was") else [],
            "only_own": whose == OWN,
        }


class SubscriptionForm(BaseForm):
    """The choice of one person."""

    submit_label = "Auswahl speichern"

    only_own = forms.TypedChoiceField(
        label="Welche Termine?",
        choices=[("ja", "nur eigene"), ("nein", "alle, die ich sehen darf")],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        help_text="Gilt für den abonnierten Kalender und für die E-Mail.",
    )
    has_feed = forms.BooleanField(
        label="Kalender abonnieren",
        required=False,
        help_text="Sie erhalten eine geheime Adresse für Outlook, Thunderbird oder Ihr Telefon.",
    )
    wants_mail = forms.BooleanField(
        label="Jede Woche eine E-Mail",
        required=False,
        help_text="Überfälliges, die nächsten 14 Tage und Neues zu dem, was Sie verfolgen. Ohne das kommt keine.",
    )

    def __init__(self, *args: Any, subscription: CalendarSubscription, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = ("has_feed", "wants_mail")
        self.initial.update({name: getattr(subscription, name) for name in names})
        self.initial["only_own"] = "ja" if subscription.only_own else "nein"
