"""The large city for load tests: written in bulk, as consistent as the services would leave it."""

from collections import Counter

import pytest
from django.core.management import call_command

from measures.enums import ASKED_STATES, MeasureState, RoundState
from measures.models import Measure, NumberCounter, ProgressReport, ReportingRound
from measures.services.search_texts import refresh_search_text
from neuss_integration.demo.large.building import build_large

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def city(django_db_setup, django_db_blocker):
    """Built once for the module, and removed after it."""
    with django_db_blocker.unblock():
        try:
            yield list(build_large(measures=60, rounds=3))
        finally:
            call_command("flush", interactive=False, verbosity=0)


def test_large_city_has_the_size_asked_for():
    assert Measure.objects.count() == 60
    assert list(ReportingRound.objects.order_by("due_on").values_list("state", flat=True)) == [
        RoundState.CLOSED,
        RoundState.CLOSED,
        RoundState.OPEN,
    ]


def test_large_city_has_answers_in_every_state():
    assert set(ProgressReport.objects.values_list("state", flat=True)) == {*ASKED_STATES}


def test_latest_progress_is_the_newest_accepted_answer():
    for measure in Measure.objects.all():
        newest = measure.progress_reports.accepted().order_by("-round__period_end").first()
        assert measure.latest_progress == newest


def test_search_text_is_what_the_service_would_write():
    for measure in Measure.objects.all():
        stored = measure.search_text
        refresh_search_text(measure)
        assert measure.search_text == stored


def test_ended_measures_are_not_asked_about_again():
    for measure in Measure.objects.filter(state__in=[MeasureState.COMPLETED, MeasureState.ROUTINE]):
        assert measure.progress_reports.order_by("-round__period_end")[0].measure_state == measure.state


def test_every_step_of_an_answer_is_in_its_history():
    for report in ProgressReport.objects.all():
        steps = list(report.history.order_by("history_id").values_list("version", "state"))
        assert [version for version, _ in steps] == list(range(1, report.version + 1))
        assert steps[-1][1] == report.state


def test_every_step_of_an_answer_has_its_event():
    for report in ProgressReport.objects.all():
        assert report.events.count() == report.version - 1
        assert report.version == 1 or report.events.last().to_state == report.state


def test_history_of_a_measure_ends_with_its_state_and_districts():
    for measure in Measure.objects.all():
        newest = measure.history.first()
        assert (newest.state, newest.version) == (measure.state, measure.version)
        stored = Counter(newest.districts.values_list("district_id", flat=True))
        assert stored == Counter(measure.districts.values_list("pk", flat=True))


def test_next_measure_gets_the_next_number():
    numbers = Counter(number[2:6] for number in Measure.objects.values_list("number", flat=True))
    assert {str(year): last for year, last in NumberCounter.objects.values_list("year", "last")} == numbers
