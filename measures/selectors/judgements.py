"""Reading judgements: those of the Integrationsbüro beside those of the offices, over time."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from measures.models import Judgement, Measure, ProgressReport
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from neuss_integration.city.models import Department
from success_factors.models import Goal
from success_factors.selectors.goals import line_of


@dataclass(frozen=True, slots=True)
class OfficeJudgement:
    """What an office thinks: of its measure as it said in a Sachstand, of a goal as it said there."""

    who: str
    told: str
    reason: str
    day: dt.date
    rating: str = ""
    light: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Judgements:
    """Both sides, the newest first; none replaces the other."""

    office: Sequence[Judgement]
    departments: Sequence[OfficeJudgement]

    @property
    def last(self) -> Judgement | None:
        """The newest of the Integrationsbüro."""
        return self.office[0] if self.office else None


def offices_of_goal(goal: Goal, user: Any) -> list[Department]:
    """The offices of `user` that lead a measure which serves `goal` or one that it carries on; two queries."""
    access = access_of(user)
    if not access.has(Permission.EDIT_OWN_MEASURES) or not access.department_ids:
        return []
    served = Measure.goals.through.objects.filter(goal__in=line_of(goal)).values("measure")
    led = Measure.objects.filter(pk__in=served, lead_department__in=access.department_ids)
    return list(Department.objects.filter(pk__in=led.values("lead_department")).in_german_order())


def judgements_of_goal(goal: Goal, user: Any) -> Judgements:
    """Those of `goal` and of the goals it carries on that `user` may see; one query."""
    found = list(
        Judgement.objects.visible_to(user)
        .filter(goal__in=line_of(goal))
        .select_related("department", "author")
        .newest_first()
    )
    departments = [
        OfficeJudgement(str(each.department), each.get_rating_display(), each.reason, each.judged_on, each.rating)
        for each in found
        if each.department is not None
    ]
    return Judgements([each for each in found if each.department is None], departments)


def judgements_of_measure(measure: Measure, reports: Sequence[ProgressReport], user: Any) -> Judgements:
    """Those of `measure`; `reports` are its accepted Sachstände, which tell what the office thinks. One query."""
    office = Judgement.objects.visible_to(user).filter(measure=measure).select_related("author").newest_first()
    return Judgements(list(office), [_said(each) for each in reports])


def _said(report: ProgressReport) -> OfficeJudgement:
    return OfficeJudgement(
        who=str(report.department),
        told=report.get_traffic_light_display(),
        reason=report.traffic_light_reason,
        day=timezone.localdate(report.submitted_at or report.decided_at),
        light=report.traffic_light,
        source=str(report.round),
    )
