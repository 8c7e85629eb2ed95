"""The large city from end to end."""

import random
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from measures.enums import RoundState
from measures.models import Measure, ReportingRound, RoundEvent
from neuss_integration.accounts.models import User
from neuss_integration.city.master_data.loading import load_city
from neuss_integration.demo.accounts import create_accounts, offices_by_person, person
from neuss_integration.demo.calendar import DemoCalendar, RoundDates, moment, workday
from neuss_integration.demo.large.answers import Answers
from neuss_integration.demo.large.catalogue import MeasureBuilder, PlannedMeasure
from neuss_integration.demo.large.history import BATCH
from neuss_integration.demo.measures import key_of
from neuss_integration.demo.rounds import INSTRUCTIONS
from neuss_integration.foundation.words.nouns import count_of
from roundtables.master_data.loading import load_round_tables
from success_factors.master_data.loading import load_concept

SEED = 2009
"""Of chance; the year of the first Integrationskonzept."""


def exists() -> bool:
    return ReportingRound.objects.filter(submission_key=key_of("round", "large-0")).exists()


def build_large(measures: int, rounds: int) -> Iterator[str]:
    """`measures` measures and `rounds` rounds, the last one open; yields a sentence per piece. All or nothing."""
    with transaction.atomic():
        load_concept()
        load_city()
        load_round_tables()
        create_accounts()
        chance = random.Random(SEED)  # noqa: S311 – for variety, not for secrets
        deciders, offices = [person("koordination"), person("vertretung")], offices_by_person()
        dates = round_dates(DemoCalendar(timezone.localdate()), rounds)
        planned = MeasureBuilder(chance, dates, set(offices), deciders[0]).write(measures)
        yield f"{count_of(len(planned), 'Maßnahme')} angelegt."
        answers = Answers(chance, offices, deciders)
        for number, dated in enumerate(dates):
            reporting_round = _write_round(number, dated, deciders[0])
            reported = answers.play(number, reporting_round, dated, planned)
            yield f"{reporting_round.title}: {count_of(reported, 'Sachstandsbericht')} angelegt."
        _store_outcome(planned)


def round_dates(calendar: DemoCalendar, rounds: int) -> list[RoundDates]:
    """One round a year, each in the spring after its year, the last one open now."""
    closed = [calendar.yearly_round(calendar.year - back) for back in range(rounds - 1, 0, -1)]
    return [*closed, calendar.open_round]


def _write_round(number: int, dates: RoundDates, by: User) -> ReportingRound:
    """The round with its events and history; its state is the one it has at the end."""
    opened = moment(dates.opened, 8, 30)
    reporting_round = ReportingRound(
        title=f"{dates.title} (große Stadt)",
        period_start=dates.period[0],
        period_end=dates.period[1],
        due_on=dates.due,
        instructions=INSTRUCTIONS,
        created_at=moment(workday(dates.opened), 8),
        submission_key=key_of("round", f"large-{number}"),
    )
    steps = [(reporting_round.created_at, RoundState.DRAFT, ""), (opened, RoundState.OPEN, "open")]
    if dates.closed:
        steps.append((moment(dates.closed, 17), RoundState.CLOSED, "close"))
    for at, state, transition in steps:
        before, reporting_round.state = reporting_round.state, state
        if state == RoundState.OPEN:
            reporting_round.opened_at, reporting_round.opened_by = at, by
        if state == RoundState.CLOSED:
            reporting_round.closed_at = at
        reporting_round._history_date, reporting_round._history_user = at, by  # type: ignore[attr-defined]
        reporting_round.save()
        if transition:
            RoundEvent.objects.create(
                round=reporting_round, actor=by, at=at, transition=transition, from_state=before, to_state=state
            )
    ReportingRound.objects.filter(pk=reporting_round.pk).update(updated_at=steps[-1][0])
    return reporting_round


def _store_outcome(planned: list[PlannedMeasure]) -> None:
    """Measures have the status and the latest report that the rounds left them with."""
    for item in planned:
        item.measure.latest_progress = item.latest
    Measure.objects.bulk_update(
        [item.measure for item in planned],
        ["state", "state_reason", "state_since", "version", "updated_at", "latest_progress"],
        batch_size=BATCH,
    )
