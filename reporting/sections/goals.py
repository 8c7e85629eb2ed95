"""The goals of the concept and what became of them."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from reporting.models import Section
from reporting.sections.kinds import Question, SectionKind
from reporting.sections.source import Source
from success_factors.enums import GoalState

Json = dict[str, Any]


def goals_data(source: Source) -> Json:
    """The goals of the edition in force."""
    return {"goals": source.goals}


def goals_questions(source: Source, section: Section) -> Iterable[Question]:
    """Goals whose year has passed and of which nobody has said what became."""
    overdue = [
        goal
        for goal in source.goals
        if goal["state"]["key"] == GoalState.OPEN and goal["target_year"] and goal["target_year"] < source.day.year
    ]
    if overdue:
        whose = "Ein Ziel ist" if len(overdue) == 1 else f"{len(overdue)} Ziele sind"
        sentence = f"{whose} noch offen, obwohl das Zieljahr vorbei ist. Bitte sagen Sie, was daraus geworden ist."
        yield Question(sentence, f"{reverse('success_factors:goal-list')}?status={GoalState.OPEN}")


def no_goals(content: Json, text: str) -> bool:
    """No goal is recorded and nobody wrote about it."""
    return not content.get("goals") and not text.strip()


GOALS = SectionKind(
    key="goals",
    title="Ziele des Integrationskonzepts",
    template="pdf/report/sections/goals.html",
    anchor="ziele",
    hint="Was die Stadt sich vorgenommen hat und was daraus wurde.",
    data=goals_data,
    questions=goals_questions,
    is_empty=no_goals,
)
