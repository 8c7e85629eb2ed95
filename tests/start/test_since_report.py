"""What the start page of the Gremium says about the time since the last report."""

import pytest
from django.test import Client

from measures.enums import MeasureState, TrafficLight
from measures.models import Measure, ProgressReport
from reporting.enums import ReportState
from reporting.models import Report
from reporting.selectors.last_report import last_report
from reporting.selectors.since_report import since_last_report
from tests.factories import World, make_measure, make_progress, make_published, make_report, make_round, sign_in

pytestmark = pytest.mark.django_db
ORDER = ["green", "yellow", "red"]
COLOURS = [*ORDER, "unknown"]


def answer(measure: Measure, light: str) -> ProgressReport:
    reason = "Geld fehlt." if light in ("yellow", "red") else ""
    there = make_round()
    return make_progress(
        measure=measure, round=there, state="accepted", traffic_light=light, traffic_light_reason=reason
    )


@pytest.fixture
def moved(world: World) -> dict[tuple[str, str], Measure]:
    """A measure for each colour of the report and each of today, one that ended meanwhile, and one that is new."""
    found = {(then, now): make_measure() for then in COLOURS for now in COLOURS}
    ended = make_measure()
    for (then, _), measure in [*found.items(), (("green", ""), ended)]:
        answer(measure, then)
    make_published()
    for (_, now), measure in [*found.items(), (("", "red"), ended), (("", "red"), make_measure())]:
        answer(measure, now)
    Measure.objects.filter(pk=ended.pk).update(state=MeasureState.COMPLETED)
    return found


def test_only_colours_that_got_better_or_worse_are_told(world: World, moved: dict[tuple[str, str], Measure]) -> None:
    since = since_last_report(world.integrationsrat_person, last_report())
    assert since is not None
    wanted = {key: m.pk for key, m in moved.items() if key[0] != key[1] and "unknown" not in key}
    assert {(str(each.before), str(each.after)): each.measure.pk for each in since.moved} == wanted
    worse = [ORDER.index(now) > ORDER.index(then) for then, now in wanted]
    assert (since.worse, since.better) == (worse.count(True), worse.count(False)) == (3, 3)
    assert [str(each.after) for each in since.moved if each.is_worse] == ["red", "red", "yellow"]


def test_start_page_of_the_council_shows_them(world: World, moved: dict, client: Client) -> None:
    page = sign_in(client, world.integrationsrat_person).get("/")
    text = " ".join(page.text.split())
    assert "<strong>3 Maßnahmen</strong> schlechter, <strong>3 Maßnahmen</strong> besser." in text
    assert f"vorher {TrafficLight.GREEN.label}, heute" in text
    assert "Stand der Erfolgsfaktoren" in text


def test_a_withdrawn_report_is_not_compared_with(world: World, moved: dict) -> None:
    Report.objects.update(state=ReportState.WITHDRAWN)
    assert since_last_report(world.integrationsrat_person, last_report()) is None


def test_a_draft_is_not_compared_with(world: World) -> None:
    make_report()
    assert since_last_report(world.integrationsrat_person, last_report()) is None
