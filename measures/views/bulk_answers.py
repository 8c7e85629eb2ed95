"""One step for several reports: „unverändert“ for an office, accepting for the Koordination."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from measures.models import ProgressReport
from measures.selectors.progress import report_for
from measures.services.progress.bulk_answers import Done, accept_bulk, submit_bulk_unchanged
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import CONFIRM_PAGE
from neuss_integration.foundation.words.nouns import count_of

MOST = 200
BOXES = "berichte"


@require_POST
@require_permission(Permission.REPORT_PROGRESS)
def bulk_unchanged(request: SignedInRequest) -> HttpResponse:
    """The ticked tasks are answered „unverändert“, after a page that names them."""
    ticked = _ticked(request, answerable=True)
    if ticked and request.POST.get("step") != "save":
        follows = [
            "Status, Ampel und Texte des letzten angenommenen Berichts gelten weiter; Zahlen bleiben leer.",
            "Solange niemand entschieden hat, können Sie jeden Sachstand wieder zurückholen.",
        ]
        return _asked(request, ticked, "Unverändert einreichen?", follows, "measures:task-list")
    done = submit_bulk_unchanged(ticked, by=request.user)
    _announce(request, done, "Als unverändert eingereicht")
    return redirect("measures:task-list")


@require_POST
@require_permission(Permission.REVIEW_PROGRESS)
def bulk_accept(request: SignedInRequest) -> HttpResponse:
    """The ticked reports are accepted, after a page that names them."""
    ticked = _ticked(request, answerable=False)
    if ticked and request.POST.get("step") != "save":
        follows = [
            "Der gemeldete Status, Kennzahlen und Meilensteine gelten; die Ampel steht auf der Maßnahme.",
            "Was angenommen ist, lässt sich nicht zurückgeben.",
        ]
        return _asked(request, ticked, "Sachstände annehmen?", follows, "measures:review-list")
    done = accept_bulk(ticked, by=request.user)
    _announce(request, done, "Angenommen")
    return redirect("measures:review-list")


def _asked(
    request: SignedInRequest, ticked: list[tuple[ProgressReport, int]], title: str, follows: list[str], back: str
) -> HttpResponse:
    """The page that says what follows, with the boxes that were ticked."""
    names = [f"{report.measure} ({report.get_traffic_light_display() or 'noch ohne Ampel'})" for report, _ in ticked]
    context = {
        "page_title": title,
        "consequences": [f"Es geht um {count_of(len(ticked), 'Sachstand')}.", *follows],
        "named": [("Im Einzelnen", names)],
        "hidden": [("step", "save"), *((BOXES, f"{report.pk}-{version}") for report, version in ticked)],
        "confirm_label": title.removesuffix("?"),
        "back": reverse(back),
    }
    return render(request, CONFIRM_PAGE, context)


def _ticked(request: SignedInRequest, *, answerable: bool) -> list[tuple[ProgressReport, int]]:
    """The reports whose boxes were ticked („id-version“) and that the person may reach, in the order of the page."""
    pairs = [each.split("-") for each in request.POST.getlist(BOXES)[:MOST]]
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
