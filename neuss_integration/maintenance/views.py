"""Pages of master data: the entrance, and for each kind list, one thing, enter, change, end, delete, history."""

import dataclasses
from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.core import signing
from django.core.files.base import File
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share, fair_uploads
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, form_methods, form_page, version_of
from neuss_integration.foundation.records.history import Trail, label_of
from neuss_integration.foundation.spreadsheets.cells import SheetTable
from neuss_integration.foundation.spreadsheets.writing import download
from neuss_integration.foundation.ui.lists import filters_without
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.maintenance.exports import list_file
from neuss_integration.maintenance.forms import CURRENT, EndForm, ItemFilterForm, ListForm
from neuss_integration.maintenance.imports import ListPlan, plan_list, read_list, take_in
from neuss_integration.maintenance.kinds.kind import Kind, Kinds
from neuss_integration.maintenance.selectors import counts_of, facts_of, matching, references_to, rows_of, standing
from neuss_integration.maintenance.services import create_item, delete_item, end_item, update_item

PER_PAGE: Final = 50
INDEX_CRUMB: Final = ("Stammdaten", reverse_lazy("maintenance:index"))
FORM_PAGE: Final = "maintenance/item_form.html"
LIST_PAGE: Final = "maintenance/list_import.html"
CHANGED_SINCE: Final = "Inzwischen hat sich etwas geändert. Bitte sehen Sie sich die Vorschau noch einmal an."
A_DAY: Final = 24 * 60 * 60
maintainers = require_permission(Permission.MAINTAIN_MASTER_DATA)


@require_safe
@maintainers
def index(request: SignedInRequest, kinds: Kinds) -> HttpResponse:
    """The entrance: which kinds there are and how many of each are valid today."""
    counted = [(kind, *counts_of(kind.rows)) for kind in kinds.values()]
    context = {"page_title": "Stammdaten", "kinds": counted, "breadcrumbs": [INDEX_CRUMB]}
    return render(request, "maintenance/index.html", context)


@require_safe
@maintainers
def item_list(request: SignedInRequest, kinds: Kinds, slug: str) -> HttpResponse:
    """All things of a kind, found by name and by whether they are valid today."""
    kind, form = _kind(kinds, slug), ItemFilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    stand = chosen.get("stand", "")
    found = matching(kind.rows, text=chosen.get("suche", ""), is_current=(stand == CURRENT) if stand else None)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    words = {"suche": f"Name: „{chosen.get('suche', '')}“", "stand": f"Stand: {dict(form.STANDS).get(stand)}"}
    context = {
        "page_title": kind.plural,
        "kind": kind,
        "filter_form": form,
        "chips": [(words[name], filters_without(request, name)) for name in chosen if chosen[name]],
        "page_obj": page,
        "rows": rows_of(page.object_list, kind.columns),
        "headings": [label for label, _ in facts_of(kind.model(), kind.columns)],
        "breadcrumbs": [INDEX_CRUMB, (kind.plural, "")],
    }
    return render(request, "maintenance/item_list.html", context)


@form_methods
@maintainers
def item_create(request: SignedInRequest, kinds: Kinds, slug: str) -> HttpResponse:
    """Enter a thing; a double click makes one."""
    kind = _kind(kinds, slug)
    form = kind.form(form_data(request))

    def save() -> Any:
        return create_item(kind.model, by=request.user, values=form.values())

    crumbs = [INDEX_CRUMB, _list_crumb(kind), ("Anlegen", "")]
    context = {"form": form, "page_title": f"{kind.singular} anlegen", "breadcrumbs": crumbs}
    return form_page(
        request,
        form,
        save,
        FORM_PAGE,
        context,
        back=lambda item: _url("detail", kind, item),
        done=lambda item: f"„{item}“ ist angelegt.",
    )


@require_safe
@maintainers
@fair_share
def list_export(request: SignedInRequest, kinds: Kinds, slug: str, suffix: str) -> HttpResponse:
    """All things of a kind as a file that can be taken in again."""
    kind = _kind(kinds, slug)
    return download(list_file(kind, suffix, made_at=timezone.now()), f"{kind.plural}.{suffix}")


@form_methods
@maintainers
@fair_uploads
def list_import(request: SignedInRequest, kinds: Kinds, slug: str) -> HttpResponse:
    """Take in a list of things of this kind."""
    kind = _kind(kinds, slug)
    headings = [label_of(kind.model._meta.get_field(name)) for name in kind.fields]
    taking_in = ListTaking(
        salt=kind.slug,
        read=lambda upload, text: read_list(kind.form, upload, text),
        plan=lambda table: plan_list(kind.form, table),
        write=lambda plan: take_in(kind.model, plan, by=request.user),
        back=reverse("maintenance:list", args=[kind.slug]),
        context={
            "page_title": f"{kind.plural} einlesen",
            "plural": kind.plural,
            "known_by": "am Namen",
            "reading": f"Gelesen werden die Spalten {', '.join(headings)}. Nötig ist nur der Name.",
            "as_it_is": reverse("maintenance:export", args=[kind.slug, "xlsx"]),
            "breadcrumbs": [INDEX_CRUMB, _list_crumb(kind), ("Einlesen", "")],
        },
    )
    return list_page(request, taking_in)


@dataclasses.dataclass(frozen=True)
class ListTaking:
    """How a list is read, what it would do, who writes it, what its page says; `given` fields go to both of them."""

    salt: str
    read: Callable[[File | None, str], SheetTable]
    plan: Callable[..., ListPlan]
    write: Callable[..., list[str]]
    back: str
    context: dict[str, Any]
    form: type[ListForm] = ListForm
    given: tuple[str, ...] = ()


def list_page(request: SignedInRequest, taking_in: ListTaking) -> HttpResponse:
    """Take a list in: first the preview of each row, then what it showed."""
    if request.method == "POST" and "table" in request.POST:
        return _confirmed_list(request, taking_in)
    form = taking_in.form(form_data(request), request.FILES or None)

    def show() -> HttpResponse:
        table = taking_in.read(form.cleaned_data["file"], form.cleaned_data["text"])
        return _preview(request, taking_in, table, {name: form.cleaned_data[name] for name in taking_in.given})

    return form_page(request, form, show, LIST_PAGE, taking_in.context, field="file")


def _confirmed_list(request: SignedInRequest, taking_in: ListTaking) -> HttpResponse:
    """The rows are written as the preview showed them; where something changed meanwhile, the preview comes again."""
    try:
        kept, given = signing.loads(request.POST["table"], salt=taking_in.salt, max_age=A_DAY)
    except (signing.BadSignature, ValueError):
        messages.error(request, "Die Vorschau ist nicht mehr da. Bitte lesen Sie die Liste noch einmal ein.")
        return redirect(request.path)
    plan = taking_in.plan(table := SheetTable(**kept), **given)
    if plan.digest != request.POST.get("digest"):
        messages.warning(request, CHANGED_SINCE)
        return _preview(request, taking_in, table, given)
    refused = taking_in.write(plan, **given)
    for sentence in refused:
        messages.error(request, sentence)
    messages.success(request, f"{count_of(len(plan.effective) - len(refused), 'Zeile')} übernommen.")
    return redirect(taking_in.back)


def _preview(request: SignedInRequest, taking_in: ListTaking, table: SheetTable, given: dict[str, str]) -> HttpResponse:
    kept = signing.dumps([dataclasses.asdict(table), given], salt=taking_in.salt, compress=True)
    shown = {"form": taking_in.form(initial=given), "plan": taking_in.plan(table, **given), "table": kept}
    return render(request, LIST_PAGE, taking_in.context | shown)


@require_safe
@maintainers
def item_detail(request: SignedInRequest, kinds: Kinds, slug: str, pk: int) -> HttpResponse:
    """One thing: its data, what came before and after, and what refers to it."""
    kind, item = _found(kinds, slug, pk)
    reads = request.user.access.has(Permission.VIEW_MEASURES)
    context = _context(kind, item, "") | {
        "page_title": str(item),
        "facts": facts_of(item, (*kind.fields, "valid_until")),
        "standing": standing(item),
        "predecessors": list(kind.rows.filter(successor=item)),
        "references": references_to(item),
        "page_url": reverse(kind.page, args=[pk]) if kind.page and reads else "",
        "actions": _actions(request, kind, pk),
    }
    return render(request, "maintenance/item_detail.html", context)


@form_methods
@maintainers
def item_edit(request: SignedInRequest, kinds: Kinds, slug: str, pk: int) -> HttpResponse:
    """Change a thing; a second writer sees both versions and chooses."""
    kind, item = _found(kinds, slug, pk)
    context = _context(kind, item, "Bearbeiten") | {"page_title": f"{kind.singular} bearbeiten"}
    form, back = kind.form(form_data(request), instance=item), _url("detail", kind, item)

    def save() -> Any:
        return update_item(item, by=request.user, expected_version=version_of(form), values=form.values())

    return form_page(
        request,
        form,
        save,
        FORM_PAGE,
        context | {"form": form},
        back=back,
        stored=lambda current: kind.form(instance=current),
    )


@form_methods
@maintainers
def item_end(request: SignedInRequest, kinds: Kinds, slug: str, pk: int) -> HttpResponse:
    """Say until when a thing is valid and what follows it."""
    kind, item = _found(kinds, slug, pk)
    form, back = EndForm(form_data(request), item=item, relations=kind.passed_on), _url("detail", kind, item)
    context = _context(kind, item, "Ende") | {"page_title": f"{kind.singular} beenden", "form": form}

    def save() -> Any:
        return end_item(item, by=request.user, expected_version=version_of(form), **form.values())

    return form_page(
        request,
        form,
        save,
        "maintenance/item_end.html",
        context | {"actions": _actions(request, kind, pk)},
        back=back,
        stored=lambda current: EndForm(item=current, relations=kind.passed_on),
    )


@form_methods
@maintainers
def item_delete(request: SignedInRequest, kinds: Kinds, slug: str, pk: int) -> HttpResponse:
    """Delete what nothing refers to, after a question."""
    kind, item = _found(kinds, slug, pk)
    name = str(item)
    if request.method == "POST":
        back, then = _url("detail", kind, item), reverse("maintenance:list", args=[kind.slug])
        done = f"„{name}“ ist gelöscht."
        return button(request, lambda: delete_item(item, by=request.user), back=back, done=done, then=then)
    context = _context(kind, item, "Löschen") | {"page_title": f"„{name}“ löschen?", "references": references_to(item)}
    return render(request, "maintenance/item_delete.html", context)


@require_safe
@maintainers
def item_history(request: SignedInRequest, kinds: Kinds, slug: str, pk: int) -> HttpResponse:
    """Who changed which field when."""
    kind, item = _found(kinds, slug, pk)
    context = _context(kind, item, "Änderungsverlauf") | {
        "page_title": f"Änderungsverlauf: {kind.singular}",
        "page_obj": Trail(item).page(request.GET.get("seite")),
    }
    return render(request, "layout/history.html", context)


def _kind(kinds: Kinds, slug: str) -> Kind:
    if slug not in kinds:
        raise Http404("There is no such kind of master data.")
    return kinds[slug]


def _found(kinds: Kinds, slug: str, pk: int) -> tuple[Kind, Any]:
    kind = _kind(kinds, slug)
    return kind, get_object_or_404(kind.model._default_manager.select_related("successor"), pk=pk)


def _url(name: str, kind: Kind, item: Any) -> str:
    return reverse(f"maintenance:{name}", args=[kind.slug, item.pk])


def _actions(request: SignedInRequest, kind: Kind, pk: int) -> list[tuple[str, str]]:
    """What the person may do besides, with its address."""
    allowed = [each for each in kind.actions if request.user.access.has(each.permission)]
    return [(each.label, reverse(each.url_name, args=[pk])) for each in allowed]


def _list_crumb(kind: Kind) -> tuple[str, str]:
    return kind.plural, reverse("maintenance:list", args=[kind.slug])


def _context(kind: Kind, item: Any, here: str) -> dict[str, Any]:
    """What the pages of one thing share; `here` is the page below that of the thing, empty on its own."""
    crumbs = [INDEX_CRUMB, _list_crumb(kind), (str(item), _url("detail", kind, item) if here else "")]
    return {"kind": kind, "item": item, "subject": str(item), "breadcrumbs": [*crumbs, (here, "")] if here else crumbs}
