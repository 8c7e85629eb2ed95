"""Adjectives for accounts and roles. `visible_to` is the third net of access."""

from typing import Any, Self

from django.db import models

from neuss_integration.abstract_models import ValidityQuerySet
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of


class UserQuerySet(models.QuerySet):
    """People who sign in."""

    def visible_to(self, user: Any) -> Self:
        """All for the Fachadministration, nobody else's for others."""
        return self if access_of(user).has(Permission.MANAGE_USERS) else self.none()


class MembershipQuerySet(ValidityQuerySet):
    """Roles of people."""

    def visible_to(self, user: Any) -> Self:
        """All for the Fachadministration, nobody else's for others."""
        return self if access_of(user).has(Permission.MANAGE_USERS) else self.none()
