"""What of the Selbstcheck is handed over when a Fachdienststelle ends."""

from typing import Any

from measures.models import OfficeCheck
from neuss_integration.accounts.models import User
from neuss_integration.city.models import Department
from neuss_integration.foundation.records.saving import locked, removed, save_as


class CheckMover:
    """The Selbstchecks an office still owes; what it sent or what was released keeps its name.

    The form for staff goes along with the indicators of the office that fills it in (IndicatorMover).
    """

    def count(self, office: Department) -> list[tuple[str, int]]:
        """How many; one query."""
        number = _owed(office).count()
        return [("offene Selbstchecks", number)] if number else []

    def move(self, office: Department, successor: Department, *, by: User) -> int:
        """`successor` owes them with what was entered. For a year in which it answers itself one is enough: the other
        goes, and the history keeps what was entered in it. Returns how many there were.
        """
        own = set(OfficeCheck.objects.filter(department=successor).values_list("check_year", flat=True))
        found = list(_owed(office))
        for each in found:
            current = locked(each)
            if current.check_year_id not in own:
                current.department = successor
                save_as(current, ["department"], by=by)
                continue
            for part in (*current.answers.all(), current):
                removed(part, by=by, reason=f"Für dieses Jahr antwortet „{successor}“.")
        return len(found)


def _owed(office: Department) -> Any:
    return OfficeCheck.objects.owed().filter(department=office)
