"""What everybody reads of taking part: goals that are put to all, and published comments with their answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import ngettext

from neuss_integration.foundation.ui.texts import german_number
from roundtables.models import CommentRound, GoalComment, PutGoal

NEWEST_COMMENTS: Final = 3
"""So many stand beside their goal; all of them have a page of their own."""


@dataclass(frozen=True, slots=True)
class PublicRound:
    """A round that asks everybody, with its goals; each has its newest `shown_comments` and `comment_count`."""

    round: CommentRound
    goals: Sequence[PutGoal]

    @property
    def is_open(self) -> bool:
        return self.round.is_open


def public_rounds() -> QuerySet[CommentRound]:
    """Rounds that ask or asked everybody about a draft that was not given up, the newest first."""
    rounds = CommentRound.objects.filter(is_public=True, discarded_at__isnull=True)
    return rounds.select_related("edition").order_by("-opened_on", "-pk")


def with_goals(rounds: Sequence[CommentRound]) -> list[PublicRound]:
    """The `rounds` with their goals and the newest comments of each; two queries."""
    newest = Prefetch("comments", public_comments()[:NEWEST_COMMENTS], to_attr="shown_comments")
    per_goal = public_comments().filter(put_goal=OuterRef("pk")).order_by().values("put_goal")
    count = Coalesce(Subquery(per_goal.values(number=Count("pk"))), 0)
    goals = PutGoal.objects.order_by("position").annotate(comment_count=count).prefetch_related(newest)
    prefetch_related_objects(rounds, Prefetch("put_goals", goals, to_attr="shown_goals"))
    return [PublicRound(each, each.shown_goals) for each in rounds]  # type: ignore[attr-defined]


def public_comments() -> QuerySet[GoalComment]:
    """What others read of comments, the newest first."""
    return GoalComment.objects.counted().published().select_related("organisation").order_by("-pk")


def comments_to_read(count: int) -> str:
    """Words that lead to all comments of a goal, in the language that is read."""
    words = ngettext("%(number)s Kommentar lesen", "Alle %(number)s Kommentare lesen", count)
    return words % {"number": german_number(count)}


def goals_of_rounds() -> QuerySet[PutGoal]:
    """Every goal that everybody reads, also when its time is over."""
    rounds = public_rounds().order_by().values("pk")
    return PutGoal.objects.filter(round__in=rounds).select_related("round__edition")


def asked_of_everybody() -> QuerySet[PutGoal]:
    """The goals that everybody may comment today."""
    return PutGoal.objects.public(timezone.localdate()).select_related("round__edition")


def was_asked_before(pk: int) -> bool:
    """Whether everybody could comment this goal until its time was over."""
    rounds = {"round__is_public": True, "round__until__lt": timezone.localdate(), "round__discarded_at": None}
    return PutGoal.objects.filter(pk=pk, withdrawn_at=None, **rounds).exists()
