"""How far a goal is, and how it and a measure are judged, for their pages."""

from typing import Any, Final

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.safestring import SafeString

from measures.enums import JudgementRating
from measures.models import GoalGauge
from measures.selectors.achievement import achievements, gauges_with_values
from measures.selectors.judgements import judgements_of_goal, judgements_of_measure, offices_of_goal
from neuss_integration.accounts.enums import Permission
from neuss_integration.foundation.ui import signs
from success_factors.models import Goal
from success_factors.selectors.goals import line_of

register = template.Library()

RATING_SIGNS: Final = {
    JudgementRating.REACHED: "success",
    JudgementRating.ON_TRACK: "success",
    JudgementRating.AT_RISK: "warning",
    JudgementRating.OFF_TRACK: "danger",
    JudgementRating.UNCLEAR: "neutral",
}


@register.inclusion_tag("measures/includes/goal_gauges.html", takes_context=True)
def gauges_of(context: Context, goal: Goal) -> dict[str, Any]:
    """By what `goal` and the goals it carries on are measured, and how far they are; seven queries at most."""
    user = context["user"]
    gauges = gauges_with_values(GoalGauge.objects.visible_to(user).filter(goal__in=line_of(goal)))
    inside = user.access.has(Permission.VIEW_INTERNAL)
    return {
        "goal": goal,
        "rows": achievements(gauges.order_by("-goal", "pk"), inside=inside, today=timezone.localdate()),
        "may_edit": user.access.has(Permission.MAINTAIN_CONCEPT),
    }


@register.inclusion_tag("measures/includes/judgements.html", takes_context=True)
def judgements_about_goal(context: Context, goal: Goal) -> dict[str, Any]:
    """What the Integrationsbüro thinks of `goal` beside what the offices think."""
    user = context["user"]
    may_judge = user.access.has(Permission.MAINTAIN_CONCEPT) or bool(offices_of_goal(goal, user))
    return {"found": judgements_of_goal(goal, user), "thing": goal, "is_goal": True, "may_judge": may_judge}


@register.inclusion_tag("measures/includes/judgements.html", takes_context=True)
def judgements_about_measure(context: Context, measure: Any) -> dict[str, Any]:
    """What the Integrationsbüro thinks of `measure` beside its Sachstände; needs `with_profile`. One query."""
    user = context["user"]
    found = judgements_of_measure(measure, measure.accepted_reports, user)
    may_judge = user.access.has(Permission.MAINTAIN_MEASURES)
    return {"found": found, "thing": measure, "is_goal": False, "may_judge": may_judge}


@register.simple_tag
def judgement_sign(rating: str) -> SafeString:
    """The badge of a judgement."""
    chosen = JudgementRating(rating)
    return signs.badge(chosen.label, variant=RATING_SIGNS[chosen])
