"""Forms about sending mails."""

from django import forms

from neuss_integration.foundation.forms.base import BaseForm


class PauseForm(BaseForm):
    """Why nothing is to be sent for now."""

    submit_label = "Versand anhalten"
    reason = forms.CharField(
        label="Begründung", max_length=300, help_text="Zum Beispiel „Wartung des Postausgangs bis Freitag“"
    )


class BounceForm(BaseForm):
    """What is known about a mail that did not arrive."""

    submit_label = "Als zurückgekommen eintragen"
    reason = forms.CharField(
        label="Was stand in der Fehlermeldung?",
        max_length=300,
        help_text="Zum Beispiel „Postfach existiert nicht“. Die Fachdienststelle wird danach über ihr Postfach "
        "angeschrieben.",
    )
