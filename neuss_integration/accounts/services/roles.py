"""Writing roles: who may do what, from when until when."""

import datetime as dt
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission, Role
from neuss_integration.accounts.mails import notice, role_given
from neuss_integration.accounts.models import Membership, User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.accounts.services.sessions import end_sessions
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.city.models import Department
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import created, locked, save_as

LAST_ADMINISTRATOR: Final = (
    "Das ist die letzte Fachadministration. Bitte geben Sie die Rolle zuerst einer anderen Person."
)
HELD_ALREADY: Final = (
    "Diese Rolle hat die Person in dieser Zeit schon. Beenden Sie sie zuerst, oder lassen Sie die neue danach beginnen."
)
OWN_ROLE: Final = (
    "Eine Rolle kann sich niemand selbst geben. Bitten Sie eine andere Person der Fachadministration darum."
)


@transaction.atomic
def grant_role(
    user: User,
    *,
    by: User | None,
    role: Role,
    department: Department | None = None,
    valid_from: dt.date | None = None,
    valid_until: dt.date | None = None,
) -> Membership:
    """`user` holds `role` from–until and signs in anew; nobody gives one to themselves.

    They get a mail, and so do the others of the Fachadministration about a role that may change contents or accounts.

    `by` is None only for the command line and the city's sign-in service. Raises ValidationError when the role does
    not fit or exists.
    """
    if by is not None:
        ensure(by, Permission.MANAGE_USERS)
        if by.pk == user.pk:
            raise Refused(OWN_ROLE)
    membership = Membership(user=user, role=role, department=department, valid_from=valid_from, valid_until=valid_until)
    locked(user)
    created(membership, by=by)
    if by is not None:
        _ensure_held_once(membership)
    end_sessions(user)
    record(AuditEvent.ROLE_GRANTED, by=by, about=user, detail=str(membership))
    _tell(user, "Die Fachadministration ({by}) hat Ihnen die Rolle „{role}“ gegeben.", by=by, membership=membership)
    if by is not None:
        tell_administrators(membership, by=by)
    return membership


def _ensure_held_once(membership: Membership) -> None:
    """Held twice at a time, a role would go on after one of the two was ended."""
    same = Membership.objects.filter(user=membership.user, role=membership.role, department=membership.department)
    start = membership.valid_from or timezone.localdate()
    held = same.exclude(pk=membership.pk).exclude(valid_until__lt=start)
    if membership.valid_until is not None:
        held = held.exclude(valid_from__gt=membership.valid_until)
    if held.exists():
        raise ValidationError(HELD_ALREADY)


def tell_administrators(membership: Membership, *, by: User | str) -> None:
    """A mail to the others of the Fachadministration about a role that may change contents or accounts."""
    if Role(membership.role).notifies_administrators:
        own = {membership.user_id, getattr(by, "pk", None)} - {None}
        for other in User.objects.administrators().exclude(pk__in=own).order_by("pk"):
            role_given(other, user=membership.user, role=str(membership), by=by).send()


@transaction.atomic
def end_role(membership: Membership, *, by: User) -> Membership:
    """The role ended yesterday, so it gives nothing from now on; the record stays. What ended before stays as it is.

    A role that began today or later never took effect and ends on its first day at the latest.
    """
    ensure(by, Permission.MANAGE_USERS)
    current = locked(membership)
    if current.user_id == by.pk and current.role == Role.ADMINISTRATOR:
        raise Refused("Die eigene Fachadministration lässt sich nicht beenden. Bitten Sie eine andere Person darum.")
    return end_membership(current, by=by)


def end_membership(current: Membership, *, by: User | None) -> Membership:
    """The locked role ended yesterday; `by` is None where the city's sign-in service ended it.

    Raises Refused for the last Fachadministration.
    """
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    if current.valid_until is not None and current.valid_until <= yesterday:
        return current
    current.valid_until = yesterday
    if current.role == Role.ADMINISTRATOR and not User.objects.administrators().exclude(pk=current.user_id).exists():
        raise Refused(LAST_ADMINISTRATOR)
    if current.valid_from is not None and current.valid_from > yesterday:
        current.valid_from = yesterday
    save_as(current, ["valid_from", "valid_until"], by=by)
    end_sessions(current.user)
    record(AuditEvent.ROLE_ENDED, by=by, about=current.user, detail=str(current))
    _tell(current.user, "Die Fachadministration ({by}) hat Ihre Rolle „{role}“ beendet.", by=by, membership=current)
    return current


def _tell(user: User, sentence: str, *, by: User | None, membership: Membership) -> None:
    """A mail to who was signed in before and is signed out now; whoever is new is invited instead."""
    if by is not None and user.is_active and user.last_login is not None:
        notice(user, sentence.format(by=by.name, role=membership)).send()


@transaction.atomic
def move_role(
    membership: Membership, *, by: User, department: Department | None, last_day: dt.date
) -> Membership | None:
    """The role ended on `last_day`, in the past; in `department` the person holds it from the next day.

    As long as before, and not twice where they hold it already. Without a `department` it just ended. For the handover
    of an office; so who maintains master data may do it too. The person signs in anew, but for who does it themselves.
    """
    ensure(by, Permission.MANAGE_USERS, Permission.MAINTAIN_MASTER_DATA)
    current = locked(membership)
    first_day, until = last_day + dt.timedelta(days=1), current.valid_until
    if current.valid_from is not None and current.valid_from > last_day:
        first_day, current.valid_from = current.valid_from, last_day
    current.valid_until = last_day
    save_as(current, ["valid_from", "valid_until"], by=by)
    if current.user_id != by.pk:
        end_sessions(current.user)
    record(AuditEvent.ROLE_ENDED, by=by, about=current.user, detail=str(current))
    roles = Membership.objects.filter(user=current.user_id, role=current.role, department=department)
    if department is None or roles.valid_on(first_day).exists():
        return None
    moved = Membership(
        user_id=current.user_id, role=current.role, department=department, valid_from=first_day, valid_until=until
    )
    created(moved, by=by)
    record(AuditEvent.ROLE_GRANTED, by=by, about=current.user, detail=str(moved))
    return moved
