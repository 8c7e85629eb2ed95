"""What people say about draft goals, and what becomes of it."""

from typing import Final

from django.db import models


class CommentChannel(models.TextChoices):
    """How a comment came in."""

    ACCOUNT = "account", "Konto"
    PORTAL = "portal", "Portal"
    OFFICE = "office", "eingetragen"


class CommentOutcome(models.TextChoices):
    """What the answer says."""

    OPEN = "open", "noch offen"
    TAKEN = "taken", "übernommen"
    PARTLY = "partly", "teilweise übernommen"
    DECLINED = "declined", "nicht übernommen"


ANSWERED: Final = (CommentOutcome.TAKEN, CommentOutcome.PARTLY, CommentOutcome.DECLINED)
