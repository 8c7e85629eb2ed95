"""The button with which a person follows what a page is about."""

from typing import Any

from django import template
from django.template import Context

from neuss_integration.steering.enums import FollowKind
from neuss_integration.steering.models import Follow

register = template.Library()


@register.inclusion_tag("steering/includes/follow_button.html", takes_context=True)
def follow_button(context: Context, kind: str, thing: Any) -> dict[str, Any]:
    """One query; none where `thing` brings `is_followed`."""
    column = FollowKind(kind).column
    follows = getattr(thing, "is_followed", None)
    if follows is None:
        follows = Follow.objects.filter(user=context["user"], **{column: thing}).exists()
    return {"kind": kind, "pk": thing.pk, "follows": follows, "csrf_token": context.get("csrf_token")}
