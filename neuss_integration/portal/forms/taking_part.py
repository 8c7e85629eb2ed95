"""What somebody without an account says about a goal."""

from typing import Any

from crispy_forms.layout import Div, Layout, LayoutObject
from django import forms
from django.utils.translation import gettext_lazy

from neuss_integration.foundation.forms.private_details import Found, PrivateDetailsMixin
from neuss_integration.foundation.words.private_details import MOST
from neuss_integration.portal.forms.enquiries import ONLY_FOR_ANSWER, OWN_LANGUAGE, WrittenByPeopleForm

PRIVATE = gettext_lazy("In Ihrem Text steht vermutlich etwas Privates: %(details)s. Bitte nehmen Sie es heraus.")
KINDS = {
    "E-Mail-Adresse": gettext_lazy("E-Mail-Adresse"),
    "Telefonnummer": gettext_lazy("Telefonnummer"),
    "Anschrift": gettext_lazy("Anschrift"),
    "Kontonummer": gettext_lazy("Kontonummer"),
}


class PublicCommentForm(PrivateDetailsMixin, WrittenByPeopleForm):
    """A comment; something private in it is noticed before it is sent."""

    private_field = "message"
    submit_label = gettext_lazy("Absenden")  # type: ignore[assignment]

    message = forms.CharField(
        label=gettext_lazy("Ihr Kommentar"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=MOST,
        help_text=OWN_LANGUAGE,
    )
    keep_details = forms.BooleanField(label=gettext_lazy("Ich möchte es trotzdem so senden."), required=False)
    reply_to = forms.EmailField(
        label=gettext_lazy("Ihre E-Mail-Adresse"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=ONLY_FOR_ANSWER,
    )

    def get_layout(self) -> LayoutObject:
        trap = Div("website", css_class="trap", aria_hidden="true")
        return Layout("shown_at", "message", *self.asked_layout(), "reply_to", trap)

    def private_sentence(self, found: Found) -> str:
        return PRIVATE % {"details": ", ".join(f"{KINDS[kind]} „{words}“" for kind, words in found)}

    def values(self) -> dict[str, Any]:
        """What is kept."""
        return {"text": self.cleaned_data["message"], "reply_to": self.cleaned_data["reply_to"]}
