"""Where the rows of a figure lead on the page „Nachrechnen“."""

from typing import Any

from django.urls import reverse

from measures.models import Measure, ReportingRound
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from roundtables.models import Need, Proposal
from success_factors.models import Criterion, FieldOfAction, Indicator


def row_addresses(user: Any) -> dict[str, str]:
    """The page of each measure, need, proposal, round, Handlungsfeld, criterion and indicator by what a row names.

    Only of what `user` may see; seven queries.
    """
    access = access_of(user)
    found: dict[str, str] = {}
    if access.has(Permission.VIEW_CONCEPT):
        for text, number in Criterion.objects.values_list("text", "factor__number"):
            found[text] = reverse("success_factors:assessment-history", args=[number])
        for name, key in FieldOfAction.objects.values_list("name", "pk"):
            found[name] = reverse("success_factors:field-detail", args=[key])
        for name, key in Indicator.objects.visible_to(user).values_list("name", "pk"):
            found[name] = reverse("success_factors:indicator-detail", args=[key])
    for asked in ReportingRound.objects.visible_to(user):
        found[asked.title] = asked.get_absolute_url()
    for need in Need.objects.visible_to(user):
        found[need.number] = need.get_absolute_url()
    for proposal in Proposal.objects.visible_to(user):
        found[proposal.number] = proposal.get_absolute_url()
    for measure in Measure.objects.visible_to(user).values_list("number", flat=True):
        found[measure] = reverse("measures:measure-detail", args=[measure])
    return found
