"""Two people do the same at the same moment: one result, and nobody's text is lost."""

import uuid
from functools import partial

import pytest

from measures.enums import MeasureKind, ProgressState, RoundState
from measures.models import Measure, ProgressReport
from measures.services.measure import create_measure, update_measure
from measures.services.progress import accept
from measures.services.rounds import open_round
from neuss_integration.accounts.models import User
from neuss_integration.foundation.exceptions import Refused, Stale
from reporting.enums import FileKind
from reporting.models import Publication, PublicationRun, Report, Snapshot
from reporting.publication.worker import execute_run
from reporting.services.publishing import publish_report
from reporting.services.reports import release_report
from tests.factories import World, make_progress, make_report, make_round
from tests.faults.conftest import at_once


def again(person: User) -> User:
    """The person as another request loads them."""
    return User.objects.get(pk=person.pk)


def values(world: World, title: str) -> dict:
    frame = {"kind": MeasureKind.PROJECT, "field_of_action": world.bildung, "lead_department": world.jugendamt}
    return {"title": title, "state": "running"} | frame


def test_new_measures_at_once_get_different_numbers(world: World) -> None:
    create = [partial(create_measure, by=world.koordination, values=values(world, f"Neu {n}")) for n in range(8)]
    made = at_once(*create)
    assert len({measure.number for measure in made}) == 8


def test_new_measure_clicked_twice_at_once_is_one(world: World) -> None:
    key = uuid.uuid4()
    create = partial(create_measure, by=world.koordination, values=values(world, "Doppelt"), submission_key=key)
    first, second = at_once(create, create)
    assert first == second
    assert Measure.objects.filter(title="Doppelt").count() == 1


def test_of_two_writers_one_wins_and_the_other_is_told(world: World) -> None:
    write = [
        partial(update_measure, world.praeventionsnetz, by=person, expected_version=1, values={"aim": person.name})
        for person in (world.koordination, world.vertretung)
    ]
    results = at_once(*write)
    assert {type(result) for result in results} == {Measure, Stale}
    assert Measure.objects.get(pk=world.praeventionsnetz.pk).version == 2


def test_round_opened_twice_at_once_asks_once(world: World) -> None:
    reporting_round = make_round(state=RoundState.DRAFT)
    results = at_once(*[partial(open_round, reporting_round, by=world.koordination)] * 2)
    assert sum(isinstance(result, Refused) for result in results) == 1
    assert ProgressReport.objects.filter(round=reporting_round).count() == 2


def test_report_accepted_twice_at_once_is_accepted_once(world: World) -> None:
    report = make_progress(measure=world.praeventionsnetz, state=ProgressState.SUBMITTED)
    at_once(*[partial(accept, report, by=again(person)) for person in (world.koordination, world.vertretung)])
    assert report.events.filter(transition="accept").count() == 1


def test_released_twice_at_once_is_frozen_once(world: World) -> None:
    report = make_report()
    runs = at_once(*[partial(release_report, report, by=again(p)) for p in (world.koordination, world.vertretung)])
    assert runs[0] == runs[1]
    assert (Snapshot.objects.count(), PublicationRun.objects.count()) == (1, 1)


@pytest.mark.slow
def test_two_workers_and_two_people_publish_once(world: World) -> None:
    run = release_report(make_report(), by=world.koordination)
    at_once(*[partial(execute_run, run.pk)] * 2)
    assert run.prepared_files.count() == len(FileKind)
    people = (world.koordination, world.vertretung)
    first, second = at_once(*[partial(publish_report, run.report, by=again(person)) for person in people])
    assert first == second
    assert Publication.objects.count() == 1
    assert Report.objects.get().events.filter(transition="publish").count() == 1
