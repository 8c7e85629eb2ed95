"""When somebody leaves: what hangs on them is named, and goes to who takes it over in the same step.

Apps above add what they know of a person to `BELONGINGS` (their apps.py).
"""

from dataclasses import dataclass
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission, Role
from neuss_integration.accounts.models import Deputy, Membership, User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.accounts.services.roles import end_role, grant_role
from neuss_integration.accounts.services.users import change_user
from neuss_integration.city.models import Department


@dataclass(frozen=True, slots=True)
class Belonging:
    """What somebody holds, as a sentence, and what becomes of it when nobody takes it over."""

    sentence: str
    otherwise: str


class Belongings(Protocol):
    """One kind of thing that hangs on a person, or on one of their roles when `role` is given."""

    def of(self, user: User, role: Membership | None = None) -> list[Belonging]:
        """What `user` holds today; nothing of what is over."""

    def give(self, user: User, successor: User, *, by: User, role: Membership | None = None) -> None:
        """It is held by `successor`, who may hold some of it already."""


def offices_left(user: User, role: Membership | None = None) -> list[Department]:
    """The offices for which nobody acts any more when `user` goes; two queries."""
    today = Membership.objects.current().filter(role=Role.DEPARTMENT_EDITOR)
    own = today.filter(user=user) if role is None else today.filter(pk=role.pk)
    others = today.filter(user__is_active=True).exclude(user=user).values("department")
    return list(Department.objects.filter(pk__in=own.values("department")).exclude(pk__in=others).in_german_order())


class Offices:
    """Offices that would be left without anybody."""

    def of(self, user: User, role: Membership | None = None) -> list[Belonging]:
        otherwise = "Für sie antwortet dann niemand, bis Sie jemandem die Rolle geben."
        return [
            Belonging(f"Fachdienststelle {office}: sonst handelt niemand für sie.", otherwise)
            for office in offices_left(user, role)
        ]

    def give(self, user: User, successor: User, *, by: User, role: Membership | None = None) -> None:
        today = timezone.localdate()
        for office in offices_left(user, role):
            grant_role(successor, by=by, role=Role.DEPARTMENT_EDITOR, department=office, valid_from=today)


class Absences:
    """People for whom the person stands in, now or later."""

    def of(self, user: User, role: Membership | None = None) -> list[Belonging]:
        if role is not None and role.role != Role.DEPARTMENT_EDITOR:
            return []
        rows = Deputy.objects.filter(deputy=user, valid_until__gte=timezone.localdate()).select_related("person")
        return [
            Belonging(
                f"Vertretung für {row.person} vom {row.valid_from:%d.%m.%Y} bis {row.valid_until:%d.%m.%Y}.",
                "Bitte tragen Sie dort eine andere Vertretung ein.",
            )
            for row in rows.order_by("valid_from", "pk")
        ]

    def give(self, user: User, successor: User, *, by: User, role: Membership | None = None) -> None:
        """Nothing: who stands in for somebody is agreed with that person."""


BELONGINGS: list[Belongings] = [Offices(), Absences()]


def belongings_of(user: User, role: Membership | None = None) -> list[Belonging]:
    """All that hangs on `user`, or on the `role`; a fixed number of queries."""
    return [each for kind in BELONGINGS for each in kind.of(user, role)]


@transaction.atomic
def leave(user: User, *, by: User, successor: User | None = None) -> User:
    """The account is deactivated and its roles ended; what hung on it is held by `successor`, if there is one.

    Raises Refused for the own account and for the last Fachadministration.
    """
    ensure(by, Permission.MANAGE_USERS)
    if successor is not None:
        for kind in BELONGINGS:
            kind.give(user, successor, by=by)
    for role in Membership.objects.current().filter(user=user).select_related("department").order_by("pk"):
        end_role(role, by=by)
    user.refresh_from_db()
    return change_user(user, by=by, email=user.email, name=user.name, is_active=False)


@transaction.atomic
def give_up_role(role: Membership, *, by: User, successor: User | None = None) -> Membership:
    """The `role` is ended; what hung on it is held by `successor`, if there is one."""
    ensure(by, Permission.MANAGE_USERS)
    if successor is not None:
        for kind in BELONGINGS:
            kind.give(role.user, successor, by=by, role=role)
    return end_role(role, by=by)
