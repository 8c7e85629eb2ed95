"""Nachrechnen: each figure of a report with what it was made of, and its second computation."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from reporting.content.sections.registry import KINDS
from reporting.content.snapshot import build_snapshot
from reporting.publication.recount import Checked, checked, recounted
from reporting.selectors.row_addresses import row_addresses
from reporting.views.common import crumbs_of, frozen_of, told_report_for


def _section(row: Checked) -> str:
    return row.figure.section


def _place(row: Checked) -> int:
    return list(KINDS).index(row.figure.section)


@require_safe
@require_permission(Permission.VIEW_REPORTS)
@fair_share
def report_recount(request: SignedInRequest, pk: int) -> HttpResponse:
    """Of a published report as it was frozen, of a draft as it is today; measures lead to their pages."""
    report = told_report_for(request, pk)
    content = frozen_of(report)
    second = content.get("recount") if content else recounted(report)
    found = checked(content or build_snapshot(report), second, is_kept=content is not None)
    context = {
        "page_title": "Nachrechnen",
        "report": report,
        "groups": [
            (KINDS[kind].title, kind, list(rows)) for kind, rows in groupby(sorted(found, key=_place), _section)
        ],
        "total": len(found),
        "different": sum(not each.is_equal for each in found),
        "is_kept": second is not None,
        "addresses": row_addresses(request.user),
        "breadcrumbs": crumbs_of(report, ("Nachrechnen", "")),
    }
    return render(request, "reporting/report_recount.html", context)
