"""How far a goal is, and how it and a measure are judged, for their pages."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from measures.enums import JudgementRating
from measures.models import GoalGauge
from measures.selectors.achievement import Achievement
from measures.selectors.goals_achieved import achieved_by_goal, achieved_for
from measures.selectors.judgements import judgements_of_goal, judgements_of_measure, offices_of_goal
from measures.selectors.profile import effects_in_order
from neuss_integration.accounts.enums import Permission
from neuss_integration.foundation.ui import signs
from success_factors.enums import GoalState
from success_factors.models import Goal, Indicator

register = template.Library()

GAUGES_OF: Final = {
    "indicator": "indicator",
    "factor": "goal__success_factors",
    "field": "goal__guiding_goal__field_of_action",
}
"""How a Messgröße leads to the page that lists it."""

RATING_SIGNS: Final = {
    JudgementRating.REACHED: "success",
    JudgementRating.ON_TRACK: "success",
    JudgementRating.AT_RISK: "warning",
    JudgementRating.OFF_TRACK: "danger",
    JudgementRating.UNCLEAR: "neutral",
}


@register.inclusion_tag("measures/includes/goal_gauges.html", takes_context=True)
def gauges_of(context: Context, goal: Goal) -> dict[str, Any]:
    """By what `goal` and the goals it carries on are measured, and how far they are; six queries at most."""
    user = context["user"]
    may_edit = user.access.has(Permission.MAINTAIN_CONCEPT)
    return {"goal": goal, "rows": achieved_by_goal([goal], user)[goal.pk], "may_edit": may_edit}


@register.simple_tag(takes_context=True)
def gauges_of_each(context: Context, goals: Iterable[Goal]) -> dict[int, list[Achievement]]:
    """What `gauges_of` tells of each of `goals`, by their keys; four queries at most."""
    return achieved_by_goal(goals, context["user"])


@register.filter
def of_goal(found: Mapping[int, list[Achievement]], goal: Goal) -> list[Achievement]:
    return found[goal.pk]


@register.inclusion_tag("measures/includes/gauge_list.html", takes_context=True)
def gauges_by(context: Context, way: str, thing: Any) -> dict[str, Any]:
    """The Messgrößen of goals of today that lead to `thing` by `way`: its indicator, factor or Handlungsfeld.

    Goals that another Fassung carries on are told there; five queries at most.
    """
    user = context["user"]
    found = GoalGauge.objects.visible_to(user).filter(**{GAUGES_OF[way]: thing})
    found = found.exclude(goal__state__in=(GoalState.REVISED, GoalState.GIVEN_UP))
    order = ("-goal__guiding_goal__edition", "goal__guiding_goal__position", "goal__position", "goal", "pk")
    return {"rows": achieved_for(found.order_by(*order), user), "way": way}


@register.inclusion_tag("measures/includes/effects_on.html", takes_context=True)
def effects_on(context: Context, indicator: Indicator) -> dict[str, Any]:
    """The measures that are to have an effect on `indicator`, as far as the person may see them; one query."""
    found = effects_in_order().visible_to(context["user"]).filter(indicator=indicator).select_related("measure")
    return {"effects": found}


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
