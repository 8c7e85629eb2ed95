"""What the services of the Zielkatalog share: only drafts are written, and in their order."""

from typing import Any, Final, Literal

from django.db import models

from neuss_integration.accounts.models import User
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import locked, next_position, save_as
from success_factors.models import ConceptEdition

LOCKED: Final = "Diese Fassung ist beschlossen. Ihr Wortlaut bleibt, wie er ist."
Way = Literal["up", "down"]


def draft(edition: ConceptEdition) -> ConceptEdition:
    """The locked `edition`. Raises Refused when it is adopted."""
    current = locked(edition)
    if not current.is_draft:
        raise Refused(LOCKED)
    return current


def swap(instance: Any, siblings: models.QuerySet, way: Way, *, by: User) -> None:
    """`instance` changes places with the one before it ("up") or behind it ("down"); at the end nothing happens.

    The position between is used by nobody, because the database refuses two rows at one place.
    """
    here = instance.position
    neighbour = siblings.filter(**{"position__lt" if way == "up" else "position__gt": here})
    other = neighbour.order_by("-position" if way == "up" else "position").first()
    if other is None:
        return
    there, free = other.position, next_position(siblings)
    other.skip_history_when_saving = True
    other.position = free
    other.save(update_fields=["position"])
    del other.skip_history_when_saving
    for row, position in ((instance, there), (other, here)):
        row.position = position
        save_as(row, ["position"], by=by)
