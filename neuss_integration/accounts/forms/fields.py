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
