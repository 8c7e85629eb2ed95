"""The goals of the concept and what became of them."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from reporting.content.goals_in_force import count_overdue
from reporting.content.sections.kinds import Question, SectionKind
from reporting.content.sections.source import Source
from reporting.models import Section
from success_factors.enums import GoalState

Json = dict[str, Any]


def goals_data(source: Source) -> Json:
    """The goals of the edition in force."""
    return {"goals": source.goals}


def goals_questions(source: Source, section: Section) -> Iterable[Question]:
    """Goals whose year has passed and of which nobody has said what became."""
    if overdue := count_overdue(source.day):
        whose = "Ein Ziel ist" if overdue == 1 else f"{overdue} Ziele sind"
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
