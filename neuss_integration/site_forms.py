"""Forms of pages that belong to no app."""

from crispy_forms.layout import Div, Layout, LayoutObject
from django import forms

from neuss_integration.foundation.forms.base import BaseForm


class AccessibilityFeedbackForm(BaseForm):
    """Somebody reports a barrier; only what is wrong must be said."""

    submit_label = "Meldung senden"

    message = forms.CharField(
        label="Was können Sie nicht lesen oder bedienen?",
        help_text="Beschreiben Sie bitte in Ihren Worten, was Sie tun wollten und was Sie daran gehindert hat.",
        widget=forms.Textarea,
        max_length=5000,
    )
    page = forms.CharField(
        label="Auf welcher Seite?", help_text="Name oder Adresse der Seite", required=False, max_length=500
    )
    email = forms.EmailField(
        label="Ihre E-Mail-Adresse",
        help_text="Nur wenn Sie eine Antwort möchten. Wir löschen sie danach.",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(
        label="Bitte leer lassen",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def get_layout(self) -> LayoutObject:
        """The trap for robots stands outside the visible page."""
        return Layout("message", "page", "email", Div("website", css_class="trap", aria_hidden="true"))

    def is_from_robot(self) -> bool:
        """Whether the field was filled that people cannot see."""
        return bool(self.cleaned_data.get("website"))
