"""Reading what offices are asked for values of indicators."""

from typing import Any

from django.db.models import QuerySet

from success_factors.enums import GROUPS, GroupSet
from success_factors.models import Indicator, ValueRequest


def groups_asked(indicator: Indicator) -> list[str]:
    """The groups a delivery tells besides all: those of the fixed sets, and those that the newest values name."""
    fixed = [name for each in GroupSet if getattr(indicator, f"by_{each.value}") for name in GROUPS[each]]
    used = indicator.values.used()
    newest = used.order_by("-reference_date").values("reference_date")[:1]
    named = used.filter(reference_date__in=newest).exclude(group="").order_by("pk").values_list("group", flat=True)
    return list(dict.fromkeys([*fixed, *named]))


def requests_for(user: Any) -> QuerySet[ValueRequest]:
    """What `user` may see, with indicator and office, the earliest first."""
    found = ValueRequest.objects.visible_to(user).select_related("indicator", "department")
    return found.order_by("due_on", "pk")


def owed_by(user: Any) -> list[ValueRequest]:
    """What the offices of `user` have to send, returned ones first; one query."""
    found = ValueRequest.objects.answerable_by(user).owed().select_related("indicator", "department")
    return sorted(found, key=lambda each: (each.state != "returned", each.due_on, each.pk))
