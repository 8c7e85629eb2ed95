"""Values of Runde Tische, their members and meetings."""

from django.db import models


class MemberKind(models.TextChoices):
    """Whether a member decides or advises."""

    VOTING = "voting", "stimmberechtigt"
    ADVISORY = "advisory", "beratend"


class VotePer(models.TextChoices):
    """What one vote belongs to; somebody may be member for two organisations."""

    SEAT = "seat", "jeder Sitz hat eine Stimme"
    ORGANISATION = "organisation", "jede Organisation hat eine Stimme"
    PERSON = "person", "jede Person hat eine Stimme"


class MeetingState(models.TextChoices):
    """Where a meeting stands."""

    PLANNED = "planned", "geplant"
    INVITED = "invited", "eingeladen"
    HELD = "held", "durchgeführt"
    CANCELLED = "cancelled", "abgesagt"
