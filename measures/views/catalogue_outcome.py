"""What becomes of the rows of a file: chosen, taken in with a bar that shows how far, told in a report, taken back."""

from collections import Counter
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST, require_safe

from measures.catalogue.importing.plan import RowAction
from measures.enums import ImportState
from measures.exports import import_report
from measures.models import CatalogueImport
from measures.services.catalogue_import import choose_rows
from measures.services.catalogue_run import run_import
from measures.services.catalogue_undo import undo_import
from measures.tasks import take_back, take_in
from measures.views.measure import LIST_CRUMB
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, confirmed, form_methods
from neuss_integration.foundation.spreadsheets.writing import download
from neuss_integration.foundation.words.counting import chosen
from neuss_integration.foundation.words.nouns import count_of

IMPORT_CRUMB: Final = ("Einlesen", reverse_lazy("measures:import-start"))
PER_PAGE: Final = 50
UNDER_WAY: Final[dict[str, str]] = {
    ImportState.RUNNING: "Katalog wird eingelesen",
    ImportState.UNDOING: "Einlesen wird zurückgenommen",
}
OVER: Final = (ImportState.DONE, ImportState.UNDONE)
maintaining = require_permission(Permission.MAINTAIN_MEASURES)


@require_POST
@maintaining
@fair_share
def import_choose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remember the ticks of this page of the preview, and go where the button says."""
    draft = get_object_or_404(CatalogueImport.objects.editable_by(request.user), pk=pk)

    def choose() -> CatalogueImport:
        return choose_rows(
            draft, by=request.user, shown=request.POST.getlist("gezeigt"), ticked=request.POST.getlist("nehmen")
        )

    page = request.POST.get("seite", "")
    then = f"{draft.get_absolute_url()}?seite={page}" if page.isdecimal() else draft
    return button(request, choose, back=draft, then=then)


@require_POST
@maintaining
@fair_share
def import_run(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take in what the preview showed, without what is not ticked."""
    draft = get_object_or_404(CatalogueImport.objects.visible_to(request.user), pk=pk)
    digest, only_good = request.POST.get("digest", ""), request.POST.get("only_good") == "1"
    shown, ticked = request.POST.getlist("gezeigt"), request.POST.getlist("nehmen")

    def run() -> CatalogueImport:
        if shown and draft.state == ImportState.OPEN:
            choose_rows(draft, by=request.user, shown=shown, ticked=ticked)
        begun = run_import(draft, by=request.user, digest=digest, only_good=only_good)
        if begun.state == ImportState.RUNNING:
            take_in.enqueue(begun.pk)
        return begun

    def done(begun: CatalogueImport) -> str:
        return "Die Datei ist übernommen." if begun.state == ImportState.DONE else ""

    return button(request, run, back=draft, done=done)


@require_safe
@maintaining
def import_progress(request: SignedInRequest, pk: int) -> JsonResponse:
    """How many rows are taken in, for the bar."""
    draft = get_object_or_404(CatalogueImport.objects.visible_to(request.user), pk=pk)
    return JsonResponse(_progress(draft))


@form_methods
@maintaining
def import_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the import back as a whole; what somebody changed since stays."""
    done = get_object_or_404(CatalogueImport.objects.visible_to(request.user), pk=pk)
    if done.state != ImportState.DONE:
        return redirect(done)
    context = {
        "page_title": "Einlesen zurücknehmen?",
        "confirm_label": "Einlesen zurücknehmen",
        "consequences": _consequences(done),
        "named": [("Datei", [done.file_name])],
        "breadcrumbs": [LIST_CRUMB, IMPORT_CRUMB, ("Zurücknehmen", "")],
    }

    def undo() -> CatalogueImport:
        begun = undo_import(done, by=request.user)
        if begun.state == ImportState.UNDOING:
            take_back.enqueue(begun.pk)
        return begun

    return confirmed(request, undo, context, back=done, done=_undone_sentence)


def _consequences(done: CatalogueImport) -> list[str]:
    numbers = Counter("is_new" in result["back"] for result in done.results if "back" in result)
    new, changed = (count_of(numbers[is_new], "Maßnahme") for is_new in (True, False))
    return [
        *[f"Was neu angelegt wurde, verschwindet: {new}."] * bool(numbers[True]),
        *[f"Was geändert wurde, bekommt die früheren Angaben zurück: {changed}."] * bool(numbers[False]),
        "Was seitdem jemand geändert hat, bleibt stehen. Der Bericht nennt diese Zeilen.",
    ]


@require_safe
@maintaining
@fair_share
def import_download(request: SignedInRequest, pk: int) -> HttpResponse:
    """The report as a file, with the wrong rows as they stood in the file."""
    done = get_object_or_404(CatalogueImport.objects.visible_to(request.user), pk=pk, state__in=OVER)
    return download(import_report(done), "Einlesebericht.xlsx")


def outcome_page(request: SignedInRequest, draft: CatalogueImport) -> HttpResponse:
    """The bar while rows are taken in, then the report."""
    crumbs = [LIST_CRUMB, IMPORT_CRUMB, ("Bericht", "")]
    if draft.state in UNDER_WAY:
        context = {"page_title": UNDER_WAY[draft.state], "draft": draft, "status": _progress(draft)}
        return render(request, "measures/import_running.html", context | {"breadcrumbs": crumbs})
    wanted = request.GET.get("zeige", "")
    results = [result for result in draft.results if not wanted or result["action"] == wanted]
    numbers = Counter(result["action"] for result in draft.results)
    numbered = {result["line"]: result["number"] for result in draft.results}
    context = {
        "page_title": "Einlesebericht",
        "done": draft,
        "counts": [(action, numbers[action], action == wanted) for action in RowAction],
        "wanted": wanted,
        "wrong": numbers[RowAction.WRONG],
        "kept": [(line, numbered.get(line, ""), why) for line, why in draft.taken_back if why],
        "can_undo": draft.state == ImportState.DONE and any("back" in result for result in draft.results),
        "page_obj": Paginator(results, PER_PAGE).get_page(request.GET.get("seite")),
        "breadcrumbs": crumbs,
    }
    return render(request, "measures/import_report.html", context)


def _undone_sentence(done: CatalogueImport) -> str:
    if done.state == ImportState.UNDOING:
        return ""
    kept = sum(bool(why) for _, why in done.taken_back)
    if not kept:
        return "Das Einlesen ist zurückgenommen."
    named = chosen(kept, "Sie ist unten genannt.", "Sie sind unten genannt.")
    return f"Das Einlesen ist zurückgenommen, bis auf {count_of(kept, 'Zeile')}: {named}"


def _progress(draft: CatalogueImport) -> dict[str, Any]:
    if draft.state in (ImportState.UNDOING, ImportState.UNDONE):
        return {
            "state": draft.state,
            "done": len(draft.taken_back),
            "total": sum("back" in result for result in draft.results),
            "label": "Zeilen zurückgenommen",
        }
    total = len(draft.table["rows"]) if draft.state == ImportState.RUNNING else len(draft.results)
    return {
        "state": draft.state,
        "done": len(draft.results),
        "total": total,
        "label": "Zeilen übernommen" if draft.results else "Die Datei wird noch einmal geprüft",
    }
