"""What the Gremien ordered, as a report tells it (Beschlusskontrolle)."""

import datetime as dt

from django.db.models import Prefetch, Q

from measures.enums import UNSETTLED_ORDERS
from measures.models import Consultation, Resolution
from measures.selectors.resolutions import station_of
from reporting.content.shape import OrderInReport
from reporting.content.way import told_station
from reporting.content.wording import short_date
from reporting.models import Report


def orders(report: Report, day: dt.date) -> list[OrderInReport]:
    """Orders resolved until the end of the period that were settled in it or later, or are open on `day`.

    A report is read by everybody, so it tells only of resolutions whose paper everybody can read (`link`). Three
    queries.
    """
    told = Q(state__in=UNSETTLED_ORDERS) | Q(settled_on__gte=report.period_start)
    found = Resolution.objects.filter(told, resolved_date__lte=report.period_end).exclude(link="")
    way = Prefetch("consultations", Consultation.objects.select_related("committee"))
    rows = found.select_related("committee", "responsible_department").prefetch_related("proposers", way)
    rows = rows.order_by("resolved_date", "pk")
    return [_told(each, day) for each in rows]


def _told(resolution: Resolution, day: dt.date) -> OrderInReport:
    due, settled = resolution.due_date, resolution.settled_on
    return {
        "title": resolution.title,
        "kind": resolution.get_kind_display(),
        "committee": resolution.committee.name,
        "date": str(resolution.resolved),
        "proposed_by": resolution.proposed_by,
        "way": [told_station(station_of(each), day) for each in resolution.consultations.all()],
        "order": resolution.order_text,
        "office": str(resolution.responsible_department),
        "due": due.isoformat() if due else "",
        "due_label": short_date(due) if due else "",
        "state": {"key": resolution.state, "label": resolution.get_state_display()},
        "is_overdue": resolution.is_open and due is not None and due < day,
        "settled_label": short_date(settled) if settled else "",
        "outcome": resolution.outcome,
    }
