"""What pages outside the funding show of money that ends."""

from typing import Any, Final

from django import template
from django.template import Context
from django.urls import reverse

from measures.models import Measure
from measures.selectors.funding_programmes import funded_until, money_ends, money_warning

register = template.Library()
SHOWN: Final = 8


@register.inclusion_tag("measures/includes/money_ends.html", takes_context=True)
def own_money_ends(context: Context) -> dict[str, Any]:
    """Running measures of the person's offices whose money ends within a year, the first to end on top; one query."""
    user = context["user"]
    own = Measure.objects.visible_to(user).filter(money_ends(), lead_department__in=user.access.department_ids)
    found = list(own.annotate(funded_until=funded_until()).order_by("funded_until", "pk")[: SHOWN + 1])
    return {
        "ending": [(each, money_warning(each)) for each in found[:SHOWN]],
        "more_url": f"{reverse('measures:measure-list')}?status=running&fehlt=anschlussfinanzierung"
        if len(found) > SHOWN
        else "",
    }
