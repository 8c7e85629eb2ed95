"""Fields that forms of accounts share."""

from django import forms


def email_input(autocomplete: str) -> forms.EmailInput:
    """A field for an address, filled by the browser with what `autocomplete` names."""
    return forms.EmailInput(attrs={"autocomplete": autocomplete, "autocapitalize": "none", "spellcheck": "false"})
