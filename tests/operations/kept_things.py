"""Pages of one thing of the steering that are kept: how each is made, and a change that it has to follow."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.utils import timezone

from measures.models import CheckAnswer, Consultation, FundingProgramme
from roundtables.models import GoalComment
from roundtables.services.comment_rounds import open_round
from success_factors.models import AreaValue, Goal, IndicatorValue
from tests.factories import (
    World,
    make_area_value,
    make_district,
    make_edition,
    make_gauge,
    make_goal,
    make_indicator,
    make_programme,
    make_resolution,
    make_value,
)
from tests.measures.checks import opened, released

Made = tuple[str, Callable[[], Any]]
WORD: Final = "Ganz anders"


def resolution(world: World) -> Made:
    row = make_resolution()
    heard = {"kind": "hearing", "committee": row.committee, "day": timezone.localdate(), "note": WORD}
    return row.get_absolute_url(), lambda: Consultation.objects.create(resolution=row, **heard)


def goal(world: World) -> Made:
    row = make_goal()
    make_gauge(row, make_indicator())
    return row.get_absolute_url(), lambda: row.gauges.update(note=WORD)


def indicator(world: World) -> Made:
    value = make_value()
    return value.indicator.get_absolute_url(), lambda: IndicatorValue.objects.update(source=WORD)


def areas(world: World) -> Made:
    row = make_area_value(indicator=make_indicator(), district=make_district(1, "Innenstadt"))
    return f"{row.indicator.get_absolute_url()}gebiete/", lambda: AreaValue.objects.update(source=WORD)


def programme(world: World) -> Made:
    row = make_programme(measures=[world.praeventionsnetz])
    return row.get_absolute_url(), lambda: FundingProgramme.objects.update(note=WORD)


def self_check(world: World) -> Made:
    opened(world)
    row = released(world, world.jugendamt)
    return row.get_absolute_url(), lambda: CheckAnswer.objects.update(note=WORD)


def comment_round(world: World) -> Made:
    draft, today = make_edition(state="draft"), timezone.localdate()
    make_goal(edition=draft)
    given = {"title": "Ihre Meinung", "until": today + timedelta(days=9), "answer_by": today + timedelta(days=30)}
    given |= {"is_public": True}
    row = open_round(draft, by=world.koordination, values=given, goals=Goal.objects.all())
    said = {"channel": "portal", "received_on": today, "deadline": row.until, "text": WORD}
    return row.get_absolute_url(), lambda: GoalComment.objects.create(put_goal=row.put_goals.get(), **said)


THINGS: Final = (resolution, goal, indicator, areas, programme, self_check, comment_round)
KEPT_THINGS: Final = (
    "resolution-detail", "goal-detail", "indicator-detail", "area-values", "programme-detail", "comment-round-detail",
)  # fmt: skip
"""Their addresses; the one of a self-check is a form as well."""
