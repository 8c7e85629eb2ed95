from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "neuss_integration.accounts"
    label = "accounts"
    verbose_name = "Konten und Rollen"
