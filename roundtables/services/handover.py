"""What Runde Tische hand over when a Fachdienststelle ends."""

from typing import Any

from neuss_integration.accounts.models import User
from neuss_integration.city.models import Department
from neuss_integration.foundation.records.saving import locked, save_as
from roundtables.enums.minutes import ActionState
from roundtables.models import ActionItem, RoundTable


class TableMover:
    """The tables an office runs today, and its open action items."""

    def count(self, office: Department) -> list[tuple[str, int]]:
        """How many of each; two queries."""
        found = [("Geschäftsführung Runder Tische", _tables(office)), ("offene Aufträge", _items(office))]
        return [(label, number) for label, rows in found if (number := rows.count())]

    def move(self, office: Department, successor: Department, *, by: User) -> int:
        """They are those of `successor`; closed items and ended tables stay. Returns how many moved."""
        return _give(_tables(office), "office", successor, by) + _give(
            _items(office), "responsible_department", successor, by
        )


def _tables(office: Department) -> Any:
    return RoundTable.objects.current().filter(office=office)


def _items(office: Department) -> Any:
    return ActionItem.objects.filter(responsible_department=office, state=ActionState.OPEN)


def _give(rows: Any, name: str, successor: Department, by: User) -> int:
    found = list(rows)
    for each in found:
        current = locked(each)
        setattr(current, name, successor)
        save_as(current, [name], by=by)
    return len(found)
