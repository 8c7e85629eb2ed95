"""Adjectives for what is put to comment: nobody sees a draft goal that was not."""

import datetime as dt
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, F, Q, When

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from roundtables.enums.comments import CommentOutcome
from roundtables.querysets.meetings import organisations_of, tables_of
from success_factors.enums import EditionState


class CommentRoundQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the Koordination; for others what everybody is asked, or a table or organisation of theirs."""
        access = access_of(user)
        if access.has(Permission.MAINTAIN_CONCEPT):
            return self
        if not access.has(Permission.VIEW_CONCEPT):
            return self.none()
        return self.filter(Q(is_public=True) | Q(pk__in=_asking(user)))

    def asking(self, user: Any) -> Self:
        """Those that ask a table at which the person sits, or an organisation for which they do."""
        return self.filter(pk__in=_asking(user))

    def waiting(self) -> Self:
        """Those with a comment that nobody has answered."""
        comments = apps.get_model("roundtables", "GoalComment").objects.open()
        return self.filter(pk__in=comments.order_by().values("put_goal__round"))

    def open_on(self, day: dt.date) -> Self:
        """Those in which comments are taken on `day`."""
        return self.filter(opened_on__lte=day, until__gte=day, edition__state=EditionState.DRAFT)


class PutGoalQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the rounds the person sees."""
        rounds = apps.get_model("roundtables", "CommentRound").objects.visible_to(user)
        return self.filter(round__in=rounds.order_by().values("pk"))

    def public(self, day: dt.date) -> Self:
        """What everybody may comment on `day` without an account."""
        rounds = apps.get_model("roundtables", "CommentRound").objects.open_on(day).filter(is_public=True)
        return self.filter(round__in=rounds.order_by().values("pk"), withdrawn_at__isnull=True)


class GoalCommentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the Koordination; for others their own, and what was published of a round they see, if it counts."""
        access = access_of(user)
        if access.has(Permission.MAINTAIN_CONCEPT):
            return self
        if not access.has(Permission.VIEW_CONCEPT):
            return self.none()
        rounds = apps.get_model("roundtables", "CommentRound").objects.visible_to(user)
        public = (
            ~Q(public_text="") & Q(dismissed_at__isnull=True) & Q(put_goal__round__in=rounds.order_by().values("pk"))
        )
        return self.filter(Q(author=user.pk) | public)

    def as_read_by(self, user: Any) -> Self:
        """With `words`: the text for the Koordination and its author, for all others what was published of it."""
        access, text = access_of(user), F("text")
        if access.has(Permission.MAINTAIN_CONCEPT):
            return self.annotate(words=text)
        return self.annotate(words=Case(When(author=user.pk, then=text), default=F("public_text")))

    def published(self) -> Self:
        """Those whose words and answer others read."""
        return self.exclude(public_text="")

    def open(self) -> Self:
        """Those that wait for an answer."""
        return self.counted().filter(outcome=CommentOutcome.OPEN)

    def counted(self) -> Self:
        """All but those that are dismissed."""
        return self.filter(dismissed_at__isnull=True)


def _asking(user: Any) -> models.QuerySet:
    rounds = apps.get_model("roundtables", "CommentRound").objects.order_by()
    asked = Q(round_tables__in=tables_of(user)) | Q(organisations__in=organisations_of(user))
    return rounds.filter(asked).values("pk")
