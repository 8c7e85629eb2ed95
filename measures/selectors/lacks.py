"""What a measure can lack: the keys of the filter „fehlt“ and of the gaps on the start page."""

from collections.abc import Callable
from typing import Final

from django.db.models import Q

from measures.selectors.funding_programmes import money_ends

MISSING: Final[dict[str, tuple[str, Q | Callable[[], Q]]]] = {
    "kennzahl": ("ohne Kennzahl", Q(key_figures=None)),
    "konzeptziel": ("ohne Ziel", Q(goals=None)),
    "faktor": ("ohne Erfolgsfaktor", Q(success_factors=None)),
    "beschluss": ("ohne Beschluss", Q(resolutions=None)),
    "finanzierung": ("ohne Finanzierung", Q(fundings=None)),
    "anschlussfinanzierung": ("ohne Anschlussfinanzierung", money_ends),
    "meilenstein": ("ohne Meilenstein", Q(milestones=None)),
    "traeger": ("ohne Träger", Q(carriers=None)),
    "zielgruppe": ("ohne Zielgruppe", Q(target_groups=None)),
    "ort": ("ohne Stadtteil", Q(districts=None, is_citywide=False)),
    "beginn": ("ohne Beginn", Q(start_date=None)),
    "beschreibung": ("ohne Beschreibung", Q(description="")),
}
"""What can be missing, each with its rule; one that depends on the day is made when it is asked."""


def lacking(key: str) -> Q:
    """What is true of measures that lack what MISSING calls `key`."""
    rule = MISSING[key][1]
    return rule if isinstance(rule, Q) else rule()
