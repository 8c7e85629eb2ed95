"""Goals of a draft put to comment, what is said of them, and the answers."""

import datetime as dt
from typing import Any

from django.utils import timezone

from roundtables.models import CommentRound, GoalComment, TableMember
from roundtables.services.comment_rounds import open_round
from roundtables.services.goal_comments import answer_comment, comment_on
from success_factors.models import ConceptEdition, Goal
from tests.factories import World

OUTCOMES = """
    SELECT c.outcome, COUNT(*) FROM roundtables_goalcomment c JOIN roundtables_putgoal p ON p.id = c.put_goal_id
    WHERE p.round_id = %s GROUP BY c.outcome ORDER BY c.outcome
"""


def day(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def asked(world: World, draft: ConceptEdition, goals: int = 2, **values: Any) -> CommentRound:
    given = {"title": "Ihre Meinung", "until": day(10), "answer_by": day(30)} | values
    chosen = Goal.objects.filter(guiding_goal__edition=draft).order_by("pk")[:goals]
    return open_round(draft, by=world.koordination, values=given, goals=chosen)


def said(world: World, opened: CommentRound, seats: list[TableMember], text: str = "Mehr Mut!") -> GoalComment:
    goal, organisation = opened.put_goals.order_by("position")[0], seats[0].organisation
    return comment_on(goal, by=world.rundertisch_person, text=text, organisation=organisation)


def answered(world: World, comment: GoalComment, **given: Any) -> GoalComment:
    fields = {"outcome": "partly", "answer": "Ein Teil davon steht jetzt im Ziel."} | given
    return answer_comment(comment, by=world.koordination, expected_version=comment.version, **fields)
