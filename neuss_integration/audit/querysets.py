"""Adjectives for the audit log."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone


class AuditQuerySet(models.QuerySet):
    def narrowed(
        self, *, event: str = "", person: str = "", since: dt.date | None = None, until: dt.date | None = None
    ) -> Self:
        """Those of one kind, of or about people whose name or address holds `person`, on days from–until."""
        found = self.filter(event=event) if event else self
        if person:
            names = ("actor__name", "actor__email", "subject__name", "subject__email")
            found = found.filter(Q.create([(f"{name}__icontains", person) for name in names], connector=Q.OR))
        if since:
            found = found.filter(at__gte=timezone.make_aware(dt.datetime.combine(since, dt.time.min)))
        if until:
            after = until + dt.timedelta(days=1)
            found = found.filter(at__lt=timezone.make_aware(dt.datetime.combine(after, dt.time.min)))
        return found

    def unlinked(self) -> Self:
        """Those that are not yet part of the chain."""
        links = self.model._meta.apps.get_model("audit", "AuditLink")
        return self.filter(~Exists(links._default_manager.filter(entry_number=OuterRef("pk"))))

    def expired(self) -> Self:
        """Those that need not be kept any more; the database refuses to delete any other."""
        return self.filter(kept_until__lt=timezone.now().date())
