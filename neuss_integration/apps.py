from django.apps import AppConfig


class NeussIntegrationConfig(AppConfig):
    name = "neuss_integration"
    verbose_name = "Grundlagen"

    def ready(self) -> None:
        """The checks are known."""
        from neuss_integration import checks  # noqa: F401 – reason: they register when all apps are there
