from django.apps import AppConfig


class NeussIntegrationConfig(AppConfig):
    name = "neuss_integration"
    verbose_name = "Grundlagen"
