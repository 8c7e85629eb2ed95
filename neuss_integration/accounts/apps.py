from allauth.account.signals import password_changed, password_set
from allauth.usersessions.apps import UserSessionsConfig
from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "neuss_integration.accounts"
    label = "accounts"
    verbose_name = "Konten und Rollen"
    default = True


class SessionsConfig(UserSessionsConfig):
    """allauth's list of sessions; a sign-in is entered by the account adapter, which knows every way to sign in."""

    def ready(self) -> None:
        """A changed password gives the running session a new key."""
        from allauth.usersessions.signals import on_password_changed  # reason: it imports models

        password_set.connect(on_password_changed)
        password_changed.connect(on_password_changed)
