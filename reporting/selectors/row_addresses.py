"""Where the rows of a figure lead on the page „Nachrechnen“."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from measures.models import Measure, ReportingRound
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from reporting.content.wording import short_date
from roundtables.models import Meeting, Need, Proposal
from success_factors.models import Criterion, FieldOfAction, Goal, Indicator


def row_addresses(user: Any) -> dict[str, str]:
    """The page of each measure, need, proposal, meeting, round, goal and the like by what a row names.

    Only of what `user` may see; nine queries.
    """
    found = _of_the_concept(user) if access_of(user).has(Permission.VIEW_CONCEPT) else {}
    found |= _of_meetings(user)
    if access_of(user).has(Permission.MANAGE_ROUNDS):
        found |= {asked.title: asked.get_absolute_url() for asked in ReportingRound.objects.visible_to(user)}
    for need in Need.objects.visible_to(user):
        found[need.number] = need.get_absolute_url()
    for proposal in Proposal.objects.visible_to(user):
        found[proposal.number] = proposal.get_absolute_url()
    for measure in Measure.objects.visible_to(user).values_list("number", flat=True):
        found[measure] = reverse("measures:measure-detail", args=[measure])
    return found


def _of_the_concept(user: Any) -> dict[str, str]:
    """A goal that was carried over leads to that of the newest edition."""
    found: dict[str, str] = {}
    for text, number in Criterion.objects.values_list("text", "factor__number"):
        found[text] = reverse("success_factors:assessment-history", args=[number])
    for name, key in FieldOfAction.objects.values_list("name", "pk"):
        found[name] = reverse("success_factors:field-detail", args=[key])
    for name, key in Indicator.objects.visible_to(user).values_list("name", "pk"):
        found[name] = reverse("success_factors:indicator-detail", args=[key])
    for text, key in Goal.objects.visible_to(user).order_by("guiding_goal__edition_id").values_list("text", "pk"):
        found[text] = reverse("success_factors:goal-detail", args=[key])
    return found


def _of_meetings(user: Any) -> dict[str, str]:
    meetings = Meeting.objects.visible_to(user).select_related("round_table")
    return {
        f"{each.round_table.name}, {short_date(timezone.localdate(each.starts_at))}": each.get_absolute_url()
        for each in meetings
    }
