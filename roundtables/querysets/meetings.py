"""Adjectives for Runde Tische, members and meetings."""

import datetime as dt
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from neuss_integration.city.querysets import NamedQuerySet
from neuss_integration.foundation.records.abstract_models import ValidityQuerySet
from roundtables.enums.meetings import MeetingState, MemberKind


def tables_of(user: Any) -> models.QuerySet:
    """The ids of the Runde Tische at which `user` has a seat today, or stands in for somebody."""
    seats = apps.get_model("roundtables", "TableMember").objects.current().of(user)
    return seats.order_by().values("round_table_id")


def organisations_of(user: Any) -> models.QuerySet:
    """The ids of the organisations for which `user` has a seat today, or stands in for somebody."""
    seats = apps.get_model("roundtables", "TableMember").objects.current().of(user)
    return seats.order_by().values("organisation_id")


class RoundTableQuerySet(NamedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for those who may read about them; members who may do nothing else see their own only."""
        access = access_of(user)
        if access.has(Permission.VIEW_TABLES):
            return self
        return self.attended_by(user) if access.has(Permission.ATTEND_TABLES) else self.none()

    def attended_by(self, user: Any) -> Self:
        """Where the person has a seat today."""
        if not access_of(user).has(Permission.VIEW_TABLES, Permission.ATTEND_TABLES):
            return self.none()
        return self.filter(pk__in=tables_of(user))

    def inside_of(self, user: Any) -> Self:
        """Where the person may read what is not public: all for the Koordination, their own for members."""
        return self if access_of(user).has(Permission.MANAGE_TABLES) else self.attended_by(user)


class TableMemberQuerySet(ValidityQuerySet):
    def of(self, user: Any) -> Self:
        """Seats that the person holds or stands in for."""
        return self.filter(Q(user=user.pk) | Q(deputy_user=user.pk))

    def voting(self) -> Self:
        """Seats with a vote."""
        return self.filter(kind=MemberKind.VOTING)

    def visible_to(self, user: Any) -> Self:
        """Everybody at the tables of the person; all for the Koordination."""
        access = access_of(user)
        if access.has(Permission.MANAGE_TABLES):
            return self
        if not access.has(Permission.VIEW_TABLES, Permission.ATTEND_TABLES):
            return self.none()
        return self.filter(round_table__in=tables_of(user))


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the Koordination, those of their tables for members."""
        access = access_of(user)
        if access.has(Permission.MANAGE_TABLES):
            return self
        if not access.has(Permission.VIEW_TABLES, Permission.ATTEND_TABLES):
            return self.none()
        return self.filter(round_table__in=tables_of(user))

    def upcoming(self) -> Self:
        """Meetings still to come, the next first."""
        states = (MeetingState.PLANNED, MeetingState.INVITED)
        return self.filter(state__in=states, ends_at__gte=timezone.now()).order_by("starts_at", "pk")

    def held(self) -> Self:
        """Meetings that took place."""
        return self.filter(state=MeetingState.HELD)

    def between(self, start: dt.date, end: dt.date) -> Self:
        """Meetings on the days from `start` to `end`."""
        return self.filter(starts_at__date__gte=start, starts_at__date__lte=end)
