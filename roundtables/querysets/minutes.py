"""Adjectives for minutes."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from roundtables.enums.minutes import MinutesState
from roundtables.querysets.meetings import tables_of


class MinutesQuerySet(models.QuerySet):
    def inside_of(self, user: Any) -> Self:
        """Those the person may read whole: all for the Koordination, for members those of their tables once sent."""
        access = access_of(user)
        if access.has(Permission.MANAGE_TABLES):
            return self
        if not access.has(Permission.VIEW_TABLES, Permission.ATTEND_TABLES):
            return self.none()
        return self.exclude(state=MinutesState.DRAFT).filter(meeting__round_table__in=tables_of(user))

    def visible_to(self, user: Any) -> Self:
        """Those the person may read at all; readers of the city see what is approved and public."""
        inside = self.inside_of(user)
        if access_of(user).has(Permission.VIEW_TABLES):
            return self.filter(Q(pk__in=inside.order_by().values("pk")) | Q(is_public=True))
        return inside

    def public(self) -> Self:
        """Approved and meant for everybody."""
        return self.filter(is_public=True, state=MinutesState.APPROVED)
