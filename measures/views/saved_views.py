"""Pages of saved views: keep a list as it is shown, rename, share, delete."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_POST, require_safe

from measures.catalogue.listing import LIST_PARAMETER, canonical
from measures.enums.saved_views import READS_SOME_LIST, ListKind
from measures.forms.saved_view import ViewForm
from measures.models import SavedView
from measures.services.saved_views import change_view, delete_view, keep_view, may_share
from measures.views.measure import LIST_CRUMB
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page

VIEWS_CRUMB = ("Ansichten", reverse_lazy("measures:view-list"))


@require_safe
@require_permission(*READS_SOME_LIST)
def view_list(request: SignedInRequest) -> HttpResponse:
    """The views the person sees; those they may change have links for it."""
    found = SavedView.objects.visible_to(request.user).select_related("owner").in_german_order()
    views = sorted(found, key=lambda view: ListKind.values.index(view.listing))
    editable = set(SavedView.objects.editable_by(request.user).values_list("pk", flat=True))
    context = {
        "page_title": "Gespeicherte Ansichten",
        "breadcrumbs": [LIST_CRUMB, ("Ansichten", "")],
        "views": [(view, view.pk in editable) for view in views],
    }
    return render(request, "measures/view_list.html", context)


@form_methods
@require_permission(*READS_SOME_LIST)
def view_create(request: SignedInRequest) -> HttpResponse:
    """Keep the list that the address describes under a name; a name that is used already shows this from now on."""
    named = request.GET.get(LIST_PARAMETER, "")
    listing = ListKind(named) if named in ListKind else ListKind.MEASURES
    initial = {"query": canonical(request.GET), "listing": listing}
    form = ViewForm(form_data(request), may_share=may_share(request.user), initial=initial)

    def save() -> Any:
        return keep_view(by=request.user, **form.cleaned_data)

    context = {
        "page_title": "Ansicht speichern",
        "lead": "Filter, Reihenfolge und Spalten der Liste bleiben unter diesem Namen.",
        "breadcrumbs": _crumbs(listing, "Speichern"),
    }
    return form_page(
        request,
        form,
        save,
        "measures/view_form.html",
        context,
        done=lambda view: f"Die Ansicht „{view}“ ist gespeichert.",
    )


@form_methods
@require_permission(*READS_SOME_LIST)
def view_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rename a view, or share it."""
    view = get_object_or_404(SavedView.objects.editable_by(request.user), pk=pk)
    initial = {"name": view.name, "is_shared": view.is_shared}
    form = ViewForm(form_data(request), may_share=may_share(request.user), initial=initial)

    def save() -> Any:
        given = form.cleaned_data
        return change_view(view, by=request.user, name=given["name"], is_shared=given.get("is_shared", False))

    crumbs = _crumbs(ListKind(view.listing), view.name)
    context = {"page_title": "Ansicht ändern", "form": form, "view": view, "breadcrumbs": crumbs}
    return form_page(
        request, form, save, "measures/view_form.html", context, back=reverse("measures:view-list"), done="Gespeichert."
    )


@require_POST
@require_permission(*READS_SOME_LIST)
def view_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete a view; what it lists stays."""
    view = get_object_or_404(SavedView.objects.editable_by(request.user), pk=pk)
    delete_view(view, by=request.user)
    messages.success(request, f"Die Ansicht „{view.name}“ ist gelöscht.")
    return redirect("measures:view-list")


def _crumbs(listing: ListKind, here: str) -> list[tuple[str, Any]]:
    return [(str(listing.label), reverse(listing.page)), VIEWS_CRUMB, (here, "")]
