"""Pages of the office: what the portal shows, drafts, release and withdrawal, alone and many at once."""

from typing import Any, Final

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.utils.text import capfirst
from django.views.decorators.http import require_POST, require_safe

from measures.models import Measure
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_uploads
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, form_methods, form_page, version_of
from neuss_integration.foundation.records.history import Trail
from neuss_integration.portal.forms.items import ItemPictureForm, PortalWithdrawForm
from neuss_integration.portal.kinds import KINDS, PortalKind
from neuss_integration.portal.models import ContactPoint
from neuss_integration.portal.selectors.office import PortalRow, extent, measures_without_offer, office_row, office_rows
from neuss_integration.portal.selectors.statistics import DAYS, view_counts
from neuss_integration.portal.services.freshness import confirm_contact_point
from neuss_integration.portal.services.items import (
    create_item,
    describe_picture,
    put_picture,
    release_item,
    release_items,
    update_item,
    withdraw_item,
)
from neuss_integration.portal.workflows import RELEASE_WORKFLOW
from reporting.models import PictureFile

INDEX_CRUMB: Final = ("Portal", reverse_lazy("publicity:index"))
FORM_PAGE: Final = "portal/office/form.html"
DRAFTED: Final = "Der Entwurf ist gespeichert. Noch liest ihn niemand."
RELEASED: Final = "Freigegeben. Alle können es jetzt lesen."
WITHDRAWN_SOON: Final = (
    "Die öffentliche Seite verschwindet sofort, aus Zwischenspeichern im Netz spätestens nach {seconds} Sekunden. "
    "Der Entwurf bleibt hier stehen und lässt sich wieder freigeben."
)
editors = require_permission(Permission.MANAGE_PORTAL)


@require_safe
@editors
def index(request: SignedInRequest) -> HttpResponse:
    """What everybody reads, and what waits for its release."""
    sections = [(kind, office_rows(kind.rows)) for kind in KINDS.values()]
    context = {
        "page_title": "Portal",
        "sections": [(kind, extent(rows)) for kind, rows in sections],
        "without_offer": measures_without_offer(request.user),
        "breadcrumbs": [INDEX_CRUMB],
    }
    return render(request, "portal/office/index.html", context)


@require_safe
@editors
def item_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """All of a kind with their state."""
    kind = _kind(slug)
    context = {
        "page_title": f"Portal: {kind.heading}",
        "kind": kind,
        "rows": office_rows(kind.rows),
        "breadcrumbs": [INDEX_CRUMB, (kind.heading, "")],
    }
    return render(request, "portal/office/list.html", context)


@form_methods
@editors
def item_create(request: SignedInRequest, slug: str) -> HttpResponse:
    """A draft; `massnahme` fills it with what is known of a measure."""
    kind = _kind(slug)
    measure = Measure.objects.visible_to(request.user).filter(number=request.GET.get("massnahme", "")).first()
    known = kind.form.of_measure(measure) if measure and hasattr(kind.form, "of_measure") else {}
    form = kind.form(form_data(request), initial=known)

    def save() -> Any:
        key = form.cleaned_data["submission_key"]
        return create_item(kind.model, by=request.user, values=form.values(), submission_key=key)

    context = {
        "page_title": capfirst(f"{kind.singular} anlegen"),
        "breadcrumbs": [INDEX_CRUMB, _list_crumb(kind), ("Anlegen", "")],
    }
    return form_page(request, form, save, FORM_PAGE, context, done=DRAFTED)


@require_safe
@editors
def item_detail(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """One thing as the public sees it now and as it would see it, and what can be done."""
    kind, item = _found(slug, pk)
    context = _context(kind, item, "") | {
        "page_title": item.title,
        "row": office_row(item),
        "draft": item.content(),
        "timeline": RELEASE_WORKFLOW.timeline(item.events.select_related("actor")),
    }
    return render(request, "portal/office/detail.html", context)


@form_methods
@editors
def item_edit(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Change the draft; everybody reads the released text until it is released anew."""
    kind, item = _found(slug, pk)
    form = kind.form(form_data(request), instance=item)

    def save() -> Any:
        return update_item(item, by=request.user, expected_version=version_of(form), values=form.values())

    context = _context(kind, item, "Bearbeiten") | {"page_title": capfirst(f"{kind.singular} bearbeiten")}
    back = reverse("publicity:item-detail", args=[slug, pk])
    return form_page(request, form, save, FORM_PAGE, context, back=back, stored=lambda now: kind.form(instance=now))


@form_methods
@editors
@fair_uploads
def item_picture(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """The picture and the words that stand for it: put in place of the one before, described anew, or removed."""
    kind, item = _found(slug, pk)
    if not kind.has_picture:
        raise Http404("This kind has no pictures.")
    form = ItemPictureForm(form_data(request), request.FILES or None, item=item)

    def save() -> Any:
        given = form.cleaned_data
        at: dict[str, Any] = {"by": request.user, "expected_version": version_of(form)}
        if given["file"] is None and not given.get("is_removed"):
            return describe_picture(item, **at, alternative=given["alternative"])
        picture = None if given.get("is_removed") else given["file"]
        return put_picture(item, **at, picture=picture, alternative=given["alternative"])

    context = _context(kind, item, "Bild") | {"page_title": "Bild"}
    stored = lambda now: ItemPictureForm(item=now)  # noqa: E731
    return form_page(request, form, save, FORM_PAGE, context, back=item, field="file", stored=stored)


@require_POST
@editors
def item_release(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Everybody reads the draft as it was shown."""
    _, item = _found(slug, pk)
    version = request.POST.get("version", "")
    known = int(version) if version.isdecimal() else 0

    def release() -> Any:
        return release_item(item, by=request.user, expected_version=known, seen=request.POST.get("seen", ""))

    return button(request, release, back=item.get_absolute_url(), done=RELEASED)


@form_methods
@editors
def item_withdraw(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Nobody reads it any more; the page of everybody says where to look instead."""
    kind, item = _found(slug, pk)
    form = PortalWithdrawForm(form_data(request))

    def save() -> Any:
        return withdraw_item(item, by=request.user, reason=form.cleaned_data["reason"])

    words = WITHDRAWN_SOON.format(seconds=settings.PORTAL_CACHE_SECONDS)
    context = _context(kind, item, "Zurückziehen") | {"page_title": "Zurückziehen", "explanation": words}
    return form_page(request, form, save, FORM_PAGE, context, back=item.get_absolute_url(), done="Zurückgezogen.")


@require_safe
@editors
def item_history(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Who changed which field when, and who released."""
    kind, item = _found(slug, pk)
    context = _context(kind, item, "Änderungsverlauf") | {
        "page_title": f"Änderungsverlauf: {kind.singular}",
        "page_obj": Trail(item).page(request.GET.get("seite")),
        "timeline": RELEASE_WORKFLOW.timeline(item.events.select_related("actor")),
    }
    return render(request, "layout/history.html", context)


@require_safe
@editors
def statistics(request: SignedInRequest) -> HttpResponse:
    """How often which page was read in the last weeks, without persons."""
    context = {"page_title": "Aufrufe des Portals", "counts": view_counts(), "days": DAYS}
    return render(request, "portal/office/statistics.html", context | {"breadcrumbs": [INDEX_CRUMB, ("Aufrufe", "")]})


@require_POST
@editors
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everything about a contact point is true today."""
    point = get_object_or_404(ContactPoint, pk=pk)
    done = "Bestätigt: Alles stimmt heute."
    return button(request, lambda: confirm_contact_point(point, by=request.user), back=point, done=done)


@require_safe
@editors
def picture(request: SignedInRequest, sha256: str) -> HttpResponse:
    """A picture for the preview of a draft."""
    used = Q(offers__isnull=False) | Q(newsitems__isnull=False) | Q(campaigns__isnull=False)
    file = get_object_or_404(PictureFile.objects.filter(used).distinct(), sha256=sha256)
    response = HttpResponse(bytes(file.content), content_type=file.media_type)
    response["Cache-Control"] = "private, no-store"
    return response


@form_methods
@editors
def batch_release(request: SignedInRequest, slug: str) -> HttpResponse:
    """What waits, with what would change; the chosen ones are released together."""
    kind = _kind(slug)
    rows = [row for row in office_rows(kind.rows) if row.is_waiting]
    back = reverse("publicity:item-list", args=[slug])
    if request.method == "POST":
        items = _chosen(request.POST.getlist("item"), rows)
        here = reverse("publicity:batch-release", args=[slug])
        done = lambda count: f"Freigegeben: {count}." if count else "Es war nichts ausgewählt."  # noqa: E731
        return button(request, lambda: release_items(items, by=request.user), back=here, then=back, done=done)
    context = {
        "page_title": f"{kind.heading} freigeben",
        "kind": kind,
        "rows": rows,
        "breadcrumbs": [INDEX_CRUMB, _list_crumb(kind), ("Freigeben", "")],
    }
    return render(request, "portal/office/batch.html", context)


def _chosen(values: list[str], rows: list[PortalRow]) -> list[tuple[Any, int, str]]:
    """The things that were ticked, each with the version in which it was shown and what was seen of it."""
    ticked = {key: rest.partition(":") for key, _, rest in (value.partition(":") for value in values)}
    found = [(row.item, ticked.get(str(row.item.pk), ("", "", ""))) for row in rows]
    return [(item, int(version), seen) for item, (version, _, seen) in found if version.isdecimal()]


def _kind(slug: str) -> PortalKind:
    if slug not in KINDS:
        raise Http404("There is no such kind of thing in the portal.")
    return KINDS[slug]


def _found(slug: str, pk: int) -> tuple[PortalKind, Any]:
    kind = _kind(slug)
    return kind, get_object_or_404(kind.rows, pk=pk)


def _list_crumb(kind: PortalKind) -> tuple[str, str]:
    return kind.heading, reverse("publicity:item-list", args=[kind.slug])


def _context(kind: PortalKind, item: Any, here: str) -> dict[str, Any]:
    """What the pages of one thing share; `here` is the page below that of the thing, empty on its own."""
    crumbs = [INDEX_CRUMB, _list_crumb(kind), (item.title, item.get_absolute_url() if here else "")]
    return {"kind": kind, "item": item, "subject": item.title, "breadcrumbs": [*crumbs, (here, "")] if here else crumbs}
