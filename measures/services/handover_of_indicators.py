"""What indicators hand over when a Fachdienststelle ends."""

from typing import Any

from neuss_integration.accounts.models import User
from neuss_integration.city.models import Department
from neuss_integration.foundation.records.saving import locked, save_as
from success_factors.models import Indicator, ValueRequest


class IndicatorMover:
    """The indicators an office delivers, and the values it still owes."""

    def count(self, office: Department) -> list[tuple[str, int]]:
        """How many of each; two queries."""
        found = [("Indikatoren", _indicators(office)), ("offene Abfragen von Messwerten", _requests(office))]
        return [(label, number) for label, rows in found if (number := rows.count())]

    def move(self, office: Department, successor: Department, *, by: User) -> int:
        """They are those of `successor`; settled requests stay. Returns how many moved."""
        found = [*_indicators(office), *_requests(office)]
        for each in found:
            current = locked(each)
            current.department = successor
            save_as(current, ["department"], by=by)
        return len(found)


def _indicators(office: Department) -> Any:
    return Indicator.objects.filter(department=office)


def _requests(office: Department) -> Any:
    return ValueRequest.objects.filter(department=office).unsettled()
