from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OperationsConfig(AppConfig):
    name = "neuss_integration.operations"
    label = "operations"
    verbose_name = "Betrieb"

    def ready(self) -> None:
        """Master data are watched after every migration."""
        from neuss_integration.operations.master_data import watch_master_data  # reason: connections come with the apps

        post_migrate.connect(watch_master_data, sender=self, dispatch_uid="operations.watch_master_data")
