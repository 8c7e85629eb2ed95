"""Adjectives for action items."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from roundtables.enums.minutes import ActionState
from roundtables.querysets.meetings import organisations_of, tables_of


class ActionItemQuerySet(models.QuerySet):
    def of(self, user: Any) -> Self:
        """What the person has to do, alone or for an office or organisation."""
        return self.filter(_task_of(user))

    def visible_to(self, user: Any) -> Self:
        """All for the Koordination; for others those of their tables and their own."""
        access = access_of(user)
        if access.has(Permission.MANAGE_TABLES):
            return self
        if not access.has(Permission.VIEW_TABLES, Permission.ATTEND_TABLES):
            return self.none()
        return self.filter(Q(meeting__round_table__in=tables_of(user)) | _task_of(user))

    def editable_by(self, user: Any) -> Self:
        """What the person may report on: all for the Koordination, their own for others."""
        access = access_of(user)
        if access.has(Permission.MANAGE_TABLES):
            return self
        return self.of(user) if access.has(Permission.VIEW_TABLES, Permission.ATTEND_TABLES) else self.none()

    def open_at(self, moment: dt.datetime) -> Self:
        """What was neither done nor dropped by that moment."""
        return self.filter(Q(closed_at__isnull=True) | Q(closed_at__gt=moment))

    def open(self) -> Self:
        """Neither done nor dropped."""
        return self.filter(state=ActionState.OPEN)

    def overdue(self, on: dt.date | None = None) -> Self:
        """Open, and the day has passed."""
        return self.open().filter(due_on__lt=on or timezone.localdate())


def _task_of(user: Any) -> Q:
    return (
        Q(responsible_user=user.pk)
        | Q(responsible_department__in=access_of(user).department_ids)
        | Q(responsible_organisation__in=organisations_of(user))
    )
