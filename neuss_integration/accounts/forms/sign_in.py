"""Forms around the own account, over allauth's."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.fields import PasswordField, SetPasswordField
from django import forms

from neuss_integration.accounts.forms.fields import OwnedMixin, code_field, email_input
from neuss_integration.foundation.forms.base import KernFormMixin

RULES = (
    "Mindestens zwölf Zeichen. Gut merken lassen sich vier beliebige Wörter hintereinander. "
    "Nicht erlaubt sind bekannte Passwörter und solche, die Ihrem Namen ähneln."
)


class SignInForm(KernFormMixin, allauth_forms.LoginForm):
    submit_label = "Anmelden"
    password = PasswordField(label="Passwort", autocomplete="current-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-Mail-Adresse"
        self.fields["login"].widget = email_input("username")
        self.fields["password"].widget.attrs.pop("placeholder", None)


class RequestCodeForm(KernFormMixin, allauth_forms.RequestLoginCodeForm):
    """To which address a code for signing in is wanted."""

    submit_label = "Code anfordern"
    email = forms.EmailField(label="E-Mail-Adresse", widget=email_input("username"))


class MailedCodeForm(KernFormMixin, allauth_forms.ConfirmLoginCodeForm):
    """The code from the mail."""

    submit_label = "Anmelden"
    code = code_field("Code aus der E-Mail", "Groß- und Kleinschreibung und Striche sind gleich.")


class PasswordResetForm(KernFormMixin, allauth_forms.ResetPasswordForm):
    """For which address a link to a new password is wanted."""

    submit_label = "Link anfordern"
    email = forms.EmailField(label="E-Mail-Adresse", widget=email_input("username"))


class RepeatedPasswordMixin(KernFormMixin):
    """A new password, typed twice, checked against the rules."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean(self) -> dict[str, Any]:
        """The second one is the same as the first."""
        cleaned: dict[str, Any] = super(allauth_forms.PasswordVerificationMixin, self).clean()  # type: ignore[misc]
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            sentence = "Die beiden neuen Passwörter sind verschieden. Bitte geben Sie zweimal dasselbe ein."
            self.add_error("password2", sentence)  # type: ignore[attr-defined]
        return cleaned


class PasswordChangeForm(RepeatedPasswordMixin, allauth_forms.ChangePasswordForm):
    """A new password for who knows the old one."""

    submit_label = "Passwort ändern"
    oldpassword = PasswordField(label="Bisheriges Passwort", autocomplete="current-password")
    password1 = SetPasswordField(label="Neues Passwort", help_text=RULES)
    password2 = PasswordField(label="Neues Passwort wiederholen", autocomplete="new-password")


class NewPasswordForm(RepeatedPasswordMixin, allauth_forms.ResetPasswordKeyForm):
    submit_label = "Passwort speichern"
    password1 = SetPasswordField(label="Neues Passwort", help_text=RULES)
    password2 = PasswordField(label="Neues Passwort wiederholen", autocomplete="new-password")


class ConfirmPasswordForm(OwnedMixin, allauth_forms.ReauthenticateForm):
    """Asked for again before something that concerns the safety of the account."""

    submit_label = "Weiter"
    password = PasswordField(label="Passwort", autocomplete="current-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].widget.attrs.pop("placeholder", None)
