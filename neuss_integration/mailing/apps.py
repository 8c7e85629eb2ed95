from django.apps import AppConfig


class MailingConfig(AppConfig):
    name = "neuss_integration.mailing"
    label = "mailing"
    verbose_name = "Nachrichten"
