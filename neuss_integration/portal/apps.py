from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "neuss_integration.portal"
    label = "portal"
    verbose_name = "Portal"
