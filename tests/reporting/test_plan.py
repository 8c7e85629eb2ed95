"""The way to the meeting, and the page of all changes."""

import datetime as dt

from django.urls import reverse

from reporting.models import Report
from reporting.selectors.plan import plan_calendar, plan_of
from tests.factories import World, make_progress, make_round, sign_in


def test_plan_counts_backwards_from_the_meeting(world: World, draft: Report) -> None:
    draft.meeting_on = dt.date(2027, 3, 10)
    steps = plan_of(draft)
    assert [step.due_on for step in steps][-2:] == [dt.date(2027, 2, 17), dt.date(2027, 3, 10)]
    assert [step.is_done for step in steps] == [False] * 7


def test_plan_without_a_meeting_is_empty(world: World, draft: Report) -> None:
    assert plan_of(draft) == []


def test_plan_without_a_meeting_leads_to_the_frame(client, world: World, draft: Report) -> None:
    page = sign_in(client, world.koordination).get(reverse("reporting:report-plan", args=[draft.pk])).text
    assert page.count(reverse("reporting:report-edit", args=[draft.pk])) == 1
    assert "Tag der Sitzung eintragen" in page


def test_plan_sees_the_round_that_is_open(world: World, draft: Report) -> None:
    make_round(period_start=dt.date(2025, 1, 1), period_end=dt.date(2025, 12, 31))
    draft.meeting_on = dt.date(2027, 3, 10)
    assert [step.is_done for step in plan_of(draft)][:2] == [True, False]


def test_plan_says_how_many_answers_were_never_given(world: World, draft: Report) -> None:
    asked = make_round(period_start=dt.date(2025, 1, 1), period_end=dt.date(2025, 12, 31), state="closed")
    make_progress(round=asked, measure=world.praeventionsnetz, state="accepted")
    make_progress(round=asked, measure=world.vorlesestunden, state="no_response")
    draft.meeting_on = dt.date(2027, 3, 10)
    labels = [step.label for step in plan_of(draft)]
    assert "Sachstände sind geprüft (1 von 2 angenommen, 1 ohne Rückmeldung)" in labels


def test_plan_calendar_has_an_entry_for_each_step(world: World, draft: Report) -> None:
    draft.meeting_on = dt.date(2027, 3, 10)
    assert plan_calendar(draft).count("BEGIN:VEVENT") == 7


def test_changes_of_the_first_report_say_that_there_is_none_before(client, world: World, published: Report) -> None:
    sign_in(client, world.integrationsrat_person)
    text = client.get(reverse("reporting:report-changes", args=[published.pk])).text
    assert "Vor diesem Bericht gab es keinen" in text
