"""One step for several reports: „unverändert“ for an office, accepting for the Koordination."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from measures.models import ProgressReport
from measures.selectors.progress import report_for
from measures.services.progress.bulk_answers import Done, accept_bulk, submit_bulk_unchanged
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest

MOST = 200


@require_POST
@require_permission(Permission.REPORT_PROGRESS)
def bulk_unchanged(request: SignedInRequest) -> HttpResponse:
    """The ticked tasks are answered „unverändert“."""
    done = submit_bulk_unchanged(_ticked(request, answerable=True), by=request.user)
    _announce(request, done, "Als unverändert eingereicht")
    return redirect("measures:task-list")


@require_POST
@require_permission(Permission.REVIEW_PROGRESS)
def bulk_accept(request: SignedInRequest) -> HttpResponse:
    """The ticked reports are accepted."""
    done = accept_bulk(_ticked(request, answerable=False), by=request.user)
    _announce(request, done, "Angenommen")
    return redirect("measures:review-list")


def _ticked(request: SignedInRequest, *, answerable: bool) -> list[tuple[ProgressReport, int]]:
    """The reports whose boxes were ticked („id-version“) and that the person may reach, in the order of the page."""
    pairs = [each.split("-") for each in request.POST.getlist("berichte")[:MOST]]
    versions = {int(pair[0]): int(pair[1]) for pair in pairs if len(pair) == 2 and all(map(_is_number, pair))}
    found = report_for(request.user, answerable=answerable).in_bulk(list(versions))
    return [(found[key], version) for key, version in versions.items() if key in found]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _announce(request: SignedInRequest, done: Done, what: str) -> None:
    if done.titles:
        messages.success(request, f"{what}: {len(done.titles)}.")
    for sentence in done.refused:
        messages.warning(request, sentence)
    if not done.titles and not done.refused:
        messages.info(request, "Bitte kreuzen Sie zuerst Berichte an.")
