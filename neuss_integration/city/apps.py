from django.apps import AppConfig


class CityConfig(AppConfig):
    name = "neuss_integration.city"
    label = "city"
    verbose_name = "Stadt"
