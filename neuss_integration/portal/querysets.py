"""Adjectives for what is shown in public."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from neuss_integration.portal.enums import ReleaseState


class ReleasedQuerySet(models.QuerySet):
    def public(self) -> Self:
        """What everybody may read, as it was released."""
        return self.filter(state=ReleaseState.RELEASED)

    def visible_to(self, user: Any) -> Self:
        """Drafts and all for who looks after the portal, nothing for others: they read the portal."""
        return self if access_of(user).has(Permission.MANAGE_PORTAL) else self.none()


class OfferQuerySet(ReleasedQuerySet):
    def public(self) -> Self:
        """Released, and not taken back where the measure behind it keeps its text."""
        return super().public().exclude(Q(measure__isnull=False) & Q(measure__released_text=""))

    def with_parts(self) -> Self:
        """With everything that is frozen at a release, in as few queries as it takes."""
        found = self.select_related("measure", "department", "organisation", "field_of_action", "picture")
        return found.prefetch_related("districts", "target_groups")
