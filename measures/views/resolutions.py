"""Pages of resolutions: list, one resolution, enter, change, history, link to what it holds for."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from measures.exports import resolution_file
from measures.forms.resolutions import LinkResolutionForm, ResolutionFilterForm, ResolutionForm
from measures.models import Resolution
from measures.selectors.grave_steps import discarding_of_resolution_follows
from measures.selectors.history import chronicle_of_resolution
from measures.selectors.resolutions import LINKED, linkable, order_timeline, resolutions_listed, way_of, with_links
from measures.services.council_questions import may_withdraw
from measures.services.resolution_discard import discard_resolution, why_not_discarded
from measures.services.resolutions import create_resolution, link_resolution, update_resolution
from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import confirmed, form_methods, form_page, version_of
from neuss_integration.foundation.spreadsheets.writing import download
from neuss_integration.foundation.ui.lists import filters_without

RESOLUTIONS_CRUMB = ("Beschlüsse", reverse_lazy("measures:resolution-list"))
FORM_PAGE = "measures/resolution_form.html"
PER_PAGE = 50


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@cached_page(by_person=True)
def resolution_list(request: SignedInRequest) -> HttpResponse:
    """All resolutions, filtered as the address says; a value that does not exist does not filter."""
    form = ResolutionFilterForm(request.GET)
    form.is_valid()
    given = form.cleaned_data
    found = resolutions_listed(request.user, given)
    context = {
        "page_title": "Beschlüsse",
        "filter_form": form,
        "chips": [
            (f"{form.fields[name].label}: {_label(form, name)}", filters_without(request, name))
            for name in form.fields
            if given.get(name)
        ],
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("seite")),
        "query": request.GET.urlencode(),
        "may_edit": request.user.access.has(Permission.MAINTAIN_MEASURES),
    }
    return render(request, "measures/resolution_list.html", context)


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@fair_share
def resolution_export(request: SignedInRequest, suffix: str) -> HttpResponse:
    """What the list shows with the same filters, all pages of it."""
    form = ResolutionFilterForm(request.GET)
    form.is_valid()
    found = resolutions_listed(request.user, form.cleaned_data)
    return download(resolution_file(found, suffix), f"beschluesse.{suffix}")


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@cached_page(by_person=True)
def resolution_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One resolution with the vote and everything it holds for that the person may see."""
    resolution = get_object_or_404(with_links(request.user, Resolution.objects.visible_to(request.user)), pk=pk)
    context = {
        "page_title": resolution.title,
        "resolution": resolution,
        "way": way_of(resolution),
        "events": order_timeline(resolution),
        "may_report": Resolution.objects.reportable_by(request.user).filter(pk=pk).exists(),
        "may_edit": request.user.access.has(Permission.MAINTAIN_MEASURES),
        "may_withdraw": may_withdraw(resolution, request.user),
        "breadcrumbs": [RESOLUTIONS_CRUMB, (resolution.title, "")],
    }
    return render(request, "measures/resolution_detail.html", context)


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def resolution_create(request: SignedInRequest) -> HttpResponse:
    """Enter a resolution; the address may name what it holds for. A double click makes one."""
    initial: dict[str, Any] = {"submission_key": uuid.uuid4()}
    for kind, relation in LINKED.items():
        if key := request.GET.get(kind):
            initial[relation] = [linkable(request.user, kind, key).pk]
    form = ResolutionForm(form_data(request), initial=initial)

    def save() -> Any:
        key = form.cleaned_data["submission_key"]
        return create_resolution(by=request.user, values=form.values(), submission_key=key)

    crumbs = [RESOLUTIONS_CRUMB, ("Eintragen", "")]
    done = "Der Beschluss ist eingetragen."
    return form_page(
        request, form, save, FORM_PAGE, {"page_title": "Beschluss eintragen", "breadcrumbs": crumbs}, done=done
    )


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def resolution_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a resolution; a second writer sees both versions and chooses."""
    resolution = visible_resolution(request, pk)
    form = ResolutionForm(form_data(request), resolution=resolution)

    def save() -> Any:
        return update_resolution(resolution, by=request.user, expected_version=version_of(form), values=form.values())

    context = resolution_context(resolution, "Beschluss bearbeiten")
    return form_page(
        request,
        form,
        save,
        FORM_PAGE,
        context,
        back=resolution,
        stored=lambda current: ResolutionForm(resolution=current),
    )


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def resolution_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throws away what was entered by mistake."""
    resolution = visible_resolution(request, pk)
    kind = resolution.get_kind_display()
    context = resolution_context(resolution, f"{kind} verwerfen?") | {
        "confirm_label": f"{kind} verwerfen",
        "refusal": why_not_discarded(resolution),
        **discarding_of_resolution_follows(resolution),
    }
    return confirmed(
        request,
        lambda: discard_resolution(resolution, by=request.user),
        context,
        back=resolution,
        done=f"Der Eintrag „{resolution.title}“ ist verworfen.",
        then=str(RESOLUTIONS_CRUMB[1]),
    )


@require_safe
@require_permission(Permission.MAINTAIN_MEASURES)
def resolution_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who changed what of a resolution and its Beratungsfolge."""
    resolution = visible_resolution(request, pk)
    page = Paginator(chronicle_of_resolution(resolution).entries(), PER_PAGE).get_page(request.GET.get("seite"))
    note = "Beschluss und Beratungsfolge zusammen, das Neueste zuerst. Wie weit der Auftrag ist, steht beim Beschluss."
    context = resolution_context(resolution, "Änderungsverlauf des Beschlusses") | {"note": note}
    return render(request, "measures/chronicle.html", {"page_obj": page} | context)


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def resolution_link(request: SignedInRequest, kind: str, key: str) -> HttpResponse:
    """Say that a resolution that is there also holds for a measure, goal or edition."""
    thing = linkable(request.user, kind, key)
    form = LinkResolutionForm(form_data(request))

    def save() -> Any:
        links = {LINKED[kind]: [thing]}
        return link_resolution(form.cleaned_data["resolution"], by=request.user, **links)

    crumbs = [RESOLUTIONS_CRUMB, ("Verknüpfen", "")]
    context = {"page_title": "Beschluss verknüpfen", "subject": str(thing), "breadcrumbs": crumbs}
    done = "Der Beschluss ist verknüpft."
    return form_page(request, form, save, FORM_PAGE, context | {"create_query": f"{kind}={key}"}, back=thing, done=done)


def _label(form: ResolutionFilterForm, name: str) -> str:
    value = form.cleaned_data[name]
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value))


def visible_resolution(request: SignedInRequest, pk: int) -> Resolution:
    return get_object_or_404(Resolution.objects.visible_to(request.user).select_related("committee"), pk=pk)


def resolution_context(resolution: Resolution, title: str) -> dict[str, object]:
    crumbs = [RESOLUTIONS_CRUMB, (resolution.title, resolution.get_absolute_url()), (title, "")]
    return {"page_title": title, "subject": str(resolution), "breadcrumbs": crumbs}
