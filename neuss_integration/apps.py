from django.apps import AppConfig
from django.conf import settings

from neuss_integration.error_reports import report_errors


class NeussIntegrationConfig(AppConfig):
    name = "neuss_integration"
    verbose_name = "Grundlagen"

    def ready(self) -> None:
        """The checks are known, and errors are told to the city's Sentry if it has one."""
        from neuss_integration import checks  # noqa: F401 – reason: they register when all apps are there

        report_errors(settings.SENTRY_DSN)
