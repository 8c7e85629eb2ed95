"""What runs beside the web server."""

from django.db import models


class BackgroundService(models.TextChoices):
    """A process that works in the background."""

    WORKER = "worker", "Hintergrunddienst"
    TICK = "tick", "Zeitgeber"
