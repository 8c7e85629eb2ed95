"""Composing and releasing: each rule of the workflow once."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from neuss_integration.foundation.exceptions import Refused, Stale
from reporting.enums import ReportState, RunState
from reporting.models import PublicationRun, Report, Snapshot
from reporting.services.reports import (
    create_report,
    release_report,
    retry_publication,
    update_report,
    withdraw_release,
)
from tests.factories import World, make_report


def values(world: World, **fields) -> dict:
    period = {"period_start": dt.date(2025, 1, 1), "period_end": dt.date(2026, 12, 31)}
    return {"title": "Fortschreibung", "committee": world.integrationsausschuss} | period | fields


def stall(run: PublicationRun) -> None:
    """The worker was killed two minutes ago."""
    long_ago = timezone.now() - dt.timedelta(minutes=2)
    PublicationRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING, heartbeat_at=long_ago)


def test_create_report_makes_a_draft_with_its_first_event(world: World) -> None:
    report = create_report(by=world.koordination, values=values(world))
    assert report.state == ReportState.DRAFT
    assert [(e.transition, e.actor) for e in report.events.all()] == [("create", world.koordination)]
    assert report.history.get().history_user == world.koordination


def test_create_report_twice_with_one_key_makes_one(world: World) -> None:
    key = uuid.uuid4()
    first = create_report(by=world.koordination, values=values(world), submission_key=key)
    assert create_report(by=world.koordination, values=values(world), submission_key=key) == first


def test_create_report_refuses_a_second_one_in_work(world: World, draft: Report) -> None:
    with pytest.raises(ValidationError, match="schon eine Fortschreibung in Arbeit"):
        create_report(by=world.koordination, values=values(world))


def test_database_refuses_a_second_one_in_work(draft: Report) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_report()


@pytest.mark.parametrize("person", ["jugendamt_person", "integrationsrat_person", "verwaltung_person", "nobody"])
def test_only_the_koordination_writes_reports(world: World, draft: Report, person: str) -> None:
    somebody = getattr(world, person)
    for write in (
        lambda: create_report(by=somebody, values=values(world)),
        lambda: update_report(draft, by=somebody, expected_version=1, values={"title": "Fremd"}),
        lambda: release_report(draft, by=somebody),
        lambda: retry_publication(draft, by=somebody),
        lambda: withdraw_release(draft, by=somebody, reason="Darum"),
    ):
        with pytest.raises(PermissionDenied):
            write()


def test_update_report_stores_and_counts_the_version(world: World, draft: Report) -> None:
    update_report(draft, by=world.koordination, expected_version=1, values={"paper_number": "50/2026"})
    draft.refresh_from_db()
    assert (draft.paper_number, draft.version) == ("50/2026", 2)


def test_update_report_without_change_writes_no_history(world: World, draft: Report) -> None:
    update_report(draft, by=world.koordination, expected_version=1, values={"title": draft.title})
    draft.refresh_from_db()
    assert (draft.version, draft.history.filter(history_type="~").count()) == (1, 0)


def test_update_report_tells_the_second_writer(world: World, draft: Report) -> None:
    update_report(draft, by=world.koordination, expected_version=1, values={"title": "Erste"})
    with pytest.raises(Stale) as conflict:
        update_report(draft, by=world.vertretung, expected_version=1, values={"title": "Zweite"})
    assert conflict.value.current.title == "Erste"


def test_update_report_refuses_a_released_one(world: World, run: PublicationRun) -> None:
    report = Report.objects.get(pk=run.report_id)
    with pytest.raises(Refused, match="lässt sich nicht mehr ändern"):
        update_report(report, by=world.koordination, expected_version=report.version, values={"title": "Neu"})


def test_release_report_freezes_and_asks_the_worker(world: World, run: PublicationRun) -> None:
    assert Report.objects.get(pk=run.report_id).state == ReportState.RELEASED
    assert Snapshot.objects.get() == run.snapshot
    assert DBTaskResult.objects.get().args_kwargs["args"] == [run.pk]


def test_release_report_twice_makes_one_snapshot_and_one_run(world: World, run: PublicationRun) -> None:
    assert release_report(run.report, by=world.vertretung) == run
    assert (Snapshot.objects.count(), PublicationRun.objects.count()) == (1, 1)


def test_release_report_refuses_a_published_one(world: World, published: Report) -> None:
    with pytest.raises(Refused, match="nicht möglich"):
        release_report(published, by=world.koordination)


def test_retry_publication_gives_back_the_living_run(world: World, run: PublicationRun) -> None:
    assert retry_publication(run.report, by=world.koordination) == run


def test_retry_publication_replaces_a_run_whose_worker_died(world: World, run: PublicationRun) -> None:
    stall(run)
    again = retry_publication(run.report, by=world.koordination)
    run.refresh_from_db()
    assert (run.state, run.error) == (RunState.FAILED, "Der Hintergrunddienst wurde unterbrochen.")
    assert (again.state, again.snapshot) == (RunState.QUEUED, run.snapshot)


def test_retry_publication_refuses_a_draft(world: World, draft: Report) -> None:
    with pytest.raises(Refused, match="nichts zu wiederholen"):
        retry_publication(draft, by=world.koordination)


def test_withdraw_release_waits_for_a_living_run(world: World, run: PublicationRun) -> None:
    with pytest.raises(Refused, match="gerade erzeugt"):
        withdraw_release(run.report, by=world.koordination, reason="Zahl falsch")


def test_withdraw_release_after_a_dead_worker_keeps_the_snapshot(world: World, run: PublicationRun) -> None:
    stall(run)
    report = withdraw_release(run.report, by=world.koordination, reason="Zahl falsch")
    assert (report.state, report.events.last().comment) == (ReportState.DRAFT, "Zahl falsch")
    assert Snapshot.objects.filter(pk=run.snapshot_id).exists()


def test_withdraw_release_needs_a_reason(world: World, run: PublicationRun) -> None:
    with pytest.raises(Refused, match="Begründung"):
        withdraw_release(run.report, by=world.koordination, reason="  ")
