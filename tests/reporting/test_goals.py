"""Goals in the report: those of the edition in force, with what became of them."""

import datetime as dt

from reporting.content.goals_in_force import goals_in_force
from reporting.content.sections.goals import goals_questions
from reporting.content.sections.source import Source
from reporting.content.snapshot import build_snapshot
from reporting.formats.html import report_html
from reporting.models import Report
from success_factors.enums import EditionState, GoalState
from success_factors.models import GuidingGoal
from tests.factories import World, make_edition, make_goal

DAY = dt.date(2026, 6, 1)


def test_snapshot_tells_goals_of_the_newest_adopted_edition_with_goals(world: World) -> None:
    old, new = make_edition(adopted_date=dt.date(2009, 1, 1)), make_edition(title="Konzept 2020")
    for edition in (old, new, make_edition(state=EditionState.DRAFT)):
        make_goal(edition=edition, text=f"Ziel von {edition.title}", target_year=2028)
    make_edition(adopted_date=dt.date(2025, 1, 1))
    make_edition(adopted_date=dt.date(2027, 1, 1))
    (told,) = goals_in_force(DAY)
    assert (told["text"], told["edition"], told["target_year"]) == ("Ziel von Konzept 2020", "Konzept 2020", 2028)
    assert told["state"] == {"key": "open", "label": "offen"}


def test_goals_stand_in_their_chapter_their_field_and_their_factor(world: World, draft: Report) -> None:
    guiding = GuidingGoal.objects.create(
        edition=make_edition(title="Konzept 2020"), position=2, title="Teilhabe", field_of_action=world.bildung
    )
    goal = make_goal(edition=guiding.edition, guiding_goal=guiding, text="Ein Treff je Stadtteil")
    goal.success_factors.set([world.factors[3]])
    content = build_snapshot(draft)
    assert [len(each["goals"]) for each in content["fields"] if each["name"] == "Bildung und Sprache"] == [1]
    html = report_html(content)
    assert html.count("2.1 Ein Treff je Stadtteil") == 2
    assert "<b>Ziel 2.1</b> Ein Treff je Stadtteil" in html


def test_report_without_goals_has_no_chapter_about_them(world: World, draft: Report) -> None:
    make_goal(edition=make_edition(state=EditionState.DRAFT), text="Entworfenes Ziel")
    content = build_snapshot(draft)
    assert "goals" not in [each["kind"] for each in content["sections"]]
    assert "Entworfenes Ziel" not in str(content)


def test_overdue_goals_are_asked_about(world: World, draft: Report) -> None:
    edition = make_edition()
    make_goal(edition=edition, target_year=2024)
    make_goal(edition=edition, target_year=2024, state=GoalState.REACHED)
    make_goal(edition=edition, target_year=2090)
    section = draft.sections.get(kind="goals")
    (question,) = goals_questions(Source(draft), section)
    assert question.text.startswith("Ein Ziel ist noch offen")
    assert question.url == f"/ziele/?zieljahr=vorbei&fassung={edition.pk}"


def test_goal_queries_do_not_grow(world: World, django_assert_num_queries) -> None:
    edition = make_edition()
    for _ in range(2):
        make_goal(edition=edition)
        make_goal(edition=edition)
        with django_assert_num_queries(2):
            goals_in_force(DAY)
