"""Fields that forms of accounts share."""

from typing import Any

from django import forms

from neuss_integration.foundation.forms.base import KernFormMixin


def email_input(autocomplete: str) -> forms.EmailInput:
    """A field for an address, filled by the browser with what `autocomplete` names."""
    return forms.EmailInput(attrs={"autocomplete": autocomplete, "autocapitalize": "none", "spellcheck": "false"})


class OwnedMixin(KernFormMixin):
    """A form of allauth about the account of `user`, who has to be named."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)


def code_field(label: str, hint: str = "") -> forms.CharField:
    """Six digits of an app, or a recovery code; telephones fill it in by themselves."""
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    return forms.CharField(label=label, help_text=hint, max_length=20, widget=forms.TextInput(attrs=attrs))
