"""What a measure can lack: the keys of the filter „fehlt“ and of the gaps on the start page."""

import datetime as dt
from collections.abc import Callable
from typing import Final

from django.db.models import Exists, OuterRef, Q

from measures.enums import ProgressState
from measures.models import ProgressReport
from measures.selectors.funding_programmes import money_ends

ANSWER: Final = "sachstand"

MISSING: Final[dict[str, tuple[str, Q | Callable[[], Q]]]] = {
    "kennzahl": ("ohne Kennzahl", Q(key_figures=None)),
    "konzeptziel": ("ohne Ziel", Q(goals=None)),
    "faktor": ("ohne Erfolgsfaktor", Q(success_factors=None)),
    "beschluss": ("ohne Beschluss", Q(resolutions=None)),
    "finanzierung": ("ohne Finanzierung", Q(fundings=None)),
    "anschlussfinanzierung": ("ohne Anschlussfinanzierung", money_ends),
    ANSWER: ("ohne Sachstand im Zeitraum", Q(latest_progress=None)),
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


def unanswered(start: dt.date, end: dt.date) -> Q:
    """What is true of measures of which no opened round whose period ends from `start` to `end` accepted an answer."""
    told = ProgressReport.objects.filter(measure=OuterRef("pk"), state=ProgressState.ACCEPTED)
    in_time = told.filter(round__opened_at__isnull=False, round__period_end__range=(start, end))
    return Q(~Exists(in_time))
