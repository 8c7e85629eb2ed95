"""A Beteiligungsrunde about the invented goals of the draft; every comment and answer is invented too."""

import datetime as dt
from typing import Any, Final

from neuss_integration.demo.accounts import person
from roundtables.enums.comments import CommentOutcome
from roundtables.models import CommentRound, PutGoal, RoundTable
from roundtables.selectors.comments import speaking_for
from roundtables.services.comment_rounds import open_round
from roundtables.services.goal_comments import answer_comment, comment_on, record_comment
from success_factors.models import ConceptEdition, Goal

TITLE: Final = "Demonstration: Ihre Meinung zu den neuen Zielen"
INTRODUCTION: Final = "Demonstration: Die Ziele und alle Kommentare sind erfunden."
SAID: Final = (
    "Demonstration: Am Abend fehlt oft die Kinderbetreuung. Bitte nehmen Sie sie in das Ziel auf.",
    "Demonstration: Fünf Sprachen reichen nicht, Gebärdensprache gehört dazu.",
)
ANSWER: Final = "Demonstration: Das Ziel nennt die Kinderbetreuung künftig, aber nicht für jeden Abend."


def play(today: dt.date) -> bool:
    """A round asks the Runder Tisch and everybody; one comment is answered, one waits. False when there was one."""
    draft = ConceptEdition.objects.filter(state="draft").first()
    if CommentRound.objects.exists() or draft is None:
        return False
    by, tables = person("koordination"), list(RoundTable.objects.filter(finds_needs=True))
    dates = {"until": today + dt.timedelta(days=21), "answer_by": today + dt.timedelta(days=49)}
    values = {"title": TITLE, "introduction": INTRODUCTION, "is_public": True, "round_tables": tables} | dates
    asked = open_round(draft, by=by, values=values, goals=Goal.objects.filter(guiding_goal__edition=draft))
    goals = asked.put_goals.order_by("position")
    comment = _said_by_member(goals[0])
    given: dict[str, Any] = {"outcome": CommentOutcome.PARTLY, "answer": ANSWER, "public_text": SAID[0]}
    answer_comment(comment, by=by, expected_version=comment.version, **given)
    record_comment(goals[1], by=by, text=SAID[1], received_on=today)
    return True


def _said_by_member(put_goal: PutGoal) -> Any:
    member = person("rundertisch")
    organisation = speaking_for(member, put_goal.round).first()
    return comment_on(put_goal, by=member, text=SAID[0], organisation=organisation)
