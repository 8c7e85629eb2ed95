"""Values of needs, ratings and proposals."""

from django.db import models

from neuss_integration.foundation.words.city_terms import lazily_worded


class NeedState(models.TextChoices):
    """What became of a Bedarf so far."""

    REPORTED = "reported", "gemeldet"
    IN_DISCUSSION = "in_discussion", "in Beratung"
    PRIORITISED = "prioritised", "priorisiert"
    FORWARDED = "forwarded", "weitergeleitet"
    IN_MEASURE = "in_measure", "in Maßnahme überführt"
    NOT_PURSUED = "not_pursued", "nicht weiterverfolgt"


class NeedOrigin(models.TextChoices):
    """Where a Bedarf was raised."""

    MEETING = "meeting", "in einer Sitzung"
    BETWEEN = "between", "zwischen den Sitzungen"
    OFFICE = "office", lazily_worded("{office.von}")
    COUNSELLING = "counselling", "aus einer Beratungsstelle: Hürde bei einer Dienstleistung"
    PORTAL = "portal", "aus dem Portal, von Menschen ohne Konto"


def need_origin_choices() -> list[tuple[str, str]]:
    """The origins in the words of the city; named by migrations."""
    return NeedOrigin.choices


class RatingState(models.TextChoices):
    OPEN = "open", "offen"
    CLOSED = "closed", "geschlossen"


class ProposalState(models.TextChoices):
    DRAFT = "draft", "Entwurf"
    RANKED = "ranked", "gereiht"
    FORWARDED = "forwarded", "weitergeleitet"
    ACCEPTED = "accepted", "angenommen"
    CHANGED = "changed", "geändert angenommen"
    REJECTED = "rejected", "abgelehnt"
    DEFERRED = "deferred", "vertagt"


OPEN_NEEDS = (NeedState.REPORTED, NeedState.IN_DISCUSSION, NeedState.PRIORITISED, NeedState.FORWARDED)
RATEABLE_NEEDS = (NeedState.REPORTED, NeedState.IN_DISCUSSION, NeedState.PRIORITISED)
RESOLVED_PROPOSALS = (
    ProposalState.ACCEPTED, ProposalState.CHANGED, ProposalState.REJECTED, ProposalState.DEFERRED,
)  # fmt: skip
