"""Reading a Fortschreibung: what is decided about each goal, and two editions side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from neuss_integration.foundation.words.differences import Piece, word_changes
from success_factors.enums import RevisionOutcome
from success_factors.models import ConceptEdition, Goal, GoalRevision


@dataclass(frozen=True, slots=True)
class ComparedGoal:
    """A goal of one edition beside what became of it in another; without `outcome` nothing is decided or known."""

    old: Goal | None
    new: Goal | None
    outcome: RevisionOutcome | None
    reason: str = ""
    version: int = 0

    @property
    def is_new(self) -> bool:
        """Whether only the newer edition has it."""
        return self.old is None

    @property
    def pieces(self) -> list[Piece]:
        """The words that stayed, went and came; empty unless both have different words."""
        if self.old is None or self.new is None or self.old.text == self.new.text:
            return []
        return word_changes(self.old.text, self.new.text, shorten=False)

    @property
    def has_other_factors(self) -> bool:
        """Whether it is assigned to other Erfolgsfaktoren now."""
        return self.old is not None and self.new is not None and _factors(self.old) != _factors(self.new)


@dataclass(frozen=True, slots=True)
class Revision:
    """How far the Fortschreibung of an edition is."""

    groups: list[tuple[str, list[ComparedGoal]]]
    decided: int
    total: int
    next_open: Goal | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions goal by goal, the older one first."""

    old: ConceptEdition
    new: ConceptEdition
    groups: list[tuple[str, list[ComparedGoal]]]
    added: list[ComparedGoal]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many goals stayed, changed, went and came."""
        outcomes = [row.outcome for _, rows in self.groups for row in rows]
        counts = [(str(outcome.label), outcomes.count(outcome)) for outcome in RevisionOutcome]
        return [*counts, ("neu", len(self.added))]


def outcome_of(old: Goal, new: Goal | None) -> RevisionOutcome:
    """What became of `old` when `new` carries it on; reads the factors of both."""
    if new is None:
        return RevisionOutcome.DROPPED
    same = (old.text, old.target_year, _factors(old)) == (new.text, new.target_year, _factors(new))
    return RevisionOutcome.KEPT if same else RevisionOutcome.CHANGED


def revision_of(edition: ConceptEdition) -> Revision:
    """The goals of the edition that `edition` revises, with what is decided about each; five queries."""
    goals = goals_of(edition.previous_id)
    decided = {each.goal_id: each for each in _with_successor(edition.goal_revisions.all())}
    rows = [_row(goal, decided.get(goal.pk)) for goal in goals]
    waiting = (row.old for row in rows if row.outcome is None)
    return Revision(_by_guiding_goal(rows), len(decided), len(rows), next(waiting, None))


def decision_about(edition: ConceptEdition, goal: Goal) -> GoalRevision | None:
    """The last decision about `goal` in the draft `edition`, or None; two queries."""
    return _with_successor(edition.goal_revisions.filter(goal=goal)).first()


def goals_of(edition: int | None) -> QuerySet[Goal]:
    """The goals of an edition in their order, with Leitziel and factors; two queries."""
    goals = Goal.objects.filter(guiding_goal__edition=edition).select_related("guiding_goal")
    return goals.prefetch_related("success_factors").order_by("guiding_goal__position", "position")


def compare_editions(first: ConceptEdition, second: ConceptEdition, user: Any) -> Comparison:
    """What became of each goal of the older edition in the newer one, over all editions between; six queries.

    Goals that no decision connects are taken as the same when they say the same.
    """
    old, new = sorted((first, second), key=_age)
    left, right = list(goals_of(old.pk)), {goal.pk: goal for goal in goals_of(new.pk)}
    steps = _steps(user)
    by_text = {goal.text: goal for goal in right.values()}
    rows = []
    for goal in left:
        found, reason = _followed(goal, right, steps)
        carried = found or (None if reason else by_text.get(goal.text))
        rows.append(ComparedGoal(goal, carried, outcome_of(goal, carried), reason))
    known = {row.new.pk for row in rows if row.new}
    added = [ComparedGoal(None, goal, None) for goal in right.values() if goal.pk not in known]
    return Comparison(old, new, _by_guiding_goal(rows), added)


def predecessors_and_successors(goal: Goal, user: Any) -> tuple[list[Goal], list[Goal]]:
    """The goals that `goal` carries on, and those that carry it on, as far as `user` may see; two queries."""
    visible = Goal.objects.visible_to(user).select_related("guiding_goal__edition").distinct()
    before = visible.filter(Q(revisions__successor=goal) | Q(successor=goal))
    after = visible.filter(Q(revised__goal=goal) | Q(predecessors=goal))
    return list(before), list(after)


def _factors(goal: Goal) -> set[int]:
    return {each.pk for each in goal.success_factors.all()}


def _age(edition: ConceptEdition) -> tuple[bool, Any, int]:
    return (edition.adopted_date is None, edition.adopted_date or edition.created_at.date(), edition.pk)


def _with_successor(revisions: Any) -> QuerySet[GoalRevision]:
    successors = Goal.objects.select_related("guiding_goal").prefetch_related("success_factors")
    return revisions.prefetch_related(Prefetch("successor", successors))


def _row(goal: Goal, revision: GoalRevision | None) -> ComparedGoal:
    if revision is None:
        return ComparedGoal(goal, None, None)
    outcome = outcome_of(goal, revision.successor)
    return ComparedGoal(goal, revision.successor, outcome, revision.reason, revision.version)


def _by_guiding_goal(rows: Iterable[ComparedGoal]) -> list[tuple[str, list[ComparedGoal]]]:
    def title(row: ComparedGoal) -> tuple[int, str]:
        guiding = (row.old or row.new).guiding_goal  # type: ignore[union-attr]
        return guiding.position, guiding.title

    return [(name, list(group)) for (_, name), group in groupby(rows, key=title)]


def _steps(user: Any) -> dict[int, tuple[int | None, str]]:
    """Which goal follows which, or None and why it was dropped; only what editions `user` may see decided."""
    linked = Goal.objects.visible_to(user).filter(successor__isnull=False)
    steps: dict[int, tuple[int | None, str]] = {pk: (after, "") for pk, after in linked.values_list("pk", "successor")}
    editions = ConceptEdition.objects.visible_to(user)
    decided = GoalRevision.objects.filter(edition__in=editions).values_list("goal", "successor", "reason")
    return steps | {goal: (after, reason) for goal, after, reason in decided}


def _followed(goal: Goal, wanted: dict[int, Goal], steps: dict[int, tuple[int | None, str]]) -> tuple[Goal | None, str]:
    """The goal among `wanted` to which the steps lead, or None and the reason where they end."""
    key: int | None = goal.pk
    seen: set[int] = set()
    reason = ""
    while key is not None and key not in seen:
        seen.add(key)
        key, reason = steps.get(key, (None, ""))
        if key in wanted:
            return wanted[key], reason
    return None, reason
