"""Which master data an installation starts with: none, what fits every city, or the example of Neuss."""

from typing import Final

from django.conf import settings
from django.db import models

from measures.master_data.loading import load_check_questions
from neuss_integration.accounts.models import User
from neuss_integration.city.master_data.completing import CHANGE_REASON, Completed
from neuss_integration.city.master_data.loading import load_city, load_target_groups
from neuss_integration.city.models import Department
from roundtables.master_data.loading import load_round_tables
from success_factors.master_data.loading import load_concept
from success_factors.models import SuccessFactor

NEUSS: Final = "Neuss"


class MasterData(models.TextChoices):
    EMPTY = "leer", "nichts"
    GENERAL = "grundstock", "Erfolgsfaktoren, Handlungsfelder, Indikatoren, Zielgruppen und Fragen des Selbstchecks"
    EXAMPLE = "neuss", "das Beispiel der Stadt Neuss"


def load(chosen: MasterData) -> list[Completed]:
    """What is missing of the chosen set is created, what is there stays as it is."""
    if chosen is MasterData.EXAMPLE:
        return [*load_concept(), *load_city(), *load_round_tables(), *load_check_questions()]
    if chosen is MasterData.GENERAL:
        return [*load_concept(general=True), load_target_groups(), *load_check_questions()]
    return []


def chosen_set() -> MasterData:
    """The set of MASTER_DATA, else the one that was loaded before; a new city other than Neuss gets no facts of Neuss.

    A database in which people work and into which nothing was ever loaded stays without.
    """
    if settings.MASTER_DATA:
        return MasterData(settings.MASTER_DATA)
    is_neuss = settings.CITY_NAME == NEUSS
    if is_neuss and _was_loaded(Department):
        return MasterData.EXAMPLE
    if _was_loaded(SuccessFactor):
        return MasterData.GENERAL
    if User.objects.exists():
        return MasterData.EMPTY
    return MasterData.EXAMPLE if is_neuss else MasterData.GENERAL


def _was_loaded(model: type[models.Model]) -> bool:
    rows = model.history.filter(history_change_reason=CHANGE_REASON)  # type: ignore[attr-defined]
    return bool(rows.exists())
