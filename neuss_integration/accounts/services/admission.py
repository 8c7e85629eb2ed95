"""Account, role and place in one step: who is invited may do something at once.

Apps above add to `PLACES` (their apps.py) what a role needs besides: the seat at a Runder Tisch.
"""

import datetime as dt
from typing import Final, Protocol

from django.db import transaction

from neuss_integration.accounts.enums import Permission, Role
from neuss_integration.accounts.models import Membership, User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.accounts.services.roles import grant_role
from neuss_integration.accounts.services.users import create_user, invite
from neuss_integration.city.models import Department
from neuss_integration.foundation.exceptions import Refused

NO_SEAT: Final = (
    "Ohne Sitz sieht die Rolle „Runder Tisch“ keinen Tisch. Bitte wählen Sie den Sitz; fehlt er, legt die Koordination "
    "ihn beim Runden Tisch ohne Konto an."
)


class OpenPlaces(Protocol):
    """Seats that are set up and wait for an account."""

    def open(self) -> list[tuple[str, str]]:
        """Key and words of each."""

    def has(self, user: User) -> bool:
        """Whether `user` sits somewhere already."""

    def take(self, key: str, *, user: User, by: User) -> None:
        """The seat is that of `user`. Raises Refused when it is taken."""


PLACES: list[OpenPlaces] = []


def open_places() -> list[tuple[str, str]]:
    """The seats that wait for an account."""
    return [each for kind in PLACES for each in kind.open()]


def lacks_place(role: str, place: str, user: User | None = None) -> bool:
    """Whether the role would be empty: nobody sits anywhere by it."""
    if role != Role.ROUNDTABLE_MEMBER or place:
        return False
    return user is None or not any(kind.has(user) for kind in PLACES)


@transaction.atomic
def grant_with_place(
    user: User,
    *,
    by: User,
    role: Role,
    department: Department | None = None,
    valid_from: dt.date | None = None,
    valid_until: dt.date | None = None,
    place: str = "",
) -> Membership:
    """`user` holds `role` as `grant_role` gives it, and sits on `place`. Raises Refused where a seat is missing."""
    ensure(by, Permission.MANAGE_USERS)
    if lacks_place(role, place, user):
        raise Refused(NO_SEAT)
    given = grant_role(user, by=by, role=role, department=department, valid_from=valid_from, valid_until=valid_until)
    for kind in PLACES if place else ():
        kind.take(place, user=user, by=by)
    return given


@transaction.atomic
def admit(
    *,
    by: User,
    name: str,
    email: str,
    role: Role,
    department: Department | None = None,
    valid_from: dt.date | None = None,
    valid_until: dt.date | None = None,
    place: str = "",
) -> User:
    """A person exists with role and place and is invited; where one of these is refused, nothing exists and no mail."""
    user = create_user(by=by, email=email, name=name)
    span = {"valid_from": valid_from, "valid_until": valid_until}
    grant_with_place(user, by=by, role=role, department=department, place=place, **span)
    invite(user, by=by)
    return user
