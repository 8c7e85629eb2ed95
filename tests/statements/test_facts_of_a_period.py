"""A report tells of its period: each kind of fact of one day, beside reports of the times before, between and after it.

What stands is told as of the day of the data, with its own day beside it; it is no gain, no trouble and no number of
the period. Both computations are asked, each limits the period for itself.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest

from measures.models import Measure, MeasureEvent
from neuss_integration.portal.models import Enquiry
from neuss_integration.portal.services.enquiries import receive_enquiry
from reporting.content.snapshot import build_snapshot
from reporting.publication.recount import checked, recounted
from roundtables.models import CommentRound, Forwarding
from tests.factories import (
    make_committee,
    make_coordinator,
    make_department,
    make_edition,
    make_measure,
    make_meeting,
    make_need,
    make_progress,
    make_proposal,
    make_report,
    make_resolution,
    make_round,
)
from tests.measures.factories import (
    make_evaluation,
    make_funding,
    make_key_figure,
    make_key_figure_value,
    make_milestone,
)
from tests.portal.factories import make_campaign

pytestmark = pytest.mark.django_db
DAY: Final = dt.date(2024, 5, 6)
LONG_BEFORE, BETWEEN, OWN, AFTER = ((1990, 1991), (2015, 2016), (2024, 2024), (2025, 2026))
Content = Any


def reached_milestone() -> None:
    make_milestone(measure=make_measure(), due_date=DAY, done_on=DAY)


def missed_milestone() -> None:
    make_milestone(measure=make_measure(), due_date=DAY)


def late_milestone() -> None:
    make_milestone(measure=make_measure(), due_date=DAY, done_on=DAY + dt.timedelta(days=1))


def planned_measure() -> None:
    measure = make_measure(state="planned", start_date=None)
    Measure.objects.filter(pk=measure.pk).update(created_at=dt.datetime(2024, 5, 6, 9, tzinfo=dt.UTC))


def started_measure() -> None:
    """Planned when it was entered, running by now; nobody wrote down when it began."""
    measure = make_measure(state="running", start_date=None)
    at = dt.datetime(2024, 5, 6, 9, tzinfo=dt.UTC)
    Measure.objects.filter(pk=measure.pk).update(created_at=at)
    MeasureEvent.objects.create(
        measure=measure, actor=make_coordinator(), transition="create", to_state="planned", at=at
    )


def success() -> None:
    make_evaluation(measure=make_measure(), rating="success", evaluated_on=DAY)


def failure() -> None:
    make_evaluation(measure=make_measure(), rating="failure", evaluated_on=DAY)


def less_money() -> None:
    make_funding(measure=make_measure(), year=DAY.year, planned=2000, granted=1000)


def reached_key_figure() -> None:
    figure = make_key_figure(measure=make_measure(), target_value=40, target_date=DAY)
    make_key_figure_value(key_figure=figure, value=40, reference_date=DAY, reference_precision="day")


def dropped_measure() -> None:
    make_measure(state="dropped", state_reason="Kein Geld", end_date=DAY, end_precision="day")


def completed_measure() -> None:
    make_measure(state="completed", state_reason="Fertig", state_since=DAY)


def answer() -> None:
    asked = make_round(period_start=dt.date(2024, 1, 1), period_end=dt.date(2024, 12, 31), state="closed")
    told = {
        "traffic_light": "red",
        "traffic_light_reason": "Grund",
        "observed_effect": "Mehr Kinder",
        "participants": 90,
    }
    make_progress(round=asked, state="accepted", what_did_not_work="Personal", delay_reason="money", **told)


def silence() -> None:
    asked = make_round(period_start=dt.date(2024, 1, 1), period_end=dt.date(2024, 12, 31), state="closed")
    make_progress(round=asked, state="no_response")


def resolution() -> None:
    make_resolution(resolved_date=DAY, votes_for=12, votes_against=1)


def settled_order() -> None:
    told = {"state": "done", "settled_on": DAY, "outcome": "Berichtet", "link": "https://rat.example/1"}
    order = {"order_text": "Bitte berichten", "responsible_department": make_department("Jugendamt")}
    make_resolution(resolved_date=DAY, **told, **order)


def held_meeting() -> None:
    make_meeting(starts_at=dt.datetime(2024, 5, 6, 15, tzinfo=dt.UTC), state="held")


def decided_need() -> None:
    make_need(is_public=True, state="not_pursued", state_reason="Grund", raised_on=DAY)


def unreleased_need() -> None:
    make_need(is_public=False, state="not_pursued", state_reason="Grund", raised_on=DAY)


def forwarded_proposal() -> None:
    need = make_need(is_public=False, state="not_pursued", state_reason="Grund", raised_on=DAY)
    proposal = make_proposal(state="forwarded", needs=[need])
    told = {"committee": make_committee(), "forwarded_by": make_coordinator(), "paper_text": "Text"}
    Forwarding.objects.create(proposal=proposal, forwarded_on=DAY, **told)


def enquiry() -> None:
    receive_enquiry(values={"message": "Frage"})
    Enquiry.objects.update(received_on=DAY)


def campaign() -> None:
    make_campaign(starts_on=DAY, reach=40, cost=75, is_released=True)


def comment_round() -> None:
    days = {"opened_on": DAY, "until": DAY, "answer_by": DAY + dt.timedelta(days=1)}
    CommentRound.objects.create(edition=make_edition(), title="Meinung", is_public=True, **days)


def money_of_the_year() -> None:
    make_funding(measure=make_measure(), year=DAY.year, planned=1000, granted=1000, spent=900)


def weighed(content: Content) -> Any:
    return content["summary"]["worked"] + content["summary"]["not_worked"]


def tables(name: str) -> Callable[[Content], Any]:
    return lambda content: content["round_tables"][name]


def part(name: str) -> Callable[[Content], Any]:
    return lambda content: content[name]


def outreach(content: Content) -> Any:
    return content["outreach"]["enquiries"]["total"] or content["outreach"]["campaigns"]


def told_of_answers(content: Content) -> Any:
    entries = [each for field in content["fields"] for each in field["measures"]]
    lights = [each["light"]["key"] for each in entries if each["light"]["key"] != "unknown"]
    told = [each["progress"] for each in entries if each["progress"]]
    return lights + told + content["rounds"] + content["delays"] + weighed(content)


def told_of_ends(content: Content) -> Any:
    return [each for rows in content["ended"].values() for each in rows] + weighed(content)


KINDS: Final[dict[Callable[[], None], Callable[[Content], Any]]] = {
    reached_milestone: weighed, missed_milestone: weighed, late_milestone: weighed,
    success: weighed, failure: weighed, less_money: weighed, reached_key_figure: weighed,
    planned_measure: lambda content: content["summary"]["total"],
    started_measure: lambda content: content["summary"]["total"],
    dropped_measure: told_of_ends, completed_measure: told_of_ends,
    answer: told_of_answers, silence: part("rounds"), resolution: part("resolutions"), settled_order: part("orders"),
    held_meeting: tables("meetings"), decided_need: tables("needs"), unreleased_need: tables("unreleased"),
    forwarded_proposal: tables("proposals"), enquiry: outreach, campaign: outreach, comment_round: part("taking_part"),
    money_of_the_year: lambda content: content["funding"]["by_year"],
}  # fmt: skip
"""What happened on DAY, and all that a report may tell of it as part of its period."""
GOES_ON: Final = {missed_milestone, planned_measure, started_measure}
"""What is open or planned still is in the period after."""


def reports() -> Iterator[tuple[tuple[int, int], Content, list[str]]]:
    """The content of a report of each time, and which figures the second computation gives otherwise."""
    report = make_report()
    for start, end in (LONG_BEFORE, BETWEEN, OWN, AFTER):
        report.period_start, report.period_end = dt.date(start, 1, 1), dt.date(end, 12, 31)
        report.save()
        content = build_snapshot(report)
        other = [each.figure.key for each in checked(content, recounted(report)) if not each.is_equal]
        yield (start, end), content, other


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_fact_of_a_day_is_told_in_its_period_only(kind: Callable[[], None]) -> None:
    kind()
    found = {period: (bool(KINDS[kind](content)), other) for period, content, other in reports()}
    told = {LONG_BEFORE: False, BETWEEN: False, OWN: True, AFTER: kind in GOES_ON}
    assert found == {period: (is_told, []) for period, is_told in told.items()}


@pytest.mark.parametrize(
    ("done_on", "troubles"),
    [
        (dt.date(2024, 5, 7), [[], [], ["Meilenstein verspätet erreicht"], []]),
        (dt.date(2025, 2, 1), [[], [], ["Meilenstein verpasst"], []]),
        (None, [[], [], ["Meilenstein verpasst"], ["Meilenstein verpasst"]]),
    ],
)
def test_delay_is_a_trouble_of_the_period_in_which_the_day_passed(
    done_on: dt.date | None, troubles: list[list[str]]
) -> None:
    make_milestone(measure=make_measure(), due_date=DAY, done_on=done_on)
    found = [(content["summary"]["not_worked"], content["summary"]["worked"], other) for _, content, other in reports()]
    assert [[reason for each in told for reason in each["reasons"]] for told, _, _ in found] == troubles
    assert [(gains, other) for _, gains, other in found] == [([], [])] * 4


@pytest.mark.parametrize(("evaluated_on", "is_told"), [(dt.date(2025, 2, 1), True), (dt.date(2023, 2, 1), False)])
def test_evaluation_of_what_ended_in_the_period_is_told_also_when_it_was_made_later(
    evaluated_on: dt.date, is_told: bool
) -> None:
    ended = make_measure(state="completed", state_reason="Fertig", end_date=DAY, end_precision="day")
    make_evaluation(measure=ended, rating="success", evaluated_on=evaluated_on)
    found = {period: (bool(weighed(content)), other) for period, content, other in reports()}
    assert found[OWN] == (is_told, [])
    assert found[AFTER] == (False, [])


@pytest.mark.parametrize(("later", "is_told"), [(39, True), (50, True)])
def test_target_counts_as_it_stood_at_the_end_of_the_period(later: int, is_told: bool) -> None:
    figure = make_key_figure(measure=make_measure(), target_value=40, target_date=DAY)
    for day, value in ((DAY, 40), (dt.date(2026, 6, 30), later)):
        make_key_figure_value(key_figure=figure, value=value, reference_date=day, reference_precision="day")
    found = {period: (bool(weighed(content)), other) for period, content, other in reports()}
    assert found[OWN] == (is_told, [])
    assert found[AFTER] == (later >= 40, [])


def test_what_stands_is_told_with_its_day_and_is_no_gain_of_another_time() -> None:
    measure = make_measure()
    make_milestone(measure=measure, title="Eröffnung", due_date=DAY, done_on=DAY)
    make_evaluation(measure=measure, rating="success", evaluated_on=DAY)
    (_, content, _), *_ = reports()
    (told,) = (each for field in content["fields"] for each in field["measures"])
    assert told["milestones"][0]["state"]["label"] == "erreicht am 06.05.2024"
    assert told["evaluation"]["evaluated_label"] == "06.05.2024"
    assert (content["summary"]["worked_of"], content["report"]["period"]["end"]) == (0, "1991-12-31")
