from django.apps import AppConfig
from django.db.models.signals import post_migrate

from neuss_integration.foundation.records.data_version import announce


class OperationsConfig(AppConfig):
    name = "neuss_integration.operations"
    label = "operations"
    verbose_name = "Betrieb"

    def ready(self) -> None:
        """What pages are kept of is watched after every migration."""
        from neuss_integration.operations import master_data  # reason: connections come with the apps

        announce((*master_data.WATCHED, *master_data.WATCHED_WORK), master_data.OVERLOOKED)
        post_migrate.connect(master_data.watch_master_data, sender=self, dispatch_uid="operations.watch_master_data")
