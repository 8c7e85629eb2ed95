"""Reading the Zielkatalog."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone

from success_factors.enums import EditionState, Side
from success_factors.models import ConceptEdition, Goal, GoalRevision, GuidingGoal, Participation


def editions_with_counts(user: Any) -> QuerySet[ConceptEdition]:
    """The editions `user` may see, the draft first, then the newest, each with `goal_count`; one query."""
    editions = _told(ConceptEdition.objects.visible_to(user).select_related("committee"))
    return editions.annotate(goal_count=Count("guiding_goals__goals")).order_by("-state", "-adopted_date", "-pk")


def editions_with_goals(user: Any) -> QuerySet[ConceptEdition]:
    """The editions `user` may see with Leitziele, goals, factors and participants; five queries for one."""
    goals = Goal.objects.order_by("position").prefetch_related("success_factors")
    guiding = GuidingGoal.objects.select_related("field_of_action").order_by("position")
    return (
        _told(ConceptEdition.objects.visible_to(user))
        .select_related("committee", "previous")
        .prefetch_related(
            Prefetch("guiding_goals", guiding.prefetch_related(Prefetch("goals", goals))),
            Prefetch("participations", Participation.objects.select_related("organisation")),
        )
    )


def _told(editions: QuerySet[ConceptEdition]) -> QuerySet[ConceptEdition]:
    """`editions` with `is_replaced`, whether an adopted one revises it, and `draft_key` of the draft there is."""
    adopted = ConceptEdition.objects.filter(previous=OuterRef("pk"), state=EditionState.ADOPTED)
    drafts = ConceptEdition.objects.filter(state=EditionState.DRAFT).values("pk")[:1]
    return editions.annotate(is_replaced=Exists(adopted), draft_key=Subquery(drafts))


def line_of(goal: Goal) -> set[int]:
    """The keys of `goal` and of all that it carries on, over every edition; one query the first time."""
    return with_lines([goal])[0].__dict__["_line"]


def with_lines(goals: Iterable[Goal]) -> list[Goal]:
    """`goals`, each with what `line_of` says of it; one query for all."""
    rows = list(goals)
    if any("_line" not in goal.__dict__ for goal in rows):
        before: dict[int, set[int]] = defaultdict(set)
        told = Goal.objects.order_by().filter(successor__isnull=False).values_list("pk", "successor_id")
        decided = GoalRevision.objects.order_by().filter(successor__isnull=False, edition__state=EditionState.ADOPTED)
        for key, after in told.union(decided.values_list("goal_id", "successor_id")):
            before[after].add(key)
        for goal in rows:
            goal.__dict__.setdefault("_line", _all_before(goal.pk, before))
    return rows


def _all_before(key: int, before: Mapping[int, set[int]]) -> set[int]:
    found, waiting = set[int](), {key}
    while waiting:
        found |= waiting
        waiting = set().union(*(before.get(each, set()) for each in waiting)) - found
    return found


def goals_listed(user: Any, filters: Mapping[str, Any] | None = None) -> QuerySet[Goal]:
    """The goals `user` may see, those of the newest edition first, in their order; two queries.

    `filters` may hold fassung, handlungsfeld, erfolgsfaktor (rows), status, zieljahr ("vorbei") and beschluss ("ohne");
    what is empty does not filter.
    """
    goals = Goal.objects.visible_to(user).select_related("guiding_goal__edition", "guiding_goal__field_of_action")
    given = {name: value for name, value in (filters or {}).items() if value}
    columns = {
        "fassung": "guiding_goal__edition",
        "handlungsfeld": "guiding_goal__field_of_action",
        "erfolgsfaktor": "success_factors",
        "status": "state",
    }
    goals = goals.filter(**{columns[name]: value for name, value in given.items() if name in columns})
    if "zieljahr" in given:
        goals = goals.overdue(timezone.localdate())
    if "beschluss" in given:
        goals = goals.without_resolution()
    order = ("-guiding_goal__edition_id", "guiding_goal__position", "position")
    return goals.prefetch_related("success_factors").order_by(*order)


@dataclass(frozen=True, slots=True)
class Balance:
    """Who took part for whom, so that a one-sided catalogue shows."""

    migrants: int
    society: int
    missing: str

    @classmethod
    def of(cls, participations: Iterable[Participation]) -> "Balance":
        """Counted over `participations`; those for both count on both sides."""
        found = Counter(each.side for each in participations)
        migrants, society = (found[side] + found[Side.BOTH] for side in (Side.MIGRANTS, Side.SOCIETY))
        absent = [Side(side).label for side, count in ((Side.MIGRANTS, migrants), (Side.SOCIETY, society)) if not count]
        return cls(migrants, society, " und ".join(map(str, absent)))
