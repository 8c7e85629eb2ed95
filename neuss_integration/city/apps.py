from typing import Any

from django.apps import AppConfig


class CityConfig(AppConfig):
    name = "neuss_integration.city"
    label = "city"
    verbose_name = "Stadt"

    def ready(self) -> None:
        """What happens in the background knows the names of the city, as pages do."""
        from django_tasks.signals import task_started  # reason: it needs all models

        task_started.connect(_know_names, dispatch_uid="city.know_names")


def _know_names(**_: Any) -> None:
    from neuss_integration.city.selectors import know_names  # reason: models come after the apps

    know_names()
