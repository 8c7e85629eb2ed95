"""When a measure ended, which measures belong to a period, and how old what we know of them is."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from measures.enums import MeasureState, ProgressState
from measures.models import Measure, MeasureEvent, ProgressReport
from measures.querysets import ended_day
from measures.selectors.boards import timeline_bars
from neuss_integration.foundation.words.months import add_months
from tests.factories import World, make_coordinator, make_measure, make_progress, sign_in

pytestmark = pytest.mark.django_db
START, END = dt.date(2025, 1, 1), dt.date(2026, 12, 31)
DAY = dt.date(2024, 3, 12)


def titles(start: dt.date = START, end: dt.date = END) -> set[str]:
    return set(Measure.objects.of_period(start, end).values_list("title", flat=True))


def ended(title: str, **fields: object) -> Measure:
    return make_measure(title=title, state=MeasureState.COMPLETED, **fields)


def test_ended_measure_without_a_date_ended_when_that_was_noted() -> None:
    ended("Seit 2010, Ende unbekannt", start_date=dt.date(2010, 1, 1), start_precision="year", state_since=DAY)
    ended("Im Zeitraum geändert", state_since=dt.date(2025, 1, 1))
    old = ended("Nur eingetragen")
    Measure.objects.filter(pk=old.pk).update(created_at=dt.datetime(2024, 12, 31, 22, 30, tzinfo=dt.UTC))
    assert titles() == {"Im Zeitraum geändert"}
    assert titles(dt.date(2023, 1, 1), dt.date(2024, 12, 31)) == {
        "Seit 2010, Ende unbekannt",
        "Im Zeitraum geändert",
        "Nur eingetragen",
    }


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({"end_date": dt.date(2025, 1, 1), "state": "completed"}, True),
        ({"end_date": dt.date(2024, 12, 31), "state": "routine"}, False),
        ({"end_date": dt.date(2024, 12, 31), "state": "running"}, True),
        ({"start_date": dt.date(2026, 12, 31), "state": "planned"}, True),
        ({"start_date": dt.date(2027, 1, 1), "state": "planned"}, False),
        ({"state": "idea"}, False),
    ],
)
def test_measure_belongs_to_the_period_when_it_ran_on_a_day_of_it(fields: dict, is_told: bool) -> None:
    make_measure(title="Maß", **fields)
    assert titles() == ({"Maß"} if is_told else set())


def test_what_was_an_idea_at_the_end_of_the_period_is_none_of_it() -> None:
    measure = make_measure(title="Maß", state="running", start_date=None)
    step = {"actor": make_coordinator(), "transition": "start", "from_state": "idea", "to_state": "running"}
    event = MeasureEvent.objects.create(measure=measure, **step, at=dt.datetime(2027, 1, 1, 9, tzinfo=dt.UTC))
    assert titles() == set()
    MeasureEvent.objects.filter(pk=event.pk).update(at=dt.datetime(2026, 12, 31, 9, tzinfo=dt.UTC))
    assert titles() == {"Maß"}


def test_ended_day_of_the_row_and_of_the_query_are_the_same() -> None:
    for fields in ({"end_date": DAY}, {"state_since": DAY}, {}):
        ended("X", **fields)
    make_measure()
    for measure in Measure.objects.all():
        (found,) = Measure.objects.filter(pk=measure.pk).values_list(ended_day(), flat=True)
        assert found == measure.ended_on


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start_date": DAY, "state": "completed"}, "ab 12.03.2024, Ende nicht bekannt"),
        ({"state": "dropped", "state_reason": "Kein Geld"}, "Ende nicht bekannt"),
        ({"start_date": DAY, "end_date": DAY, "state": "completed"}, "12.03.2024"),
        ({"start_date": DAY, "state": "running"}, "seit 12.03.2024"),
        ({"end_date": DAY, "state": "running"}, "bis 12.03.2024"),
        ({"state": "running"}, ""),
    ],
)
def test_running_time_of_an_ended_measure_does_not_read_as_running(fields: dict, words: str) -> None:
    assert make_measure(**fields).running_time == words


def test_zeitplan_draws_no_ended_measure_as_running() -> None:
    ended("Alt", start_date=dt.date(2010, 1, 1), start_precision="year", state_since=DAY)
    (bar,) = timeline_bars(Measure.objects.all())
    assert (str(bar.end), bar.note) == ("12.03.2024", "abgeschlossen, Ende nicht bekannt; spätestens 12.03.2024")


def test_list_of_what_runs_from_a_day_has_no_ended_measure(client: Client, world: World) -> None:
    ended("Längst vorbei", state_since=DAY)
    text = sign_in(client, world.koordination).get("/massnahmen/?von=2025").content.decode()
    assert ("Längst vorbei" in text, "Vorlesestunden" in text) == (False, True)


def test_measure_without_report_is_stale_by_its_start_or_else_its_entry() -> None:
    today = timezone.localdate()
    make_measure(title="heute eingetragen")
    make_measure(title="seit langem", start_date=add_months(today, -19))
    make_measure(title="seit kurzem", start_date=add_months(today, -17))
    late = make_progress(measure=make_measure(title="alt berichtet"), state=ProgressState.ACCEPTED)
    moment = timezone.now() - dt.timedelta(days=600)
    ProgressReport.objects.filter(pk=late.pk).update(decided_at=moment, submitted_at=moment)
    make_progress(measure=make_measure(title="neu berichtet", start_date=DAY), state=ProgressState.ACCEPTED)
    assert set(Measure.objects.stale().values_list("title", flat=True)) == {"seit langem", "alt berichtet"}


def test_stale_is_what_plain_sql_finds() -> None:
    make_measure(start_date=dt.date(2020, 1, 1))
    make_measure()
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM measures_measure WHERE start_date < %s", [dt.date(2021, 1, 1)])
        assert cursor.fetchone()[0] == Measure.objects.stale().count() == 1
