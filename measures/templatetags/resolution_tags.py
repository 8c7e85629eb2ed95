"""Which committee stands behind a measure, a goal or an edition, for their pages."""

from typing import Any

from django import template
from django.db.models import Q
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString

from measures.models import Measure, Resolution
from neuss_integration.accounts.enums import Permission
from neuss_integration.city.enums import ResolutionResult
from neuss_integration.foundation.ui import signs
from success_factors.models import Goal, SuccessFactor
from success_factors.selectors.goals import line_of

register = template.Library()
KINDS = {"measure": "massnahme", "goal": "ziel", "conceptedition": "fassung"}
RESULT_VARIANTS = {
    ResolutionResult.APPROVED: "success",
    ResolutionResult.AMENDED: "success",
    ResolutionResult.REJECTED: "danger",
    ResolutionResult.DEFERRED: "warning",
    ResolutionResult.NOTED: "info",
    ResolutionResult.ASKED: "info",
}


@register.inclusion_tag("measures/includes/resolutions.html", takes_context=True)
def resolutions_of(context: Context, thing: Any) -> dict[str, Any]:
    """The resolutions about a measure, goal or edition, newest first, and how to add one; one query.

    Those about a goal that a Fortschreibung carried over stand beside the new goal too, for two more queries.
    """
    visible = Resolution.objects.visible_to(context["user"]).select_related("committee").newest_first()
    about = (
        {"pk__in": Resolution.goals.through.objects.filter(goal__in=line_of(thing)).values("resolution")}
        if isinstance(thing, Goal)
        else {f"{thing._meta.model_name.replace('conceptedition', 'edition')}s": thing}
    )
    found = visible.filter(**about)
    kind = KINDS[thing._meta.model_name]
    key = thing.number if isinstance(thing, Measure) else str(thing.pk)
    return {
        "resolutions": list(found),
        "is_adopted": _is_adopted(thing),
        "may_edit": context["user"].access.has(Permission.MAINTAIN_MEASURES),
        "link_url": reverse("measures:resolution-link", args=[kind, key]),
        "create_url": f"{reverse('measures:resolution-create')}?{kind}={key}",
    }


@register.inclusion_tag("measures/includes/resolutions.html", takes_context=True)
def resolutions_for_factor(context: Context, factor: SuccessFactor) -> dict[str, Any]:
    """The resolutions about measures and goals of `factor` that the person may see, newest first; one query."""
    user = context["user"]
    measures = Measure.objects.visible_to(user).filter(success_factors=factor).values("pk")
    goals = Goal.objects.visible_to(user).filter(success_factors=factor).values("pk")
    about_measures = Resolution.measures.through.objects.filter(measure__in=measures)
    about_goals = Resolution.goals.through.objects.filter(goal__in=goals)
    about = Q(pk__in=about_measures.values("resolution")) | Q(pk__in=about_goals.values("resolution"))
    found = Resolution.objects.visible_to(user).filter(about)
    return {"resolutions": list(found.select_related("committee").newest_first()), "is_adopted": True}


@register.simple_tag
def result_sign(result: str) -> SafeString:
    """What a Gremium decided, as a badge."""
    return signs.badge(ResolutionResult(result).label, variant=RESULT_VARIANTS[ResolutionResult(result)])


@register.simple_tag
def order_sign(resolution: Resolution) -> SafeString:
    """How far the order of `resolution` is, as a badge; what is late says so."""
    if resolution.is_overdue:
        return signs.badge(f"überfällig, {resolution.get_state_display()}", variant="danger")
    return signs.state_badge(resolution.state, resolution.get_state_display())


def _is_adopted(thing: Any) -> bool:
    """Whether a goal needs no resolution of its own, because a Gremium adopted its edition."""
    edition = thing.guiding_goal.edition if isinstance(thing, Goal) else thing
    return getattr(edition, "committee_id", None) is not None
