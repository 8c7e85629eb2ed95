"""Which offices came of which: a renamed office is not another one."""

from collections import defaultdict

from measures.enums import HandoverKind
from measures.models import Handover
from neuss_integration.city.models import Department
from reporting.content.shape import SuccessionInReport


def successions() -> list[SuccessionInReport]:
    """In the order of names: from the master data and from each handover; two queries."""
    found: dict[str, set[str]] = defaultdict(set)
    renamed = Department.objects.filter(successor__isnull=False).order_by().values_list("name", "successor__name")
    handed = Handover.objects.exclude(kind=HandoverKind.DISSOLVED).filter(successors__isnull=False).order_by()
    for name, heir in [*renamed, *handed.values_list("department__name", "successors__name")]:
        found[name].add(heir)
    return [{"name": name, "successors": sorted(found[name])} for name in sorted(found)]
