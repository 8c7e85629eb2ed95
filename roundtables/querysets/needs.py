"""Adjectives for needs, ratings and proposals; `visible_to` is the third net of access."""

import datetime as dt
from typing import Any, Final, Self

from django.db import models
from django.db.models import Q

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from neuss_integration.foundation.words.folding import search_words
from roundtables.enums.needs import OPEN_NEEDS, RATEABLE_NEEDS, NeedState, ProposalState, RatingState
from roundtables.querysets.meetings import tables_of

LONG_UNANSWERED: Final = dt.timedelta(days=30)
READING = (Permission.VIEW_TABLES, Permission.ATTEND_TABLES)


class NeedQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the Koordination; for members those of their tables; for everybody else what was released."""
        access = access_of(user)
        if access.has(Permission.MANAGE_TABLES):
            return self
        if not access.has(*READING):
            return self.none()
        return self.filter(Q(round_table__in=tables_of(user)) | Q(is_public=True))

    def editable_by(self, user: Any) -> Self:
        """All for the Koordination; for members what they raised themselves and nobody has discussed yet."""
        access = access_of(user)
        if access.has(Permission.MANAGE_TABLES):
            return self
        if not access.has(*READING):
            return self.none()
        own = self.filter(round_table__in=tables_of(user), raised_by=user)
        return own.filter(state=NeedState.REPORTED, merged_into=None)

    def unanswered_since(self, day: dt.date) -> Self:
        """Reported before `day`, and still only reported."""
        return self.filter(state=NeedState.REPORTED, raised_on__lt=day)

    def standing(self) -> Self:
        """Those that were not merged into another."""
        return self.filter(merged_into=None)

    def open(self) -> Self:
        """Standing ones of which it is not yet known what becomes of them."""
        return self.standing().filter(state__in=OPEN_NEEDS)

    def rateable(self) -> Self:
        """Those a Runder Tisch can still rate."""
        return self.filter(state__in=RATEABLE_NEEDS)

    def matching(self, text: str) -> Self:
        """Needs whose folded text contains each word of `text`."""
        found = self
        for word in search_words(text):
            found = found.filter(search_text__contains=word)
        return found


class RatingRunQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the Koordination, those of their tables for members."""
        access = access_of(user)
        if access.has(Permission.MANAGE_TABLES):
            return self
        return self.filter(round_table__in=tables_of(user)) if access.has(*READING) else self.none()

    def open(self) -> Self:
        """Those in which members can rate."""
        return self.filter(state=RatingState.OPEN)


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the Koordination; members see their tables' but no drafts; others what went to a committee."""
        access = access_of(user)
        if access.has(Permission.MANAGE_TABLES):
            return self
        if not access.has(*READING):
            return self.none()
        own = ~Q(state=ProposalState.DRAFT) & Q(round_table__in=tables_of(user))
        return self.filter(own | ~Q(state__in=[ProposalState.DRAFT, ProposalState.RANKED]))

    def editable_by(self, user: Any) -> Self:
        """All for the Koordination."""
        return self if access_of(user).has(Permission.MANAGE_TABLES) else self.none()

    def in_rank_order(self) -> Self:
        """By rank; what has none comes last."""
        return self.order_by(models.F("rank").asc(nulls_last=True), "number")
