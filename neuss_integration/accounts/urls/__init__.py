"""Addresses below konto/: the own account. allauth looks for these names, so they stand in no namespace."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path

from neuss_integration.accounts.sign_in import account as sign_in
from neuss_integration.accounts.sign_in import provider, second_factor
from neuss_integration.accounts.views import accounts as views
from neuss_integration.accounts.views import sessions

urlpatterns = [
    path("", views.profile, name="account_profile"),
    path("sitzungen/", sessions.session_list, name="account_sessions"),
    path("sitzungen/<int:pk>/beenden/", sessions.session_end, name="account_end_session"),
    path("sitzungen/beenden/", sessions.end_other_sessions, name="account_end_sessions"),
    path("anmelden/", sign_in.SignInView.as_view(), name="account_login"),
    path(
        "anmelden/code/",
        login_not_required(sign_in.RequestCodeView.as_view()),
        name="account_request_login_code",
    ),
    path(
        "anmelden/code/eingeben/",
        login_not_required(sign_in.MailedCodeView.as_view()),
        name="account_confirm_login_code",
    ),
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
    path("bestaetigen/", second_factor.ConfirmPasswordView.as_view(), name="account_reauthenticate"),
    path("bestaetigen/code/", second_factor.ConfirmCodeView.as_view(), name="mfa_reauthenticate"),
    path("bestaetigen/passkey/", second_factor.ConfirmPasskeyView.as_view(), name="mfa_reauthenticate_webauthn"),
    path("anmelden/zweiter-faktor/", second_factor.EnterSecondFactorView.as_view(), name="mfa_authenticate"),
    path(
        "anmelden/passkey/",
        login_not_required(second_factor.PasskeySignInView.as_view()),
        name="mfa_login_webauthn",
    ),
    path("anmelden/stadt/", provider.to_provider, name="provider_login"),
    path("anmelden/stadt/zurueck/", provider.from_provider, {"provider_id": "stadt"}, name="openid_connect_callback"),
    path("zweiter-faktor/", second_factor.SecondFactorView.as_view(), name="mfa_index"),
    path("zweiter-faktor/app/", second_factor.AppView.as_view(), name="mfa_activate_totp"),
    path("zweiter-faktor/app/entfernen/", second_factor.RemoveAppView.as_view(), name="mfa_deactivate_totp"),
    path("zweiter-faktor/codes/", second_factor.RecoveryCodesView.as_view(), name="mfa_view_recovery_codes"),
    path("zweiter-faktor/codes/neu/", second_factor.NewRecoveryCodesView.as_view(), name="mfa_generate_recovery_codes"),
    path("zweiter-faktor/passkeys/neu/", second_factor.AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path(
        "zweiter-faktor/passkeys/<int:pk>/entfernen/",
        second_factor.RemovePasskeyView.as_view(),
        name="mfa_remove_webauthn",
    ),
]
