"""The report tells how people took part in the next goals, counted a second time, and no word of a draft."""

import pytest
from django.utils import timezone

from reporting.content.figures import figures
from reporting.content.sentences import SENTENCES
from reporting.content.snapshot import build_snapshot
from reporting.formats.html import report_html
from reporting.models import Report
from reporting.publication.recount import recounted
from roundtables.models import CommentRound, GoalComment, PutGoal
from success_factors.models import ConceptEdition, Goal
from tests.factories import World, make_coordinator, make_edition, make_goal, make_organisation

pytestmark = pytest.mark.django_db


def asked(report: Report, edition: ConceptEdition, *, is_public: bool = False) -> CommentRound:
    """Two goals were put to comment in the period; three comments came, of which one waits."""
    day = report.period_start
    dates = {"opened_on": day, "until": day.replace(month=2), "answer_by": day.replace(month=3)}
    comment_round = CommentRound.objects.create(edition=edition, title="Geheimer Titel", is_public=is_public, **dates)
    for position, goal in enumerate(Goal.objects.filter(guiding_goal__edition=edition).order_by("pk"), start=1):
        words = {"guiding_goal": "Leitziel", "text": f"Zur Beteiligung {position}", "position": position}
        put = PutGoal.objects.create(round=comment_round, goal=goal, **words)
    given = {"put_goal": put, "channel": "account", "received_on": day, "deadline": dates["until"]}
    by = make_coordinator()
    given |= {"author": by, "organisation": make_organisation("Verein")}
    answer = {"answer": "Darum", "answered_at": report.created_at, "answered_by": by}
    for outcome, more in (("taken", answer | {"is_late_answer": True}), ("declined", answer), ("open", {})):
        GoalComment.objects.create(text="Ein Kommentar", outcome=outcome, **given, **more)
    return comment_round


@pytest.fixture
def edition(world: World) -> ConceptEdition:
    found = make_edition(title="Entwurf", state="draft")
    for number in (1, 2):
        make_goal(edition=found, text=f"Verborgenes Ziel {number}")
    return found


def test_report_counts_comments_as_sql_does(world: World, draft: Report, edition: ConceptEdition) -> None:
    asked(draft, edition)
    content = build_snapshot(draft)
    told = {each.key: each.value for each in figures(content) if each.key.startswith("taking_part")}
    second = {key: value for key, value in recounted(draft).items() if key.startswith("taking_part")}
    assert told == second
    assert second == {
        "taking_part": "1", "taking_part:goals": "2", "taking_part:comments": "3", "taking_part:late": "1",
        "taking_part:changed": "0", "taking_part:open": "1", "taking_part:taken": "1", "taking_part:declined": "1",
    }  # fmt: skip
    sentence = "2 Ziele standen zur Beteiligung, es kamen 3 Kommentare: "
    assert SENTENCES["taking_part"](content) == sentence + "1 noch offen, 1 übernommen und 1 nicht übernommen."


def test_dismissed_comment_counts_in_neither_computation(world: World, draft: Report, edition: ConceptEdition) -> None:
    asked(draft, edition)
    late = GoalComment.objects.filter(is_late_answer=True)
    late.update(dismissed_at=timezone.now(), dismiss_reason="Werbung")
    told = {each.key: each.value for each in figures(build_snapshot(draft)) if each.key.startswith("taking_part")}
    assert told == {key: value for key, value in recounted(draft).items() if key.startswith("taking_part")}
    assert (told["taking_part:comments"], told["taking_part:late"]) == ("2", "0")


def test_no_word_of_a_draft_stands_in_a_report(world: World, draft: Report, edition: ConceptEdition) -> None:
    asked(draft, edition)
    html = report_html(build_snapshot(draft))
    words = ("Beteiligung ohne öffentlichen Titel", "Geheimer Titel", "Zur Beteiligung 1", "Verborgenes Ziel")
    assert [word in html for word in words] == [True, False, False, False]


def test_report_tells_what_changed_once_it_is_adopted(world: World, draft: Report, edition: ConceptEdition) -> None:
    asked(draft, edition)
    ConceptEdition.objects.filter(pk=edition.pk).update(
        state="adopted", adopted_date=draft.period_start, adopted_precision="day"
    )
    [told] = build_snapshot(draft)["taking_part"]
    assert (told["title"], told["changed"]) == ("Beteiligung ohne öffentlichen Titel", [])
    assert recounted(draft)["taking_part:changed"] == "0"
    CommentRound.objects.update(is_public=True)
    [told] = build_snapshot(draft)["taking_part"]
    assert told["title"] == "Geheimer Titel"
    assert told["changed"] == [
        {"before": f"Zur Beteiligung {number}", "after": f"Verborgenes Ziel {number}"} for number in (1, 2)
    ]
    assert recounted(draft)["taking_part:changed"] == "2"


def test_round_of_another_period_is_not_told(world: World, draft: Report, edition: ConceptEdition) -> None:
    found = asked(draft, edition)
    CommentRound.objects.filter(pk=found.pk).update(opened_on=draft.period_start.replace(year=2020))
    assert build_snapshot(draft)["taking_part"] == []
    assert not [key for key in recounted(draft) if key.startswith("taking_part")]
