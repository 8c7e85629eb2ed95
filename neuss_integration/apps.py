from django.apps import AppConfig
from django.conf import settings


class NeussIntegrationConfig(AppConfig):
    name = "neuss_integration"
    verbose_name = "Grundlagen"

    def ready(self) -> None:
        """The checks are known, and errors are told to the city's Sentry if it has one."""
        from neuss_integration import checks  # noqa: F401 – reason: they register when all apps are there

        if settings.SENTRY_DSN:
            from neuss_integration.error_reports import report_errors  # reason: a tenth of a second of every start

            report_errors(settings.SENTRY_DSN)
