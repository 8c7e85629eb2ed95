"""Values of the calendar of everything that is due."""

from django.db import models


class DueKind(models.TextChoices):
    """What is due; the keys stand in addresses and in the UIDs of calendar files."""

    ROUND = "runde", "Berichtsrunde"
    MEETING = "sitzung", "Sitzung"
    PAPER = "bericht", "Bericht und Vorlage"
    ORDER = "auftrag", "Auftrag eines Gremiums"
    ACTION = "aufgabe", "Auftrag einer Sitzung"
    MINUTES = "protokoll", "Protokoll"
    MILESTONE = "meilenstein", "Meilenstein"
    INDICATOR = "indikator", "Indikator"
    FUNDING = "foerderung", "Förderung"
