"""Seats that the Koordination set up without an account, for people who get one."""

from typing import Final

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import save_as
from roundtables.models import TableMember

SOMEBODY_ELSE: Final = (
    "Für diesen Sitz hat die Koordination jemand anderen eingetragen. Bitte wählen Sie einen anderen oder fragen "
    "Sie dort nach; Name oder E-Mail-Adresse müssen übereinstimmen."
)


class OpenSeats:
    """Who sits where is the Koordination's; the Fachadministration only ties the account to the seat.

    It reads table and organisation, not the name of who sits there without an account: that is the Koordination's too.
    """

    def open(self) -> list[tuple[str, str]]:
        found = TableMember.objects.current().filter(user=None, erased_at=None)
        named = found.select_related("round_table", "organisation")
        ordered = named.order_by("round_table__sort_key", "organisation__sort_key", "pk")
        return [(str(seat.pk), f"{seat.round_table}: {seat.organisation}") for seat in ordered]

    def has(self, user: User) -> bool:
        return TableMember.objects.current().filter(user=user).exists()

    def take(self, key: str, *, user: User, by: User) -> None:
        """Name and address without account are gone from the seat: those of the account count.

        A seat on which somebody is named is only for them: the minutes say who sat there.
        """
        ensure(by, Permission.MANAGE_USERS)
        found = TableMember.objects.current().select_for_update(of=("self",)).filter(pk=key, user=None, erased_at=None)
        seat = found.first()
        if seat is None:
            raise Refused("Dieser Sitz ist inzwischen besetzt oder beendet. Bitte wählen Sie einen anderen.")
        is_same = user.name.casefold() == seat.contact_name.casefold() or user.email == seat.contact_email.lower()
        if seat.contact_name and not is_same:
            raise Refused(SOMEBODY_ELSE)
        seat.user, seat.contact_name, seat.contact_email = user, "", ""
        seat.full_clean()
        save_as(seat, ["user", "contact_name", "contact_email"], by=by)
