"""Lists of action items."""

from typing import Any

from django.db.models import QuerySet

from roundtables.enums.minutes import ActionState
from roundtables.models import ActionItem


def actions_listed(user: Any, given: dict[str, Any]) -> QuerySet[ActionItem]:
    """The action items the person may see, as the filter says; open ones where it says nothing."""
    found = ActionItem.objects.visible_to(user).select_related(
        "meeting__round_table", "responsible_user", "responsible_department", "responsible_organisation"
    )
    status = given.get("status") or ActionState.OPEN
    if status == "overdue":
        found = found.overdue()
    elif status != "all":
        found = found.filter(state=status)
    if table := given.get("tisch"):
        found = found.filter(meeting__round_table=table)
    if office := given.get("stelle"):
        found = found.filter(responsible_department=office)
    return found.order_by("due_on", "pk")
