"""What changed since the last report, with filter."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from reporting.content.changes import KINDS, rows_of
from reporting.content.snapshot import build_snapshot
from reporting.views.common import crumbs_of, frozen, told_report_for


@require_safe
@require_permission(Permission.VIEW_REPORTS)
@fair_share
def report_changes(request: SignedInRequest, pk: int) -> HttpResponse:
    """All changes; `art` and `feld` filter. Of a draft as they would be today, for those who may read it."""
    report = told_report_for(request, pk)
    content = frozen(getattr(report, "publication", None))
    if content is None and not report.is_open:
        raise Http404
    content = content or build_snapshot(report)
    rows = rows_of(content["changes"])
    kind, field = request.GET.get("art", ""), request.GET.get("feld", "")
    context = {
        "page_title": "Was sich verändert hat",
        "report": report,
        "previous": content["previous"],
        "rows": [row for row in rows if kind in ("", row["kind"]) and field in ("", row["field"])],
        "kinds": [(key, label, sum(row["kind"] == key for row in rows)) for key, label in KINDS.items()],
        "fields": sorted({row["field"] for row in rows} - {""}),
        "kind": kind,
        "field": field,
        "breadcrumbs": crumbs_of(report, ("Veränderungen", "")),
    }
    return render(request, "reporting/report_changes.html", context)
