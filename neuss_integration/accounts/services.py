"""Writing accounts, roles and who stands in for whom."""

import datetime as dt
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Occasion, Permission, Role
from neuss_integration.accounts.mails import password_link
from neuss_integration.accounts.models import Deputy, Membership, User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.city.models import Department
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import changed_fields, locked, save_as

OWN_CHANGE: Final = "Passwort geändert"
OWN_ROLE: Final = (
    "Eine Rolle kann sich niemand selbst geben. Bitten Sie eine andere Person der Fachadministration darum."
)


@transaction.atomic
def create_user(*, by: User | None, email: str, name: str, password: str | None = None) -> User:
    """A person exists who can sign in (after a password reset when `password` is None).

    `by` is None only for the command line on a fresh installation.
    """
    if by is not None:
        ensure(by, Permission.MANAGE_USERS)
    user = User(email=email.strip().lower(), name=name)
    user.set_password(password)
    user._history_user = by  # type: ignore[attr-defined]
    user.full_clean(exclude=["password"])
    user.save()
    return user


@transaction.atomic
def invite(user: User, *, by: User) -> None:
    """A mail with a link with which `user` sets a password waits in the outbox. Raises Refused for a closed account."""
    ensure(by, Permission.MANAGE_USERS)
    if not user.is_active:
        raise Refused("Das Konto ist deaktiviert. Bitte aktivieren Sie es, bevor Sie einladen.")
    password_link(user, Occasion.INVITATION).send()


@transaction.atomic
def request_password_link(user: User) -> None:
    """A mail with a link with which `user` sets a new password waits; asked for by whoever knows the address."""
    password_link(user, Occasion.FORGOTTEN).send()


@transaction.atomic
def change_user(user: User, *, by: User, email: str, name: str, is_active: bool) -> User:
    """Name, address and activity of `user` are as given. Nobody deactivates themselves.

    Whoever is deactivated is signed out at once. Without a change nothing is written.
    """
    ensure(by, Permission.MANAGE_USERS)
    if user.pk == by.pk and not is_active:
        raise Refused(
            "Das eigene Konto lässt sich nicht deaktivieren. Bitten Sie eine andere Person der Fachadministration."
        )
    current = locked(user)
    values = {"email": email.strip().lower(), "name": name, "is_active": is_active}
    if names := changed_fields(current, values):
        for field in names:
            setattr(current, field, values[field])
        current.full_clean(exclude=["password"])
        save_as(current, names, by=by)
    return current


@transaction.atomic
def change_password(user: User, *, password: str) -> None:
    """`user` signs in with `password` from now on; the history says that they changed it, not to what."""
    user.set_password(password)
    user._change_reason = OWN_CHANGE  # type: ignore[attr-defined]
    save_as(user, ["password"], by=user)


@transaction.atomic
def switch_shortcuts(*, by: User, on: bool) -> User:
    """The keyboard shortcuts of `by` are on or off; nobody decides for others. Without a change nothing is written."""
    current = locked(by)
    if current.has_shortcuts != on:
        current.has_shortcuts = on
        save_as(current, ["has_shortcuts"], by=by)
    return current


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
    """`user` holds `role` from–until; nobody gives one to themselves.

    `by` is None only for the command line. Raises ValidationError when the role does not fit or exists.
    """
    if by is not None:
        ensure(by, Permission.MANAGE_USERS)
        if by.pk == user.pk:
            raise Refused(OWN_ROLE)
    membership = Membership(user=user, role=role, department=department, valid_from=valid_from, valid_until=valid_until)
    membership._history_user = by  # type: ignore[attr-defined]
    membership.full_clean()
    membership.save()
    return membership


@transaction.atomic
def end_role(membership: Membership, *, by: User) -> Membership:
    """The role ended yesterday, so it gives nothing from now on; the record stays. What ended before stays as it is.

    A role that began today or later never took effect and ends on its first day at the latest.
    """
    ensure(by, Permission.MANAGE_USERS)
    current = locked(membership)
    if current.user_id == by.pk and current.role == Role.ADMINISTRATOR:
        raise Refused("Die eigene Fachadministration lässt sich nicht beenden. Bitten Sie eine andere Person darum.")
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    if current.valid_until is not None and current.valid_until <= yesterday:
        return current
    current.valid_until = yesterday
    if current.valid_from is not None and current.valid_from > yesterday:
        current.valid_from = yesterday
    save_as(current, ["valid_from", "valid_until"], by=by)
    return current


@transaction.atomic
def move_role(
    membership: Membership, *, by: User, department: Department | None, last_day: dt.date
) -> Membership | None:
    """The role ended on `last_day`, in the past; in `department` the person holds it from the next day.

    As long as before, and not twice where they hold it already. Without a `department` it just ended. For the handover
    of an office; so who maintains master data may do it too.
    """
    ensure(by, Permission.MANAGE_USERS, Permission.MAINTAIN_MASTER_DATA)
    current = locked(membership)
    first_day, until = last_day + dt.timedelta(days=1), current.valid_until
    if current.valid_from is not None and current.valid_from > last_day:
        first_day, current.valid_from = current.valid_from, last_day
    current.valid_until = last_day
    save_as(current, ["valid_from", "valid_until"], by=by)
    roles = Membership.objects.filter(user=current.user_id, role=current.role, department=department)
    if department is None or roles.valid_on(first_day).exists():
        return None
    moved = Membership(
        user_id=current.user_id, role=current.role, department=department, valid_from=first_day, valid_until=until
    )
    moved._history_user = by  # type: ignore[attr-defined]
    moved.full_clean()
    moved.save()
    return moved


@transaction.atomic
def appoint_deputy(*, by: User, person: User, deputy: User, valid_from: dt.date, valid_until: dt.date) -> Deputy:
    """`deputy` answers for the offices of `person` from–until and is written to instead; `person` keeps their rights.

    Entered twice, it is one. Raises Refused for a past period, for somebody who acts for no Fachdienststelle, or who is
    absent themselves; ValidationError when a rule of the model is broken.
    """
    _ensure_may_enter(by, person)
    locked(person)
    period = {"valid_from": valid_from, "valid_until": valid_until}
    if same := Deputy.objects.filter(person=person, deputy=deputy, **period).first():
        return same
    if valid_from < timezone.localdate():
        raise Refused("Der Beginn liegt in der Vergangenheit. Bitte geben Sie heute oder einen späteren Tag an.")
    _refuse_unfit(person, deputy)
    appointed = Deputy(person=person, deputy=deputy, **period)
    appointed._history_user = by  # type: ignore[attr-defined]
    appointed.full_clean()
    _refuse_overlap(appointed)
    appointed.save()
    return appointed


@transaction.atomic
def extend_deputy(appointed: Deputy, *, by: User, valid_until: dt.date) -> Deputy:
    """The deputy answers until `valid_until`, later or earlier than before. Raises Refused for what is over."""
    _ensure_may_enter(by, appointed.person)
    current, today = locked(appointed), timezone.localdate()
    if current.valid_until < today:
        raise Refused("Die Vertretung ist schon vorbei. Bitte tragen Sie eine neue ein.")
    if valid_until < today:
        raise Refused("Das Ende liegt in der Vergangenheit. Bitte beenden Sie dann die Vertretung.")
    if valid_until != current.valid_until:
        current.valid_until = valid_until
        current.full_clean()
        _refuse_overlap(current)
        save_as(current, ["valid_until"], by=by)
    return current


@transaction.atomic
def end_deputy(appointed: Deputy, *, by: User) -> None:
    """The deputy has no rights from now on. What was over before stays as it is.

    One that began before today ended yesterday; a later one is taken back, which its history keeps.
    """
    _ensure_may_enter(by, appointed.person)
    current, yesterday = locked(appointed), timezone.localdate() - dt.timedelta(days=1)
    if current.valid_from > yesterday:
        current._history_user = by  # type: ignore[attr-defined]
        current.delete()
    elif current.valid_until > yesterday:
        current.valid_until = yesterday
        save_as(current, ["valid_until"], by=by)


def _ensure_may_enter(by: User, person: User) -> None:
    if not User.objects.absence_entered_by(by).filter(pk=person.pk).exists():
        raise PermissionDenied


def _refuse_unfit(person: User, deputy: User) -> None:
    if person == deputy:
        return  # the model says it
    if not User.objects.of_offices().filter(pk=deputy.pk).exists():
        raise Refused(f"{deputy} handelt heute für keine Fachdienststelle. Bitte wählen Sie eine andere Person.")


def _refuse_overlap(appointed: Deputy) -> None:
    """The same deputy is not entered twice for one day, and nobody stands in who is absent in that time."""
    others = Deputy.objects.exclude(pk=appointed.pk).overlapping(appointed.valid_from, appointed.valid_until)
    deputy = appointed.deputy
    if others.filter(person=appointed.person_id, deputy=deputy).exists():
        raise Refused(f"{deputy} vertritt {appointed.person} in dieser Zeit schon. Bitte ändern Sie dort das Ende.")
    if absence := others.filter(person=deputy).first():
        raise Refused(
            f"{deputy} ist selbst abwesend, vom {absence.valid_from:%d.%m.%Y} bis {absence.valid_until:%d.%m.%Y}. "
            "Bitte wählen Sie eine andere Person oder einen anderen Zeitraum."
        )
