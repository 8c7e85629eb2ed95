"""Changing several measures of the list together: choose, look, confirm."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from measures.catalogue.listing import TICKED, Listing
from measures.forms.bulk import BulkForm
from measures.models import Measure
from measures.services.bulk import MOST, change_together, planned_together, ready_for_change
from measures.services.bulk_undo import Undo, stays, undo_of, undo_together
from measures.views.measure import LIST_CRUMB
from measures.views.undoing import UNDO, board_of, remember_undo, with_undo
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.forms.pages import confirmed, form_methods
from neuss_integration.foundation.words.counting import chosen
from neuss_integration.foundation.words.nouns import count_of

VERSION = "version-"
NOT_CARRIED = ("csrfmiddlewaretoken", "form_owner", "step", "measure")


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def measure_bulk(request: SignedInRequest) -> HttpResponse:
    """The measures of the view with boxes, and the form; sent, the preview old → new; confirmed, the list."""
    listing = Listing(request.GET, request.user)
    data = form_data(request)
    form, keys = BulkForm(data), _chosen_keys(data or QueryDict())
    if request.method == "POST" and not keys:
        form.add_error(None, f"Bitte wählen Sie mindestens eine und höchstens {MOST} Maßnahmen aus.")
    if request.method == "POST" and form.is_valid():
        if request.POST.get("step") == "save" and _saved(request, form):
            return redirect(f"{LIST_CRUMB[1]}?{listing.canonical_query}")
        return _preview(request, form, ready_for_change(keys, request.user), listing.canonical_query)
    return render(request, "measures/bulk_form.html", _choosing(request, form, listing, keys))


def _choosing(request: SignedInRequest, form: BulkForm, listing: Listing, keys: list[int]) -> dict[str, Any]:
    """The measures of the view, those ticked in the list chosen; who was chosen stays even when it left the view."""
    shown = Measure.objects.filter(Q(pk__in=listing.measures.order_by().values("pk")) | Q(pk__in=keys))
    measures = list(shown.order_by("number").values_list("pk", "number", "title", "lead_department__name")[:MOST])
    ticked = set(request.GET.getlist(TICKED))
    chosen = set(keys) if form.is_bound else {pk for pk, number, *_ in measures if number in ticked} or None
    return {
        "page_title": "Gemeinsam ändern",
        "form": form,
        "listing": listing,
        "measures": [row for row in measures if not ticked or chosen is None or row[0] in chosen],
        "others": len(measures) - len(chosen) if ticked and chosen else 0,
        "count": listing.measures.count(),
        "most": MOST,
        "chosen": chosen,
        "breadcrumbs": [LIST_CRUMB, ("Gemeinsam ändern", "")],
    }


def _chosen_keys(data: QueryDict) -> list[int]:
    """The keys of the ticked measures, or of those the preview showed."""
    names = data.getlist("measure") or [name.removeprefix(VERSION) for name in data if name.startswith(VERSION)]
    return [int(key) for key in names if key.isdecimal()]


def _saved(request: SignedInRequest, form: BulkForm) -> bool:
    """Whether the change was made; otherwise a message says why not."""
    versions = {
        int(name.removeprefix(VERSION)): int(str(value))
        for name, value in request.POST.items()
        if name.startswith(VERSION) and name.removeprefix(VERSION).isdecimal() and str(value).isdecimal()
    }
    try:
        steps = undo_of(form.change(), ready_for_change(versions, request.user))
        number = change_together(form.change(), by=request.user, versions=versions)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return False
    remember_undo(request, steps)
    messages.success(request, with_undo(f"{count_of(number, 'Maßnahme')} {chosen(number, 'ist', 'sind')} geändert."))
    return True


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def measure_bulk_undo(request: SignedInRequest) -> HttpResponse:
    """Takes the person's last change together back; measures that somebody worked on since are named and stay."""
    steps = [Undo(**step) for step in request.session.get(UNDO, ())]
    back = board_of(request) or str(LIST_CRUMB[1])
    if not steps:
        messages.info(request, "Es gibt keine gemeinsame Änderung mehr, die sich zurücknehmen lässt.")
        return redirect(back)
    by_key = {step.key: step for step in steps}
    measures = ready_for_change(list(by_key), request.user)
    kept = [each for each in measures if stays(each, by_key[each.pk])]
    context = _undo_context([each for each in measures if each not in kept], kept)

    def undo() -> tuple[int, list[str]]:
        undone = undo_together(steps, by=request.user)
        del request.session[UNDO]
        return undone

    return confirmed(request, undo, context, back=back, done=_undone)


def _undo_context(changing: list[Measure], kept: list[Measure]) -> dict[str, object]:
    who = chosen(len(changing), "Diese Maßnahme", "Jede dieser Maßnahmen")
    return {
        "page_title": "Gemeinsame Änderung rückgängig machen?",
        "confirm_label": "Rückgängig machen",
        "consequences": [f"{who} bekommt die Angaben zurück, die sie vor Ihrer Änderung hatte."] if changing else [],
        "named": [
            ("Maßnahmen", [str(each) for each in changing]),
            ("Bleiben, wie sie sind: inzwischen hat jemand weitergearbeitet", [str(each) for each in kept]),
        ],
        "breadcrumbs": [LIST_CRUMB, ("Rückgängig machen", "")],
    }


def _undone(undone: tuple[int, list[str]]) -> str:
    number, left = undone
    told = f"{count_of(number, 'Maßnahme')} {chosen(number, 'ist', 'sind')} wieder wie vorher."
    others = f" Inzwischen hat jemand weitergearbeitet: {', '.join(left)}. Das bleibt, wie es ist." if left else ""
    return told + others


def _preview(request: SignedInRequest, form: BulkForm, measures: list[Measure], query: str) -> HttpResponse:
    plans = planned_together(measures, form.change())
    context = {
        "page_title": "Vorschau der Änderung",
        "changing": [plan for plan in plans if plan.differences],
        "refused": [plan for plan in plans if plan.refusal],
        "unchanged": [plan.measure for plan in plans if not (plan.differences or plan.refusal)],
        "hidden": list(_carried(request.POST, [plan.measure for plan in plans if plan.differences])),
        "query": query,
        "breadcrumbs": [LIST_CRUMB, ("Gemeinsam ändern", f"?{query}"), ("Vorschau", "")],
    }
    return render(request, "measures/bulk_preview.html", context)


def _carried(data: QueryDict, measures: Iterable[Measure]) -> Iterator[tuple[str, str]]:
    """What was chosen, and the versions that the preview shows."""
    for name, values in data.lists():
        if name not in NOT_CARRIED and not name.startswith(VERSION):
            yield from ((name, str(value)) for value in values)
    for measure in measures:
        yield f"{VERSION}{measure.pk}", str(measure.version)
