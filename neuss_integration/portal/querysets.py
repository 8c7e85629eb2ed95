"""Adjectives for what is shown in public."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Q

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from neuss_integration.portal.enums import EnquiryState, ReleaseState


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


class PlainQuerySet(ReleasedQuerySet):
    def with_parts(self) -> Self:
        """As it is: everything that is frozen stands in the row."""
        return self


class PicturedQuerySet(ReleasedQuerySet):
    def with_parts(self) -> Self:
        """With its picture."""
        return self.select_related("picture")


class CampaignQuerySet(ReleasedQuerySet):
    def with_parts(self) -> Self:
        """With everything that is frozen at a release, and its measure."""
        return self.select_related("picture", "measure").prefetch_related("target_groups")

    def between(self, start: dt.date, end: dt.date) -> Self:
        """Those with at least one day from `start` to `end`."""
        return self.filter(starts_on__lte=end).filter(Q(ends_on__gte=start) | Q(ends_on=None, starts_on__gte=start))


class ContactQuerySet(ReleasedQuerySet):
    def with_parts(self) -> Self:
        """With the office or organisation that answers questions."""
        return self.select_related("department", "organisation")


class ContactPointQuerySet(ContactQuerySet):
    def with_parts(self) -> Self:
        """With everything that is frozen at a release."""
        return super().with_parts().prefetch_related("subjects")


class EnquiryQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for who looks after the portal."""
        return self if access_of(user).has(Permission.MANAGE_PORTAL) else self.none()

    def open(self) -> Self:
        """Those nobody answered yet, the oldest first."""
        return self.counted().filter(state=EnquiryState.NEW).order_by("pk")

    def done(self) -> Self:
        """Those that wait for nothing: answered, closed, or a comment that is dismissed."""
        return self.filter(~Q(state=EnquiryState.NEW) | Q(goal_comment__dismissed_at__isnull=False))

    def counted(self) -> Self:
        """All but those whose comment on a goal is dismissed as no contribution."""
        return self.filter(goal_comment__dismissed_at__isnull=True)


class TranslationQuerySet(models.QuerySet):
    def reviewed(self, language: str) -> Self:
        """Those everybody may read in `language`."""
        return self.filter(language=language, reviewed_at__isnull=False)
