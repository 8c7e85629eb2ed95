"""Adjectives for what is shown in public."""

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


class SubjectQuerySet(ReleasedQuerySet):
    def with_parts(self) -> Self:
        """As it is: a subject has no parts."""
        return self


class ContactPointQuerySet(ReleasedQuerySet):
    def with_parts(self) -> Self:
        """With everything that is frozen at a release."""
        return self.select_related("department", "organisation").prefetch_related("subjects")


class EnquiryQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for who looks after the portal."""
        return self if access_of(user).has(Permission.MANAGE_PORTAL) else self.none()

    def open(self) -> Self:
        """Those nobody answered yet, the oldest first."""
        return self.filter(state=EnquiryState.NEW).order_by("pk")


class TranslationQuerySet(models.QuerySet):
    def reviewed(self, language: str) -> Self:
        """Those everybody may read in `language`."""
        return self.filter(language=language, reviewed_at__isnull=False)


class LegalTextQuerySet(ReleasedQuerySet):
    def with_parts(self) -> Self:
        """As it is: a legal text has no parts."""
        return self
