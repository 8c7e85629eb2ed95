"""Writing accounts and roles."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission, Role
from neuss_integration.accounts.models import Membership, User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.city.models import Department
from neuss_integration.exceptions import Refused


@transaction.atomic
def create_user(*, by: User | None, email: str, name: str, password: str | None = None) -> User:
    """A person exists who can sign in (after a password reset when `password` is None).

    `by` is None only for the command line on a fresh installation.
    """
    if by is not None:
        ensure(by, Permission.MANAGE_USERS)
    user = User(email=email.strip().lower(), name=name)
    user.set_password(password)
    user._history_user = by
    user.full_clean(exclude=["password"])
    user.save()
    return user


@transaction.atomic
def change_user(user: User, *, by: User, email: str, name: str, is_active: bool) -> User:
    """Name, address and activity of `user` are as given. Nobody deactivates themselves."""
    ensure(by, Permission.MANAGE_USERS)
    if user.pk == by.pk and not is_active:
        raise Refused(
            "Das eigene Konto lässt sich nicht deaktivieren. Bitten Sie eine andere Person der Fachadministration."
        )
    locked = User.objects.select_for_update().get(pk=user.pk)
    locked.email, locked.name, locked.is_active = email.strip().lower(), name, is_active
    locked._history_user = by
    locked.full_clean(exclude=["password"])
    locked.save(update_fields=["email", "name", "is_active", "updated_at"])
    return locked


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
    """`user` holds `role` from–until. Raises ValidationError when the role does not fit or exists."""
    if by is not None:
        ensure(by, Permission.MANAGE_USERS)
    membership = Membership(user=user, role=role, department=department, valid_from=valid_from, valid_until=valid_until)
    membership._history_user = by
    membership.full_clean()
    membership.save()
    return membership


@transaction.atomic
def end_role(membership: Membership, *, by: User) -> Membership:
    """The role ended yesterday, so it gives nothing from now on; the record stays.

    A role that began today or later never took effect and ends on its first day at the latest.
    """
    ensure(by, Permission.MANAGE_USERS)
    locked = Membership.objects.select_for_update().get(pk=membership.pk)
    if locked.user_id == by.pk and locked.role == Role.ADMINISTRATOR:
        raise Refused("Die eigene Fachadministration lässt sich nicht beenden. Bitten Sie eine andere Person darum.")
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    locked.valid_until = yesterday
    if locked.valid_from is not None and locked.valid_from > yesterday:
        locked.valid_from = yesterday
    locked._history_user = by
    locked.save(update_fields=["valid_from", "valid_until", "updated_at"])
    return locked
