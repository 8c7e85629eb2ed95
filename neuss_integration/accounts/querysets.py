"""Adjectives for accounts and roles. `visible_to` is the third net of access."""

import datetime as dt
from typing import Any, Final, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from neuss_integration.accounts.enums import Permission, RequestOutcome, Role
from neuss_integration.accounts.permissions import SEE_DEPUTIES, access_of
from neuss_integration.foundation.records.abstract_models import ValidityQuerySet

WISH_KEPT: Final = dt.timedelta(days=90)
"""How long a decided wish for an account names somebody."""


class UserQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the Fachadministration, nobody else's for others."""
        return self if access_of(user).has(Permission.MANAGE_USERS) else self.none()

    def administrators(self) -> Self:
        """Active people who hold the Fachadministration today."""
        roles: Any = self.model._meta.get_field("memberships").related_model
        held = roles._default_manager.current().filter(role=Role.ADMINISTRATOR)
        return self.filter(is_active=True, pk__in=held.values("user"))

    def of_offices(self) -> Self:
        """Active people who hold the role of a Fachdienststelle today themselves."""
        return self.filter(is_active=True, pk__in=self._office_roles().values("user"))

    def absence_entered_by(self, user: Any) -> Self:
        """Whose absence `user` may enter: anybody's for the Koordination and the Fachadministration, else their own
        and that of colleagues. An office they only stand in for gives no right to it.
        """
        access = access_of(user)
        if not access.has(*SEE_DEPUTIES):
            return self.none()
        if access.has(Permission.MANAGE_ROUNDS, Permission.MANAGE_USERS):
            return self.of_offices()
        roles = self._office_roles()
        own = roles.filter(user=user.pk).values("department")
        return self.of_offices().filter(pk__in=roles.filter(department__in=own).values("user"))

    def _office_roles(self) -> "MembershipQuerySet":
        roles: Any = self.model._meta.get_field("memberships").related_model
        return roles._default_manager.current().filter(role=Role.DEPARTMENT_EDITOR)


class MembershipQuerySet(ValidityQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the Fachadministration, nobody else's for others."""
        return self if access_of(user).has(Permission.MANAGE_USERS) else self.none()


class DeputyQuerySet(models.QuerySet):
    """Who stands in for whom."""

    def on(self, day: dt.date) -> Self:
        """Those that hold on `day`."""
        return self.filter(valid_from__lte=day, valid_until__gte=day)

    def current(self) -> Self:
        """Those that hold today."""
        return self.on(timezone.localdate())

    def overlapping(self, start: dt.date, end: dt.date) -> Self:
        """Those that hold on a day from `start` to `end`."""
        return self.filter(valid_from__lte=end, valid_until__gte=start)

    def visible_to(self, user: Any) -> Self:
        """Those the person may enter, and those in which they stand in for somebody."""
        if not access_of(user).has(*SEE_DEPUTIES):
            return self.none()
        return self.filter(Q(person__in=self._people(user)) | Q(deputy=user.pk))

    def editable_by(self, user: Any) -> Self:
        """Those of people whose absence the person may enter."""
        return self.filter(person__in=self._people(user))

    def _people(self, user: Any) -> models.QuerySet:
        people: Any = self.model._meta.get_field("person").related_model
        return people._default_manager.absence_entered_by(user).values("pk")


class ColleagueRequestQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the Fachadministration, which decides; for an office its own."""
        access = access_of(user)
        if access.has(Permission.MANAGE_USERS):
            return self
        if not access.has(Permission.REPORT_PROGRESS):
            return self.none()
        return self.filter(department__in=access.department_ids)

    def open(self) -> Self:
        """Those that nobody decided on."""
        return self.filter(state=RequestOutcome.OPEN)

    def outdated(self, now: dt.datetime) -> Self:
        """Decided more than WISH_KEPT ago, and the address is still there."""
        return self.filter(decided_at__lt=now - WISH_KEPT).exclude(email="")
