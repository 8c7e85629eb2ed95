"""The table of roles and permissions, and the net before every view."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from neuss_integration.accounts.enums import Permission, Role

READING = frozenset({Permission.VIEW_CONCEPT, Permission.VIEW_MEASURES, Permission.VIEW_REPORTS})

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.COORDINATOR: READING
    | {
        Permission.VIEW_INTERNAL,
        Permission.MAINTAIN_CONCEPT,
        Permission.MAINTAIN_MEASURES,
        Permission.MANAGE_ROUNDS,
        Permission.REVIEW_PROGRESS,
        Permission.VIEW_TABLES,
        Permission.MANAGE_TABLES,
        Permission.COMPOSE_REPORTS,
        Permission.MANAGE_PORTAL,
        Permission.MAINTAIN_MASTER_DATA,
    },
    Role.DEPARTMENT_EDITOR: READING
    | {Permission.VIEW_TABLES, Permission.EDIT_OWN_MEASURES, Permission.REPORT_PROGRESS},
    Role.ROUNDTABLE_MEMBER: READING | {Permission.ATTEND_TABLES},
    Role.COUNCIL_READER: READING | {Permission.VIEW_TABLES, Permission.ASK_QUESTIONS},
    Role.ADMINISTRATOR: frozenset(
        {Permission.VIEW_REPORTS, Permission.MANAGE_USERS, Permission.MAINTAIN_MASTER_DATA, Permission.VIEW_AUDIT}
    ),
    Role.AUDITOR: frozenset({Permission.VIEW_AUDIT}),
}
SEE_DEPUTIES = (Permission.REPORT_PROGRESS, Permission.MANAGE_ROUNDS, Permission.MANAGE_USERS)
"""Who is concerned with absences: the offices, and who looks after them."""


@dataclass(frozen=True, slots=True)
class Access:
    """What one person may do today: roles, permissions and the offices they act for."""

    roles: frozenset[str] = frozenset()
    permissions: frozenset[Permission] = frozenset()
    department_ids: frozenset[int] = frozenset()

    @classmethod
    def of(cls, memberships: Iterable[tuple[str, int | None]]) -> "Access":
        """The sum of memberships, each a role and, for departments, the id of the Fachdienststelle."""
        pairs = list(memberships)
        return cls(
            roles=frozenset(role for role, _ in pairs),
            permissions=frozenset().union(*(ROLE_PERMISSIONS[Role(role)] for role, _ in pairs)),
            department_ids=frozenset(department for _, department in pairs if department is not None),
        )

    def has(self, *permissions: Permission) -> bool:
        """Whether one of `permissions` is held."""
        return not self.permissions.isdisjoint(permissions)

    def is_inside(self, lead_id: int | None) -> bool:
        """Whether contacts and small numbers of what an office leads are for the person: of it, or who reads notes."""
        return self.has(Permission.VIEW_INTERNAL) or lead_id in self.department_ids


def access_of(user: Any, on: dt.date | None = None) -> Access:
    """What `user` may do; nobody signed in or deactivated may do nothing. `on` asks for another day."""
    if not getattr(user, "is_active", False) or not user.is_authenticated:
        return Access()
    return user.access if on is None else user.access_on(on)


def must_use_second_factor(user: Any) -> bool:
    """Whether one of the roles of `user` today asks for more than a password."""
    return not access_of(user).roles.isdisjoint(settings.SECOND_FACTOR_ROLES)


def require_permission(*permissions: Permission) -> Callable[[Callable], Callable]:
    """Let a view be reached with one of `permissions` only; 403 otherwise."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not access_of(request.user).has(*permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.required_permissions = permissions  # type: ignore[attr-defined]
        return guarded

    return decorate


def ensure(user: Any, *permissions: Permission) -> None:
    """The second net, in services: raise PermissionDenied unless `user` holds one of `permissions`."""
    if not access_of(user).has(*permissions):
        raise PermissionDenied
