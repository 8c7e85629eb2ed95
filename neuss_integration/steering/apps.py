from django.apps import AppConfig


class SteeringConfig(AppConfig):
    name = "neuss_integration.steering"
    label = "steering"
    verbose_name = "Steuerung"
