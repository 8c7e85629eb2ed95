"""The goals of the concept and what became of them."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse

from reporting.content.achievements import achievements_of, judgements_of_goals
from reporting.content.goals_in_force import count_overdue, goals_of_the_edition_in_force
from reporting.content.sections.kinds import Question, SectionKind
from reporting.content.sections.source import Source
from reporting.content.shape import Content, PartOfReport
from reporting.content.taking_part import taking_part
from reporting.models import Section


def goals_data(source: Source) -> PartOfReport:
    """The goals of the edition in force, how far they are, and how people took part in the next one."""
    return {
        "goals": source.goals,
        "taking_part": taking_part(source.report),
        "achievements": achievements_of(source.day),
        "goal_judgements": judgements_of_goals(source.day),
    }


def goals_questions(source: Source, section: Section) -> Iterable[Question]:
    """Goals whose year has passed and of which nobody has said what became."""
    if overdue := count_overdue(source.day):
        whose = "Ein Ziel ist" if overdue == 1 else f"{overdue} Ziele sind"
        sentence = f"{whose} noch offen, obwohl das Zieljahr vorbei ist. Bitte sagen Sie, was daraus geworden ist."
        yield Question(sentence, _overdue_url(source.day))


def _overdue_url(day: dt.date) -> str:
    """The list of the same goals: those of the edition in force."""
    (edition,) = set(goals_of_the_edition_in_force(day).values_list("guiding_goal__edition", flat=True))
    return f"{reverse('success_factors:goal-list')}?zieljahr=vorbei&fassung={edition}"


def no_goals(content: Content, text: str) -> bool:
    """No goal is recorded, nobody was asked about one, and nobody wrote about it."""
    return not content.get("goals") and not content.get("taking_part") and not text.strip()


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
