"""Which master data an installation starts with: none, what fits every city, or the example of Neuss."""

from collections.abc import Iterable
from typing import Final

from django.conf import settings
from django.db import models, transaction

from measures.master_data.loading import load_check_questions
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.city.master_data.completing import CHANGE_REASON, Completed
from neuss_integration.city.master_data.loading import load_city, load_target_groups
from neuss_integration.city.models import Committee, Department, District, EnteredNames, Organisation
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.words.nouns import count_of
from roundtables.master_data.loading import load_round_tables
from roundtables.models import RoundTable
from success_factors.master_data.loading import load_concept
from success_factors.models import SuccessFactor

NEUSS: Final = "Neuss"
OF_ONE_CITY: Final[tuple[type[models.Model], ...]] = (District, Department, Committee, Organisation, RoundTable)
OWN_LISTS: Final = (
    "Es stehen schon eigene Einträge in den Stammdaten. Das Beispiel würde sich mit ihnen mischen. "
    "Es wird nicht geladen."
)


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


@transaction.atomic
def load_example(*, by: User) -> int:
    """The example stands in lists that were empty; returns how many rows that made.

    Raises Refused where somebody entered a list of an own city: what is mixed is taken apart row by row.
    """
    ensure(by, Permission.MAINTAIN_MASTER_DATA)
    if not is_without_lists():
        raise Refused(OWN_LISTS)
    return note(load(MasterData.EXAMPLE), by=by)


def note(completed: Iterable[Completed], *, by: User | None) -> int:
    """The log says how many rows came."""
    if created := sum(done.created for done in completed):
        record(AuditEvent.IMPORTED, by=by, detail=f"Stammdaten, {count_of(created, 'Zeile')}")
    return created


def is_without_lists() -> bool:
    """Whether nothing is entered of what every city has of its own."""
    return not any(model._default_manager.exists() for model in OF_ONE_CITY)


def chosen_set() -> MasterData:
    """The set of MASTER_DATA, else the one that was loaded before, else what fits every city.

    The example is for the demo, for a new city whose name is given as Neuss, and for whoever chooses it. A city that
    has another name by now gets no more facts of Neuss. A database in which people work and into which nothing was
    ever loaded stays without.
    """
    if settings.MASTER_DATA:
        return MasterData(settings.MASTER_DATA)
    is_neuss = _name_of_city() == NEUSS
    if is_neuss and _was_loaded(Department):
        return MasterData.EXAMPLE
    if _was_loaded(SuccessFactor):
        return MasterData.GENERAL
    if User.objects.exists():
        return MasterData.EMPTY
    return MasterData.EXAMPLE if is_neuss and _is_meant() else MasterData.GENERAL


def _name_of_city() -> str:
    """As it stands in the database: a command starts before any request that looks for it."""
    return EnteredNames.objects.values_list("name", flat=True).first() or settings.CITY_NAME


def _is_meant() -> bool:
    return settings.DEMO_MODE or settings.CITY_NAME_IS_GIVEN


def _was_loaded(model: type[models.Model]) -> bool:
    rows = model.history.filter(history_change_reason=CHANGE_REASON)  # type: ignore[attr-defined]
    return bool(rows.exists())
