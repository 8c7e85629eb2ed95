"""What Runde Tische have of a person who leaves: seats and open action items."""

import datetime as dt
from typing import Any

from django.utils import timezone

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Membership, User
from neuss_integration.accounts.services.leaving import Belonging
from neuss_integration.foundation.records.saving import created, locked, save_as
from neuss_integration.foundation.words.counting import chosen
from neuss_integration.foundation.words.nouns import count_of, open_count_of
from roundtables.enums.minutes import ActionState
from roundtables.models import ActionItem, TableMember


class Seats:
    """Seats at Runde Tische, as member or as deputy."""

    def of(self, user: User, role: Membership | None = None) -> list[Belonging]:
        if role is not None and role.role != Role.ROUNDTABLE_MEMBER:
            return []
        number = _seats(user).count() + _deputy_seats(user).count()
        sentence = f"{count_of(number, 'Sitz')} an Runden Tischen."
        otherwise = f"{chosen(number, 'Er bleibt', 'Sie bleiben')} der Organisation, ohne Person im Saal."
        return [Belonging(sentence, otherwise)] if number else []

    def give(self, user: User, successor: User, *, by: User, role: Membership | None = None) -> None:
        if role is not None and role.role != Role.ROUNDTABLE_MEMBER:
            return
        for seat in _seats(user):
            _pass_on(locked(seat), successor, by)
        for seat in _deputy_seats(user):
            current = locked(seat)
            current.deputy_user = None if successor.pk == current.user_id else successor
            save_as(current, ["deputy_user"], by=by)


class ActionItems:
    """Open action items that are the person's own."""

    def of(self, user: User, role: Membership | None = None) -> list[Belonging]:
        number = 0 if role is not None else _items(user).count()
        sentence = f"{open_count_of(number, 'Auftrag')} aus Sitzungen."
        otherwise = f"Die Koordination gibt {chosen(number, 'ihn', 'sie')} dann jemand anderem."
        return [Belonging(sentence, otherwise)] if number else []

    def give(self, user: User, successor: User, *, by: User, role: Membership | None = None) -> None:
        for item in [] if role is not None else _items(user):
            current = locked(item)
            current.responsible_user = successor
            save_as(current, ["responsible_user"], by=by)


def _pass_on(seat: TableMember, successor: User, by: User) -> None:
    """A seat that was taken at a meeting keeps its person: it ended yesterday, and the successor has a new one."""
    today = timezone.localdate()
    deputy = None if seat.deputy_user_id == successor.pk else seat.deputy_user
    new = TableMember(
        round_table=seat.round_table,
        organisation=seat.organisation,
        kind=seat.kind,
        user=successor,
        deputy_user=deputy,
        deputy_name=seat.deputy_name,
        deputy_email=seat.deputy_email,
        valid_from=today,
        valid_until=seat.valid_until,
    )
    yesterday = today - dt.timedelta(days=1)
    if seat.valid_from is not None and seat.valid_from > yesterday:
        seat.valid_from = yesterday
    seat.valid_until = yesterday
    save_as(seat, ["valid_from", "valid_until"], by=by)
    same = TableMember.objects.current().filter(round_table=seat.round_table, organisation=seat.organisation)
    if not same.filter(user=successor).exists():
        created(new, by=by)


def _seats(user: User) -> Any:
    return TableMember.objects.current().filter(user=user)


def _deputy_seats(user: User) -> Any:
    return TableMember.objects.current().filter(deputy_user=user)


def _items(user: User) -> Any:
    return ActionItem.objects.filter(responsible_user=user, state=ActionState.OPEN)
