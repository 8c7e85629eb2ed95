"""Who reads reports."""

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import Membership, User
from neuss_integration.accounts.permissions import ROLE_PERMISSIONS


def readers() -> list[User]:
    """Everybody with an account and a role today that may read reports, in the order of their names."""
    roles = [role for role, permissions in ROLE_PERMISSIONS.items() if Permission.VIEW_REPORTS in permissions]
    there = Membership.objects.current().filter(role__in=roles).values("user")
    return list(User.objects.filter(is_active=True, pk__in=there).order_by("name", "pk"))
