"""Reading Beteiligungsrunden: their goals with what was said about each, and the numbers of a round."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from neuss_integration.city.models import Organisation
from neuss_integration.foundation.words.nouns import count_of
from roundtables.enums.comments import CommentOutcome
from roundtables.models import CommentRound, GoalComment, PutGoal, TableMember


@dataclass(frozen=True, slots=True)
class CommentCounts:
    """How many comments a round has, by what became of them."""

    taken: int
    partly: int
    declined: int
    open: int
    late: int

    @property
    def total(self) -> int:
        return self.taken + self.partly + self.declined + self.open

    @property
    def sentence(self) -> str:
        """ "5 Kommentare: 2 übernommen, 1 teilweise übernommen, 1 nicht übernommen, 1 noch offen."."""
        if not self.total:
            return "Es gibt noch keinen Kommentar."
        named = [(self.taken, CommentOutcome.TAKEN), (self.partly, CommentOutcome.PARTLY)]
        named += [(self.declined, CommentOutcome.DECLINED), (self.open, CommentOutcome.OPEN)]
        parts = ", ".join(f"{number} {outcome.label}" for number, outcome in named if number)
        late = f" {count_of(self.late, 'Antwort')} kam{'' if self.late == 1 else 'en'} nach der zugesagten Frist."
        return f"{count_of(self.total, 'Kommentar')}: {parts}.{late if self.late else ''}"


def rounds_for(user: Any) -> QuerySet[CommentRound]:
    """The rounds a person sees, the newest first, each with the number of its goals and comments."""
    goals = Count("put_goals", distinct=True)
    counted = Q(put_goals__comments__dismissed_at__isnull=True)
    comments = Count("put_goals__comments", filter=counted, distinct=True)
    is_open = counted & Q(put_goals__comments__outcome=CommentOutcome.OPEN)
    waiting = Count("put_goals__comments", filter=is_open, distinct=True)
    found = CommentRound.objects.visible_to(user).select_related("edition")
    found = found.annotate(goal_count=goals, comment_count=comments, waiting_count=waiting)
    return found.order_by("-opened_on", "-pk")


def goals_with_comments(comment_round: CommentRound, user: Any) -> list[PutGoal]:
    """The goals of the round in their order, each with `shown_comments`: what `user` may read; two queries."""
    comments = GoalComment.objects.visible_to(user).select_related("organisation").order_by("pk")
    shown = Prefetch("comments", comments, to_attr="shown_comments")
    return list(comment_round.put_goals.select_related("goal").prefetch_related(shown).order_by("position"))


def counts_of(comments: Iterable[GoalComment]) -> CommentCounts:
    """The numbers of those of `comments` that are not dismissed."""
    rows = [comment for comment in comments if not comment.is_dismissed]
    found = {outcome: sum(row.outcome == outcome for row in rows) for outcome in CommentOutcome}
    return CommentCounts(
        taken=found[CommentOutcome.TAKEN],
        partly=found[CommentOutcome.PARTLY],
        declined=found[CommentOutcome.DECLINED],
        open=found[CommentOutcome.OPEN],
        late=sum(row.is_late_answer for row in rows),
    )


def comments_in(rounds: Iterable[CommentRound], user: Any) -> QuerySet[GoalComment]:
    """What `user` may read of `rounds`, by goal and as it came."""
    found = GoalComment.objects.visible_to(user).filter(put_goal__round__in=rounds)
    return found.select_related("put_goal__round__edition", "put_goal__goal", "organisation").order_by("put_goal", "pk")


def speaking_for(user: Any, comment_round: CommentRound) -> QuerySet[Organisation]:
    """The organisations for which a person is asked: with a seat at an asked table, or asked themselves."""
    tables, organisations = comment_round.round_tables, comment_round.organisations
    asked = Q(round_table__in=tables.order_by().values("pk")) | Q(
        organisation__in=organisations.order_by().values("pk")
    )
    seats = TableMember.objects.current().of(user).filter(asked)
    return Organisation.objects.filter(pk__in=seats.order_by().values("organisation_id")).in_german_order()
