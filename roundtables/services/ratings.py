"""Rating needs: open, rate, close."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import access_of, ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import (
    changed_fields,
    created,
    locked,
    set_relations,
    stored,
    take_step,
)
from neuss_integration.foundation.words.city_terms import lazily_worded
from roundtables.enums.needs import NeedState
from roundtables.models import LateRating, Need, Rating, RatingResult, RatingRun, RoundTable, TableMember
from roundtables.models.rating import HIGHEST, LOWEST, ONE_RUN_AT_A_TIME
from roundtables.selectors.ratings import RankedNeed, as_decimal, office_seats, outcomes, seats_of
from roundtables.services.need_states import take_need_step
from roundtables.workflows.needs import NEED_WORKFLOW, RATING_WORKFLOW

Given = Mapping[int, tuple[int, int]]
"""Importance and urgency by the key of a need."""
CLOSED = lazily_worded(
    "Die Bewertung ist geschlossen. Ihre Angaben zählen nicht mehr mit; {office.nominative} hat sie als Notiz."
)


@transaction.atomic
def open_rating(
    round_table: RoundTable,
    *,
    by: User,
    title: str,
    needs: Iterable[Need],
    due_on: Any = None,
    submission_key: uuid.UUID | None = None,
) -> RatingRun:
    """A run for the `needs` of the table is open; needs that were only reported are in discussion.

    The same `submission_key` a second time gives the first run. Raises Refused when a run is open already, or there
    is no need to rate, ValidationError for a day in the past or a need of another table.
    """
    ensure(by, Permission.MANAGE_TABLES)
    table = locked(round_table)
    if submission_key and (existing := RatingRun.objects.filter(submission_key=submission_key).first()):
        return existing
    chosen = list(needs)
    _ensure_can_open(table, chosen, due_on)
    run = RatingRun(round_table=table, title=title, due_on=due_on, submission_key=submission_key)
    created(run, by=by)
    set_relations(run, {"needs": {need.pk for need in chosen}})
    run.save(update_fields=["updated_at"])
    run.events.create(actor=by, transition="create", to_state=run.state)
    for need in chosen:
        if need.state == NeedState.REPORTED:
            take_need_step(locked(need), NEED_WORKFLOW.check("discuss", need.state), by=by)
    return run


def _ensure_can_open(table: RoundTable, needs: list[Need], due_on: Any) -> None:
    if table.rating_runs.open().exists():
        raise Refused(ONE_RUN_AT_A_TIME)
    if not needs:
        raise Refused("Bitte wählen Sie mindestens einen Bedarf aus, der bewertet werden soll.")
    wrong = [need for need in needs if need.round_table_id != table.pk or need.merged_into_id is not None]
    if wrong:
        raise ValidationError(
            {"needs": f"Diese Bedarfe stehen hier nicht zur Bewertung: {', '.join(map(str, wrong))}."}
        )
    if due_on is not None and due_on < timezone.localdate():
        raise ValidationError({"due_on": "Der Tag liegt in der Vergangenheit. Bitte wählen Sie heute oder später."})


def rate(run: RatingRun, *, by: User, seat: TableMember, given: Given) -> int:
    """For `seat` the `given` ratings count, in place of earlier ones; how many needs were rated.

    The Koordination enters what members without an account told it; the rating says so. After the end nothing counts:
    the ratings are kept as a note and Refused is raised. Raises PermissionDenied for any other seat the person neither
    holds nor stands in for today, ValidationError for a need or number that is not offered.
    """
    with transaction.atomic():
        current = locked(run)
        is_own = seat.pk in {each.pk for each in seats_of(current, by)}
        if not is_own and seat.pk not in {each.pk for each in office_seats(current, by)}:
            raise PermissionDenied
        _ensure_offered(current, given)
        source = {"person": by, "is_by_office": not is_own}
        if current.is_open:
            return sum(_store(current, source, seat, need_id, pair) for need_id, pair in given.items())
        for need_id, (importance, urgency) in given.items():
            LateRating.objects.update_or_create(
                run=current,
                need_id=need_id,
                seat=seat,
                defaults={"importance": importance, "urgency": urgency, "received_at": timezone.now()} | source,
            )
    raise Refused(CLOSED)


def _ensure_offered(run: RatingRun, given: Given) -> None:
    offered = set(run.needs.values_list("pk", flat=True))
    numbers = [number for pair in given.values() for number in pair]
    if not given.keys() <= offered or not all(LOWEST <= number <= HIGHEST for number in numbers):
        raise ValidationError("Bitte bewerten Sie nur die gezeigten Bedarfe, mit Zahlen von 1 bis 5.")


def _store(run: RatingRun, source: Mapping[str, Any], seat: TableMember, need_id: int, pair: tuple[int, int]) -> bool:
    """The rating of one need is as given, by the person of `source`; history only where it differs."""
    rating = Rating.objects.filter(run=run, need=need_id, seat=seat).first() or Rating(
        run=run, need_id=need_id, seat=seat
    )
    wanted = {"importance": pair[0], "urgency": pair[1], "is_voting": seat.is_voting}
    if rating.pk and not changed_fields(rating, wanted):
        return True
    for name, value in {**wanted, **source}.items():
        setattr(rating, name, value)
    stored(rating, by=source["person"])
    return True


@transaction.atomic
def close_rating(run: RatingRun, *, by: User) -> RatingRun:
    """The run is closed, closed twice or once: means and ranks are kept for ever, rated needs are "priorisiert".

    What came without any vote stays as it is and has no rank.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(run)
    if not current.is_open:
        return current
    step = RATING_WORKFLOW.check("close", current.state)
    found = outcomes(current)
    for outcome in found:
        _result(current, outcome).save(force_insert=True)
    current.closed_at = timezone.now()
    take_step(current, step, by=by, also=["closed_at"])
    ranked = [outcome.need_id for outcome in found if outcome.rank is not None]
    for need in Need.objects.select_for_update(of=("self",)).filter(pk__in=ranked, merged_into=None).order_by("pk"):
        if need.state in NEED_WORKFLOW.transitions["prioritise"].sources:
            take_need_step(need, NEED_WORKFLOW.check("prioritise", need.state), by=by)
    return current


def _result(run: RatingRun, outcome: RankedNeed) -> RatingResult:
    voting, advisory = outcome.voting, outcome.advisory
    return RatingResult(
        run=run,
        need_id=outcome.need_id,
        rank=outcome.rank,
        is_tied=outcome.is_tied,
        votes=voting.votes,
        importance=as_decimal(voting.importance) if voting.votes else None,
        urgency=as_decimal(voting.urgency) if voting.votes else None,
        advisory_votes=advisory.votes,
        advisory_importance=as_decimal(advisory.importance) if advisory.votes else None,
        advisory_urgency=as_decimal(advisory.urgency) if advisory.votes else None,
    )


def may_rate(run: RatingRun, user: User) -> bool:
    """Whether `user` has a seat for which to rate in the open `run`."""
    return (
        run.is_open
        and access_of(user).has(Permission.VIEW_TABLES, Permission.ATTEND_TABLES)
        and bool(seats_of(run, user))
    )
