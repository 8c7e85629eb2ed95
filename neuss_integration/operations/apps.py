from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "neuss_integration.operations"
    label = "operations"
    verbose_name = "Betrieb"
