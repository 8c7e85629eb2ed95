"""Values of minutes and action items."""

from django.db import models


class MinutesState(models.TextChoices):
    DRAFT = "draft", "Entwurf"
    SENT = "sent", "versandt"
    APPROVED = "approved", "genehmigt"


class BallotChoice(models.TextChoices):
    YES = "yes", "Ja"
    NO = "no", "Nein"
    ABSTAIN = "abstain", "Enthaltung"


class ObjectionState(models.TextChoices):
    OPEN = "open", "offen"
    ACCEPTED = "accepted", "übernommen"
    REJECTED = "rejected", "nicht übernommen"


class ActionState(models.TextChoices):
    """Where an action item stands."""

    OPEN = "open", "offen"
    DONE = "done", "erledigt"
    DROPPED = "dropped", "nicht mehr nötig"
