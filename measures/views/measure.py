"""Pages of measures: list, one measure, enter, change, history, state."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_safe

from measures.enums import ENDED_STATES, MeasureState
from measures.fields import EDITABLE, NEEDED_FIRST, PARTS, names_of_part
from measures.forms.measure import NAMES, MeasureForm, copied_measure
from measures.forms.state import StateForm
from measures.models import Measure
from measures.selectors.funding_programmes import money_warning
from measures.selectors.grave_steps import discarding_follows
from measures.selectors.measures import THREE_FACTS, freshness, get_or_404, source_lines
from measures.selectors.profile import Profile, with_profile
from measures.services.discarding import discard_measure, why_not_discarded
from measures.services.measure import change_state, create_measure, editable_names, update_measure
from measures.services.moving import undo_of_step
from measures.views.undoing import BOARD, board_of, remember_undo, with_undo
from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import confirmed, form_methods, form_page, version_of

LIST_CRUMB = ("Maßnahmen", reverse_lazy("measures:measure-list"))
EDITING = (Permission.MAINTAIN_MEASURES, Permission.EDIT_OWN_MEASURES)


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@cached_page(by_person=True)
def measure_detail(request: SignedInRequest, number: str) -> HttpResponse:
    """The Steckbrief: everything about one measure that the person may see."""
    measure = get_or_404(with_profile(Measure.objects.visible_to(request.user), request.user), number)
    editable = editable_names(request.user, measure)
    context = {
        "page_title": measure.title,
        "breadcrumbs": [LIST_CRUMB, (measure.number, "")],
        "measure": measure,
        "money_warning": money_warning(measure),
        "profile": Profile(measure, request.user),
        "freshness": freshness(measure),
        "three_facts": THREE_FACTS,
        "sources": list(source_lines(measure.sources)),
        "may_edit": bool(editable),
        "parts": [(key, legend.value) for key, legend in PARTS.items() if editable & names_of_part(key)],
        "may_maintain": request.user.access.has(Permission.MAINTAIN_MEASURES),
        "may_evaluate": measure.state in ENDED_STATES,
    }
    return render(request, "measures/measure_detail.html", context)


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def measure_create(request: SignedInRequest) -> HttpResponse:
    """Enter a measure with what is needed first; a copy, or `alles`, with all. A double click makes one."""
    first = copied_measure(Measure.objects.visible_to(request.user), request.GET)
    data = form_data(request)
    is_short = not (request.GET.keys() & {"von", "alles"})
    names = EDITABLE & (NEEDED_FIRST | first.keys() | (data or {}).keys()) if is_short else EDITABLE
    form = MeasureForm(data, names=names, initial={**first, "submission_key": uuid.uuid4()})

    def save() -> Any:
        key = form.cleaned_data["submission_key"]
        return create_measure(by=request.user, values=form.values(), submission_key=key)

    context = {"page_title": "Maßnahme anlegen", "is_short": is_short, "breadcrumbs": [LIST_CRUMB, ("Anlegen", "")]}
    return form_page(request, form, save, "measures/measure_form.html", context, done=_entered)


@form_methods
@require_permission(*EDITING)
def measure_edit(request: SignedInRequest, number: str) -> HttpResponse:
    """Change a measure, or only the part (section or column) that `teil` names.

    A second writer sees both versions and chooses.
    """
    measure = get_or_404(Measure.objects.editable_by(request.user), number)
    editable = editable_names(request.user, measure)
    names = _wanted(editable, request.GET.get("teil", ""))
    context = {
        "is_partial": "title" not in editable,
        "page_title": "Maßnahme bearbeiten",
        "subject": str(measure),
        "breadcrumbs": _crumbs(measure, "Bearbeiten"),
    }
    form = MeasureForm(form_data(request), instance=measure, names=names)

    def save() -> Any:
        return update_measure(measure, by=request.user, expected_version=version_of(form), values=form.values())

    return form_page(
        request,
        form,
        save,
        "measures/measure_form.html",
        context | {"form": form},
        back=_back_to(request, measure),
        stored=lambda current: MeasureForm(instance=current, names=names),
    )


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def measure_state(request: SignedInRequest, number: str) -> HttpResponse:
    """Take one of the possible steps of the workflow."""
    measure = get_or_404(Measure.objects.editable_by(request.user), number)
    form = StateForm(form_data(request), measure=measure, chosen=request.GET.get("schritt", ""))

    def save() -> Any:
        changed = change_state(measure, by=request.user, **form.cleaned_data)
        remember_undo(request, undo_of_step(measure, changed))
        return changed

    context = {
        "page_title": "Status ändern",
        "measure": measure,
        "breadcrumbs": _crumbs(measure, "Status ändern"),
    }
    return form_page(
        request,
        form,
        save,
        "measures/measure_state.html",
        context,
        back=_back_to(request, measure),
        done=lambda changed: with_undo(_state_of(changed), board=request.GET.get(BOARD)),
        field="transition",
    )


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def measure_discard(request: SignedInRequest, number: str) -> HttpResponse:
    """Throws a measure away that was entered by mistake."""
    measure = get_or_404(Measure.objects.editable_by(request.user), number)
    context = {
        "page_title": "Maßnahme verwerfen?",
        "subject": str(measure),
        "confirm_label": "Maßnahme verwerfen",
        "breadcrumbs": _crumbs(measure, "Verwerfen"),
        "refusal": why_not_discarded(measure),
        **discarding_follows(measure),
    }
    return confirmed(
        request,
        lambda: discard_measure(measure, by=request.user),
        context,
        back=measure,
        done=f"Die Maßnahme {measure} ist verworfen.",
        then=str(LIST_CRUMB[1]),
    )


def _entered(measure: Measure) -> str:
    return f"Die Maßnahme {measure.number} ist angelegt."


def _wanted(editable: frozenset[str], part: str) -> frozenset[str]:
    """The `editable` fields that the form shows: all, or those of a part. Raises Http404 when there is none."""
    if not part:
        return editable
    if not (found := editable & names_of_part(part) & frozenset(NAMES)):
        raise Http404("There is no such part, or it is not for this person.")
    return found


def _state_of(measure: Measure) -> str:
    return f"Der Status ist jetzt „{MeasureState(measure.state).label}“."


def _back_to(request: SignedInRequest, measure: Measure) -> Any:
    """The list or board that somebody came from (its query is in `zurueck` or `tafel`), else the measure's page."""
    if board := board_of(request):
        return board
    if "zurueck" not in request.GET:
        return measure
    return f"{LIST_CRUMB[1]}?{QueryDict(request.GET['zurueck']).urlencode()}"


def _crumbs(measure: Measure, here: str) -> list[tuple[str, Any]]:
    return [LIST_CRUMB, (measure.number, reverse("measures:measure-detail", args=[measure.number])), (here, "")]
