"""Kinds of bodies and organisations, and what a body decides."""

import re
from typing import Final

from django.db import models

VOTES_INCOMPLETE: Final = "Bitte geben Sie Ja- und Nein-Stimmen an; auch eine 0 ist eine Angabe."

RESOLVED_IN_FUTURE: Final = "Der Beschluss liegt in der Zukunft. Bitte tragen Sie ihn ein, wenn er gefasst ist."


class Article(models.TextChoices):
    DER = "der", "der"
    DIE = "die", "die"
    DAS = "das", "das"


class CommitteeKind(models.TextChoices):
    COUNCIL = "council", "Rat"
    COMMITTEE = "committee", "Ausschuss"
    INTEGRATION_COUNCIL = "integration_council", "Gremium für Integration"
    ADVISORY_BOARD = "advisory_board", "Beirat oder Arbeitskreis"

    @classmethod
    def meant_by(cls, word: str) -> str:
        """The kind that a list means by `word`; empty when it means none."""
        is_body = re.search(r"aussch[uü]ss|beirat|arbeitskreis|arbeitsgruppe|\bag\b|gremium|rat\b|kreistag", word, re.I)
        return cls.likely(word).value if is_body else ""

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

    @classmethod
    def meant_by(cls, words: str) -> str:
        """The kind that a list means by `words`, or that a name tells; empty when neither does."""
        return next((kind for kind, pattern in WRITTEN_FOR.items() if pattern.search(words)), "")


WRITTEN_FOR: Final[dict[str, re.Pattern[str]]] = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in (
        (OrganisationKind.EDUCATION, r"bildungs|volkshochschule|\bvhs\b|sprachschule|akademie|weiterbildung"),
        (OrganisationKind.SCHOOL, r"schule(?!ung)|gymnasium|\bkita\b|kindertages|kindergarten|\bogs\b|familienzentrum"),
        (OrganisationKind.SPORT, r"sport|turnverein|fu(?:ß|ss)ball|\btsv\b|\btus\b|\bfc\b|\bsv\b"),
        (OrganisationKind.MIGRANT, r"migrant|\bmso\b|ausländerverein"),
        (OrganisationKind.RELIGIOUS, r"religion|kirche|\bgemeinde\b|moschee|synagoge|pfarr|islamisch|\bditib\b"),
        (OrganisationKind.WELFARE, r"wohlfahrt|caritas|diakon|\bawo\b|\bdrk\b|rotes kreuz|parit[aä]t"),
        (OrganisationKind.HEALTH, r"gesundheit|klinik|krankenhaus|arztpraxis|pflegedienst|krankenkasse"),
        (OrganisationKind.HOUSING, r"wohnung|wohnbau|bauverein|immobilien"),
        (OrganisationKind.AUTHORITY, r"beh[oö]rde|kammer|jobcenter|agentur für arbeit|polizei|\bamt\b|ministerium"),
        (OrganisationKind.CARRIER, r"freier? tr[aä]ger|jugendhilfe|\bg?gmbh\b|stiftung"),
        (OrganisationKind.ASSOCIATION, r"verein|initiative|\be\.?\s?v\b|f[oö]rderkreis|b[uü]ndnis|ehrenamt"),
        (OrganisationKind.OTHER, r"^(?:sonstige[rs]?|andere[rs]?|weitere|übrige|-)$"),
    )
}
"""How people write the kinds, and names tell them; the first that fits is meant."""


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
