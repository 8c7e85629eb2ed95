"""Forms of the second factor, over allauth's: in our look, and no code counts twice."""

from typing import Any, Final

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base_forms
from allauth.mfa.recovery_codes import forms as recovery_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.core.cache import cache

from neuss_integration.accounts.forms.fields import OwnedMixin, code_field
from neuss_integration.foundation.forms.base import BaseForm, KernFormMixin

CODE_HELP: Final = "Sechs Ziffern aus Ihrer App, oder einer Ihrer Wiederherstellungscodes."

CODE_SECONDS: Final = 150
"""Longer than a code of an app is accepted, the one before and the one after the present one included."""


class OnceMixin(OwnedMixin):
    """allauth remembers a code for 30 seconds only, but takes it for up to 90."""

    user: Any

    def clean_code(self) -> str:
        """The code, which nobody used before."""
        code: str = super().clean_code()  # type: ignore[misc]
        if not cache.add(f"second-factor:{self.user.pk}:{''.join(code.split())}", 1, timeout=CODE_SECONDS):
            raise get_adapter().validation_error("incorrect_code")
        return code


class EnterCodeForm(OnceMixin, base_forms.AuthenticateForm):
    """The second step of signing in."""

    submit_label = "Anmelden"
    code = code_field("Code", CODE_HELP)


class ConfirmCodeForm(OnceMixin, base_forms.ReauthenticateForm):
    """Asked for again before something that concerns the safety of the account."""

    submit_label = "Weiter"
    code = code_field("Code", CODE_HELP)


class AppForm(OnceMixin, totp_forms.ActivateTOTPForm):
    """Shows that the app has taken the key; who looked on does not sign in with the same code."""

    submit_label = "App einrichten"
    code = code_field("Code aus der App", "Sechs Ziffern, die Ihre App jetzt zeigt.")


class RemoveAppForm(KernFormMixin, totp_forms.DeactivateTOTPForm):
    """Nothing to fill in; the page asks."""

    submit_label = "App entfernen"

    def __init__(self, *args: Any, authenticator: Any, **kwargs: Any) -> None:
        super().__init__(*args, authenticator=authenticator, **kwargs)


class NewRecoveryCodesForm(OwnedMixin, recovery_forms.GenerateRecoveryCodesForm):
    submit_label = "Neue Codes erzeugen"


class RemovePasskeyForm(BaseForm):
    submit_label = "Passkey entfernen"


class PasskeyForm(OwnedMixin, passkey_forms.AddWebAuthnForm):
    """The browser fills in the key; the name tells several apart."""

    submit_label = ""
    name = forms.CharField(label="Name", max_length=60, help_text="Zum Beispiel „Diensthandy“.")
    passwordless = forms.BooleanField(
        label="Auch ohne Passwort anmelden",
        required=False,
        help_text="Dann reicht dieser Passkey allein, mit Fingerabdruck, Gesicht oder PIN des Geräts.",
    )


class EnterPasskeyForm(OwnedMixin, passkey_forms.AuthenticateWebAuthnForm):
    submit_label = ""


class ConfirmPasskeyForm(OwnedMixin, passkey_forms.ReauthenticateWebAuthnForm):
    submit_label = ""


class PasskeySignInForm(KernFormMixin, passkey_forms.LoginWebAuthnForm):
    submit_label = ""
