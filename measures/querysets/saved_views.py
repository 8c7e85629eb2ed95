"""Which saved views somebody sees."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from measures.enums.saved_views import ListKind
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of


class SavedViewQuerySet(models.QuerySet):
    """Views of lists that people keep."""

    def visible_to(self, user: Any) -> Self:
        """One's own and the shared ones, of the lists that the person may read today."""
        access = access_of(user)
        lists = [kind for kind in ListKind if access.has(*kind.permissions)]
        return self.filter(Q(owner=user) | Q(is_shared=True), listing__in=lists) if lists else self.none()

    def editable_by(self, user: Any) -> Self:
        """One's own; the Koordination also looks after the shared ones."""
        seen = self.visible_to(user)
        return seen if access_of(user).has(Permission.MAINTAIN_MEASURES) else seen.filter(owner=user)

    def in_german_order(self) -> Self:
        """Sorted as a dictionary does."""
        return self.order_by("sort_key", "pk")
