"""Reading ratings: what members gave, the means, and the rank that follows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from roundtables.models import LateRating, Need, Rating, RatingResult, RatingRun, RoundTable, TableMember
from roundtables.selectors.quorum import vote_key

NO_WHOLE: Final = Fraction(0)


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean importance and urgency of `votes` votes, exact."""

    votes: int
    importance: Fraction
    urgency: Fraction

    @property
    def score(self) -> Fraction:
        """What the rank goes by: both count the same."""
        return self.importance + self.urgency


@dataclass(frozen=True, slots=True)
class RankedNeed:
    """One need with its means and its rank; without a vote there is no rank."""

    need_id: int
    voting: Mean
    advisory: Mean
    rank: int | None = None
    is_tied: bool = False


def outcomes(run: RatingRun) -> list[RankedNeed]:
    """Every need of `run` with means and rank, best first; equal means share a rank (1, 2, 2, 4). Two queries.

    What a vote belongs to is the rule of the Runder Tisch: the seat, the organisation or the person. Several ratings
    of one vote count as their mean.
    """
    given: dict[tuple[int, bool], dict[Any, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for row in run.ratings.order_by().select_related("seat"):
        voter = vote_key(row.seat, run.round_table.vote_per)
        given[row.need_id, row.is_voting][voter].append((row.importance, row.urgency))
    means = [
        (need_id, _mean(given[need_id, True]), _mean(given[need_id, False]))
        for need_id in run.needs.order_by("number").values_list("pk", flat=True)
    ]
    return _ranked(means)


def _mean(votes: Mapping[Any, list[tuple[int, int]]]) -> Mean:
    if not votes:
        return Mean(0, NO_WHOLE, NO_WHOLE)
    importance, urgency = (
        sum((Fraction(sum(pair[part] for pair in pairs), len(pairs)) for pairs in votes.values()), NO_WHOLE)
        for part in (0, 1)
    )
    return Mean(len(votes), importance / len(votes), urgency / len(votes))


def _ranked(means: list[tuple[int, Mean, Mean]]) -> list[RankedNeed]:
    scores = [voting.score for _, voting, _ in means if voting.votes]
    found = []
    for need_id, voting, advisory in means:
        rank = 1 + sum(other > voting.score for other in scores) if voting.votes else None
        tied = voting.votes > 0 and scores.count(voting.score) > 1
        found.append(RankedNeed(need_id, voting, advisory, rank, tied))
    return sorted(found, key=lambda each: (each.rank is None, each.rank or 0))


def as_decimal(value: Fraction) -> Decimal:
    """`value` with three places, as it is stored and shown."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.001"))


def seats_of(run: RatingRun, user: Any) -> list[TableMember]:
    """The seats for which `user` may rate in `run`: held or stood in for, valid today; those with a vote first."""
    seats = TableMember.objects.current().of(user).filter(round_table=run.round_table_id)
    return list(seats.select_related("organisation").order_by("-kind", "organisation__sort_key", "pk"))


def office_seats(run: RatingRun, user: Any) -> list[TableMember]:
    """The seats for which the Koordination enters what it was told: nobody there can sign in; `rated` is how many."""
    if not access_of(user).has(Permission.MANAGE_TABLES):
        return []
    seats = TableMember.objects.current().filter(round_table=run.round_table_id, user=None, deputy_user=None)
    rated = Count("ratings", filter=Q(ratings__run=run))
    return list(seats.select_related("organisation").annotate(rated=rated).order_by("organisation__sort_key", "pk"))


def own_ratings(run: RatingRun, seat: TableMember, *, by_office: bool = False) -> dict[int, Rating]:
    """What was given for `seat` so far, by need; the office is shown only what it entered itself."""
    given = run.ratings.filter(seat=seat, is_by_office=True) if by_office else run.ratings.filter(seat=seat)
    return {rating.need_id: rating for rating in given}


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many seats there are and how many have rated at least one need."""

    seats: int
    rated: int
    late: int
    by_office: int

    @property
    def missing(self) -> int:
        """How many have not rated yet."""
        return max(self.seats - self.rated, 0)


def turnout(run: RatingRun) -> Turnout:
    """Counts only, no names: who rated what is nobody's business. Three queries."""
    office = Count("seat", filter=Q(is_by_office=True), distinct=True)
    day = timezone.localdate(run.closed_at) if run.closed_at else timezone.localdate()
    seats = TableMember.objects.valid_on(day).filter(round_table=run.round_table_id).count()
    found = run.ratings.order_by().aggregate(rated=Count("seat", distinct=True), by_office=office)
    return Turnout(seats, found["rated"], LateRating.objects.filter(run=run).count(), found["by_office"])


def results_of(run: RatingRun) -> QuerySet[RatingResult]:
    """The frozen results, best first, with their needs."""
    return run.results.select_related("need")


def runs_for(user: Any) -> QuerySet[RatingRun]:
    """The runs of the person's tables, open ones first, with `need_count`."""
    runs = RatingRun.objects.visible_to(user).select_related("round_table")
    return runs.annotate(need_count=Count("needs", distinct=True)).order_by("-state", "-created_at", "-pk")


def without_open_rating() -> QuerySet[RoundTable]:
    """The round tables at which a run can be opened: there is one at a time."""
    busy = RatingRun.objects.open().values("round_table")
    return RoundTable.objects.current().exclude(pk__in=busy).in_german_order()


def ranks_of(need_ids: Iterable[int]) -> dict[int, RatingResult]:
    """The result of the last closed run of each need; one query."""
    rows = RatingResult.objects.filter(need__in=list(need_ids)).select_related("run").order_by("run__closed_at", "pk")
    return {row.need_id: row for row in rows}


def rateable(table: Any) -> QuerySet[Need]:
    """The standing needs of a table about which it is not yet decided."""
    return Need.objects.standing().rateable().filter(round_table=table).order_by("number")
