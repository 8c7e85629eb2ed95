"""Who came to a meeting: one row per seat."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from neuss_integration.foundation.forms.base import BaseForm
from roundtables.enums.meetings import AttendanceStatus
from roundtables.models import AgendaItem, Attendance, TableMember
from roundtables.services.attendance import SeatAttendance


@dataclass(frozen=True, slots=True)
class SeatFields:
    """A seat with its three fields."""

    seat: TableMember
    presence: BoundField
    joins: BoundField
    leaves: BoundField


class AttendanceForm(BaseForm):
    """For each seat: whether it was taken, from which item and until which."""

    submit_label = ""
    form_tag = False

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        seats: Iterable[TableMember],
        items: list[AgendaItem],
        stored: Mapping[int, Attendance],
    ) -> None:
        super().__init__(data)
        self.seats, self.items = list(seats), {str(item.pk): item for item in items}
        points = [(key, str(item)) for key, item in self.items.items()]
        for seat in self.seats:
            known = stored.get(seat.pk)
            self._add(
                f"presence-{seat.pk}",
                "Teilnahme",
                [("", "offen"), *AttendanceStatus.choices],
                known.presence if known else "",
            )
            for name, empty, label in (("joins", "von Anfang an", "Kam zu"), ("leaves", "bis zum Schluss", "Ging vor")):
                column = known and (known.joins_at_id if name == "joins" else known.leaves_before_id)
                self._add(f"{name}-{seat.pk}", label, [("", empty), *points], str(column or ""))

    def _add(self, name: str, label: str, choices: list[tuple[str, str]], initial: str) -> None:
        field = forms.ChoiceField(label=label, choices=choices, required=False, initial=initial)
        field.hide_optional = True  # type: ignore[attr-defined]
        self.fields[name] = field

    def rows(self) -> list[SeatFields]:
        """The seats in their order."""
        return [
            SeatFields(seat, self[f"presence-{seat.pk}"], self[f"joins-{seat.pk}"], self[f"leaves-{seat.pk}"])
            for seat in self.seats
        ]

    def came(self) -> dict[int, SeatAttendance]:
        given = self.cleaned_data
        return {
            seat.pk: SeatAttendance(
                given[f"presence-{seat.pk}"],
                self.items.get(given[f"joins-{seat.pk}"]),
                self.items.get(given[f"leaves-{seat.pk}"]),
            )
            for seat in self.seats
        }
