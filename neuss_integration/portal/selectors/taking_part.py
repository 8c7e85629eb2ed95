"""What everybody reads of taking part: goals that are put to all, and published comments with their answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from roundtables.models import CommentRound, GoalComment, PutGoal


@dataclass(frozen=True, slots=True)
class PublicRound:
    """A round that asks everybody, with its goals; each has `shown_comments`."""

    round: CommentRound
    goals: Sequence[PutGoal]

    @property
    def is_open(self) -> bool:
        return self.round.is_open


def public_rounds() -> list[PublicRound]:
    """Rounds that ask or asked everybody about a draft that was not given up, the newest first; three queries."""
    comments = GoalComment.objects.counted().published().select_related("organisation").order_by("pk")
    goals = PutGoal.objects.order_by("position").prefetch_related(
        Prefetch("comments", comments, to_attr="shown_comments")
    )
    rounds = CommentRound.objects.filter(is_public=True, discarded_at__isnull=True).select_related("edition")
    found = rounds.prefetch_related(Prefetch("put_goals", goals, to_attr="shown_goals"))
    return [PublicRound(each, each.shown_goals) for each in found.order_by("-opened_on", "-pk")]


def asked_of_everybody() -> QuerySet[PutGoal]:
    """The goals that everybody may comment today."""
    return PutGoal.objects.public(timezone.localdate()).select_related("round__edition")


def was_asked_before(pk: int) -> bool:
    """Whether everybody could comment this goal until its time was over."""
    rounds = {"round__is_public": True, "round__until__lt": timezone.localdate(), "round__discarded_at": None}
    return PutGoal.objects.filter(pk=pk, withdrawn_at=None, **rounds).exists()
