"""Kinds of bodies and organisations, and what a body decides."""

import re
from typing import Final

from django.db import models

VOTES_INCOMPLETE: Final = "Bitte geben Sie Ja- und Nein-Stimmen an; auch eine 0 ist eine Angabe."

RESOLVED_IN_FUTURE: Final = "Der Beschluss liegt in der Zukunft. Bitte tragen Sie ihn ein, wenn er gefasst ist."


class CommitteeKind(models.TextChoices):
    COUNCIL = "council", "Rat"
    COMMITTEE = "committee", "Ausschuss"
    INTEGRATION_COUNCIL = "integration_council", "Gremium für Integration"
    ADVISORY_BOARD = "advisory_board", "Beirat oder Arbeitskreis"

    @classmethod
    def likely(cls, name: str) -> "CommitteeKind":
        """What a Gremium of this name most likely is."""
        if re.search(r"integration|migration|ausländer", name, re.IGNORECASE):
            return cls.INTEGRATION_COUNCIL
        if re.search(r"beirat|arbeitskreis|arbeitsgruppe|runde|forum|konferenz|netzwerk", name, re.IGNORECASE):
            return cls.ADVISORY_BOARD
        is_council = re.search(
            r"\b(?:stadt|gemeinde|kreis)?rat\b|kreistag|stadtverordnete|bürgerschaft", name, re.IGNORECASE
        )
        return cls.COUNCIL if is_council else cls.COMMITTEE


class OrganisationKind(models.TextChoices):
    """What a Träger or Akteur is."""

    WELFARE = "welfare", "Wohlfahrtsverband"
    CARRIER = "carrier", "Freier Träger"
    EDUCATION = "education", "Bildungsträger"
    MIGRANT = "migrant", "Migrantenorganisation"
    RELIGIOUS = "religious", "Religionsgemeinschaft"
    SPORT = "sport", "Sportverein oder Sportverband"
    ASSOCIATION = "association", "Verein oder Initiative"
    HEALTH = "health", "Gesundheit"
    HOUSING = "housing", "Wohnungswirtschaft"
    AUTHORITY = "authority", "Behörde oder Kammer"
    SCHOOL = "school", "Schule oder Kindertageseinrichtung"
    OTHER = "other", "Sonstige"


class ResolutionResult(models.TextChoices):
    """What a Gremium made of a matter it was given; a question is only put, and then answered."""

    APPROVED = "approved", "zugestimmt"
    AMENDED = "amended", "geändert beschlossen"
    REJECTED = "rejected", "abgelehnt"
    DEFERRED = "deferred", "vertagt"
    NOTED = "noted", "zur Kenntnis genommen"
    ASKED = "asked", "gestellt"


BACKING_RESULTS: Final = (ResolutionResult.APPROVED, ResolutionResult.AMENDED)
"""With these a Gremium stands behind a matter; taking note of it is less."""
