"""Addresses below konto/: the own account. allauth looks for these names, so they stand in no namespace."""

from django.urls import path, re_path

from neuss_integration.accounts.sign_in import account as sign_in
from neuss_integration.accounts.views import accounts as views

urlpatterns = [
    path("", views.profile, name="account_profile"),
    path("anmelden/", sign_in.SignInView.as_view(), name="account_login"),
    path("abmelden/", sign_in.SignOutView.as_view(), name="account_logout"),
    path("deaktiviert/", sign_in.InactiveView.as_view(), name="account_inactive"),
    path("passwort/aendern/", sign_in.PasswordChangeView.as_view(), name="account_change_password"),
    path("passwort/vergessen/", sign_in.PasswordResetView.as_view(), name="account_reset_password"),
    path("passwort/vergessen/gesendet/", sign_in.PasswordResetSentView.as_view(), name="account_reset_password_done"),
    path("passwort/neu/fertig/", sign_in.NewPasswordSavedView.as_view(), name="account_reset_password_from_key_done"),
    re_path(
        r"^passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        sign_in.NewPasswordView.as_view(),
        name="account_reset_password_from_key",
    ),
]
