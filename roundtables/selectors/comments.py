"""Reading Beteiligungsrunden: their goals with what was said about each, and the numbers of a round."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from neuss_integration.city.models import Organisation
from neuss_integration.foundation.words.nouns import count_of
from roundtables.enums.comments import CommentOutcome
from roundtables.models import CommentRound, GoalComment, PutGoal, TableMember

PER_PAGE: Final = 50
"""So many goals and comments together."""


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


@dataclass(frozen=True, slots=True)
class CommentPage:
    """A page of a round: some of its goals, each with `shown_comments`, and the numbers of all its comments.

    A goal whose comments began on an earlier page has `is_continued`.
    """

    goals: list[PutGoal]
    page: Page
    counts: CommentCounts


def comments_on_page(comment_round: CommentRound, user: Any, asked: Mapping[str, str]) -> CommentPage:
    """The goals in their order, each followed by what `user` may read of it: `asked` names the page in "seite".

    Or it names the key of a "kommentar" or "ziel", for the page where it stands. Three queries.
    """
    goals = {goal.pk: goal for goal in comment_round.put_goals.select_related("goal").order_by("position")}
    told = GoalComment.objects.visible_to(user).filter(put_goal__round=comment_round).order_by("pk")
    rows: Any = list(told.values_list("pk", "put_goal_id", "outcome", "is_late_answer", "dismissed_at", named=True))
    lines = _lines(goals, rows)
    page = Paginator(lines, PER_PAGE).get_page(asked.get("seite") or _page_of(lines, asked))
    shown = [key for _, key in page.object_list if key]
    comments = GoalComment.objects.visible_to(user).filter(pk__in=shown).select_related("organisation").order_by("pk")
    return CommentPage(_goals_shown(page, goals, comments), page, counts_of(rows))


def _lines(goals: Iterable[int], rows: Iterable[Any]) -> list[tuple[int, int | None]]:
    """Each goal, then its comments, by their keys."""
    lines: dict[int, list[tuple[int, int | None]]] = {key: [(key, None)] for key in goals}
    for row in rows:
        lines[row.put_goal_id].append((row.put_goal_id, row.pk))
    return [line for of_goal in lines.values() for line in of_goal]


def _page_of(lines: Sequence[tuple[int, int | None]], asked: Mapping[str, str]) -> int:
    """The number of the page on which stands what `asked` names; the first one where it stands nowhere."""
    for number, (goal, comment) in enumerate(lines):
        if asked.get("kommentar" if comment else "ziel") == str(comment or goal):
            return number // PER_PAGE + 1
    return 1


def _goals_shown(page: Page, goals: Mapping[int, PutGoal], comments: Iterable[GoalComment]) -> list[PutGoal]:
    """The goals of which something stands on `page`; their comments know them without a query."""
    shown: dict[int, Any] = {}
    for key, comment in page.object_list:
        if key not in shown:
            shown[key] = goals[key]
            shown[key].is_continued, shown[key].shown_comments = comment is not None, []
    for each in comments:
        each.put_goal = shown[each.put_goal_id]
        shown[each.put_goal_id].shown_comments.append(each)
    return list(shown.values())


def counts_of(comments: Iterable[Any]) -> CommentCounts:
    """The numbers of those of `comments`, or rows of them, that are not dismissed."""
    rows = [comment for comment in comments if comment.dismissed_at is None]
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
