"""The saved views of a list, above it."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from measures.catalogue.listing import LIST_PARAMETER, canonical
from measures.enums.saved_views import ListKind
from measures.models import SavedView

register = template.Library()


@register.inclusion_tag("measures/includes/saved_views.html", takes_context=True)
def saved_views(context: Context, listing: str) -> dict[str, Any]:
    """The views of `listing` (a ListKind) that the person sees, and how to keep what is shown now; one query.

    Of the measures, the tools below the list say how.
    """
    kind, shown = ListKind(listing), canonical(context["request"].GET)
    views = list(SavedView.objects.visible_to(context["user"]).filter(listing=kind).in_german_order())
    is_kept = any(view.query == shown for view in views)
    may_keep = shown and not is_kept and kind != ListKind.MEASURES
    save_url = f"{reverse('measures:view-create')}?{LIST_PARAMETER}={kind.value}&{shown}" if may_keep else ""
    return {"views": views, "shown": shown, "save_url": save_url}
