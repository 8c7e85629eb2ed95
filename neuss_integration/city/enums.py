"""Kinds of bodies and organisations."""

from django.db import models


class CommitteeKind(models.TextChoices):
    """What a Gremium is."""

    COUNCIL = "council", "Rat"
    COMMITTEE = "committee", "Ausschuss"
    INTEGRATION_COUNCIL = "integration_council", "Integrationsrat"
    ADVISORY_BOARD = "advisory_board", "Beirat oder Arbeitskreis"


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
