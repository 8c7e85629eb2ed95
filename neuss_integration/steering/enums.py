"""Values of the calendar of everything that is due."""

from django.db import models


class FollowKind(models.TextChoices):
    """What can be followed; the keys stand in addresses."""

    MEASURE = "massnahme", "Maßnahme"
    FIELD = "handlungsfeld", "Handlungsfeld"
    NEED = "bedarf", "Bedarf"
    RESOLUTION = "beschluss", "Beschluss"

    @property
    def column(self) -> str:
        """Its field in the table."""
        names = {
            "massnahme": "measure",
            "handlungsfeld": "field_of_action",
            "bedarf": "need",
            "beschluss": "resolution",
        }
        return names[self.value]


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
    OPINION = "beteiligung", "Beteiligung"
    RATING = "bewertung", "Bewertung von Bedarfen"
    CHECK = "selbstcheck", "Selbstcheck"
