"""Who answers for what: Fachdienststelle by Handlungsfeld, as lead and as contributor."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from measures.models import Measure
from neuss_integration.city.models import Department
from success_factors.models import FieldOfAction

ACTIVE_FILTER: Final = {"status": "aktiv"}
Counts = Counter[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Share:
    """How many active measures an office leads and supports, and the list that shows them."""

    lead: int
    also: int
    url: str

    @property
    def words(self) -> str:
        """As it is read out."""
        parts = [f"{self.lead} federführend"] if self.lead else []
        return ", ".join([*parts, f"{self.also} mitwirkend"] if self.also else parts)


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """One office, its share in each Handlungsfeld, and in all of them."""

    office: Department
    shares: list[Share | None]
    total: Share


@dataclass(frozen=True, slots=True)
class Responsibilities:
    """The matrix, and the offices of today that have no active measure."""

    fields: list[FieldOfAction]
    rows: list[OfficeRow]
    idle: list[Department]


def responsibilities(user: Any) -> Responsibilities:
    """Active measures `user` may see by office and Handlungsfeld; four queries.

    Offices that ended appear while they still have an active measure, Handlungsfelder alike.
    """
    active = Measure.objects.visible_to(user).active().order_by()
    lead, also = _counts(active, "lead_department"), _counts(active, "contributing_departments")
    today, busy = timezone.localdate(), {office for office, _ in (*lead, *also)}
    used = {area for _, area in (*lead, *also)}
    fields = [each for each in FieldOfAction.objects.in_concept_order() if each.pk in used or each.is_valid_on(today)]
    offices = list(Department.objects.order_by("is_external", "sort_key", "pk"))
    return Responsibilities(
        fields=fields,
        rows=[_row(office, fields, lead, also) for office in offices if office.pk in busy],
        idle=[office for office in offices if office.pk not in busy and office.is_valid_on(today)],
    )


def counts_by_office(user: Any) -> tuple[Counter[int], Counter[int]]:
    """How many active measures each office leads, and how many others it supports; two queries."""
    active = Measure.objects.visible_to(user).active().order_by()
    found = [active.values_list(each).annotate(Count("pk")) for each in ("lead_department", "contributing_departments")]
    lead, also = (Counter({office: count for office, count in rows if office is not None}) for rows in found)
    return lead, also


def list_of(office: Department, area: FieldOfAction | None = None) -> str:
    """The list of the active measures of `office`, in one Handlungsfeld or all."""
    query = {"fachdienststelle": office.pk} | ({"handlungsfeld": area.pk} if area else {}) | ACTIVE_FILTER
    return f"{reverse('measures:measure-list')}?{urlencode(query)}"


def _row(office: Department, fields: list[FieldOfAction], lead: Counts, also: Counts) -> OfficeRow:
    shares = [_share(office, area, lead, also) for area in fields]
    found = [share for share in shares if share]
    total = Share(sum(each.lead for each in found), sum(each.also for each in found), list_of(office))
    return OfficeRow(office, shares, total)


def _share(office: Department, area: FieldOfAction, lead: Counts, also: Counts) -> Share | None:
    key = (office.pk, area.pk)
    return Share(lead[key], also[key], list_of(office, area)) if key in lead or key in also else None


def _counts(measures: Any, relation: str) -> Counts:
    rows = measures.values_list(relation, "field_of_action").annotate(Count("pk", distinct=True))
    return Counter({(office, area): count for office, area, count in rows if office is not None})
