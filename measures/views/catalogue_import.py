"""Pages that take in a catalogue: file, columns, names, preview, report."""

import uuid
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from measures.catalogue.importing.headings import NEEDED, only_shown, unread
from measures.catalogue.importing.plan import Reader, RowAction
from measures.catalogue.importing.row_plans import make_plan
from measures.catalogue.importing.sheets import is_unclear
from measures.enums import ImportState
from measures.exports import empty_catalogue
from measures.forms.catalogue_import import OPTIONS, ColumnsForm, NamesForm, SheetForm, UploadForm
from measures.models import CatalogueImport
from measures.services.catalogue_import import (
    assign_columns,
    assign_names,
    choose_heading,
    discard_import,
    start_import,
)
from measures.views.catalogue_outcome import IMPORT_CRUMB, PER_PAGE, outcome_page
from measures.views.measure import LIST_CRUMB
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share, fair_uploads
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, form_methods, form_page
from neuss_integration.foundation.spreadsheets.writing import download

MOST_BEGUN: Final = 30
MOST_DONE: Final = 10
"""As many files are listed: what is begun stays in sight whatever was taken in since."""
maintaining = require_permission(Permission.MAINTAIN_MEASURES)


@form_methods
@maintaining
@fair_uploads
def import_start(request: SignedInRequest) -> HttpResponse:
    """Choose a file; below it what is in work and what was taken in."""
    form = UploadForm(form_data(request), request.FILES or None, initial={"submission_key": uuid.uuid4()})
    own = CatalogueImport.objects.visible_to(request.user).defer("table", "sheets", "results", "taken_back")

    imports = [*own.filter(done_at__isnull=True)[:MOST_BEGUN], *own.filter(done_at__isnull=False)[:MOST_DONE]]

    def save() -> CatalogueImport:
        given = form.cleaned_data
        return start_import(given["file"], by=request.user, submission_key=given["submission_key"])

    context = {"page_title": "Katalog einlesen", "breadcrumbs": [LIST_CRUMB, ("Einlesen", "")], "imports": imports}
    page = "measures/import_start.html"
    return form_page(request, form, save, page, context, done="", field="file", back=_first_step)


def _first_step(draft: CatalogueImport) -> str:
    """The columns, or before them which table is meant where that is not clear."""
    return reverse("measures:import-sheet" if is_unclear(draft) else "measures:import-columns", args=[draft.pk])


@form_methods
@maintaining
def import_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say which sheet is the catalogue and where its headings stand; another sheet shows its own first rows."""
    draft = get_object_or_404(CatalogueImport.objects.editable_by(request.user), pk=pk)
    if not draft.sheets:  # begun before sheets were kept
        return redirect("measures:import-columns", draft.pk)
    wanted = request.POST.get("sheet") or request.GET.get("blatt") or ""
    shown = int(wanted) if wanted.isdecimal() and int(wanted) < len(draft.sheets) else draft.sheet
    form = SheetForm(form_data(request), draft=draft, shown=shown)

    def save() -> Any:
        heading = form.cleaned_data["heading"]
        return choose_heading(draft, by=request.user, sheet=shown, heading=int(heading) if heading else None)

    others = [(at, each["name"] or "Tabelle") for at, each in enumerate(draft.sheets) if at != shown]
    context = _step(draft, "Blatt und Überschriften", form) | {"others": others}
    back = reverse("measures:import-columns", args=[draft.pk])
    return form_page(request, form, save, "measures/import_sheet.html", context, back=back, done="")


@require_safe
@maintaining
@fair_share
def import_template(request: SignedInRequest) -> HttpResponse:
    """An empty catalogue with the columns that can be taken in."""
    return download(empty_catalogue(), "Maßnahmen Vorlage.xlsx")


@form_methods
@maintaining
def import_columns(request: SignedInRequest, pk: int) -> HttpResponse:
    draft = get_object_or_404(CatalogueImport.objects.editable_by(request.user), pk=pk)
    form = ColumnsForm(form_data(request), draft=draft)

    def save() -> Any:
        given = form.cleaned_data
        return assign_columns(
            draft,
            by=request.user,
            assignment=form.assignment(),
            empties_delete=given["empties_delete"],
            default_kind=given["default_kind"],
            **{name: given[name] for name in OPTIONS},
        )

    context = _step(draft, "Spalten zuordnen", form)
    context |= {"only_shown": only_shown(draft.table["headings"]), "unread": _unread(draft)}
    back = reverse("measures:import-names", args=[draft.pk])
    return form_page(request, form, save, "measures/import_columns.html", context, back=back, done="")


@form_methods
@maintaining
@fair_share
def import_names(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say who is meant by names that nobody knows; when all are known, the preview follows at once."""
    draft = get_object_or_404(CatalogueImport.objects.editable_by(request.user), pk=pk)
    reader = Reader(draft)
    names, unknown = reader.names, reader.unknown()
    if not unknown:
        return redirect(draft)
    may_create = request.user.access.has(Permission.MAINTAIN_MASTER_DATA)
    form = NamesForm(form_data(request), unknown=unknown, names=names, may_create=may_create)

    def save() -> Any:
        return assign_names(by=request.user, targets=form.targets(), new=form.new_names())

    context = _step(draft, "Werte zuordnen", form)
    return form_page(request, form, save, "measures/import_names.html", context, back=draft, done="")


@require_safe
@maintaining
@fair_share
def import_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The preview row by row; once it is done, the report."""
    draft = get_object_or_404(CatalogueImport.objects.visible_to(request.user), pk=pk)
    if draft.state != ImportState.OPEN:
        return outcome_page(request, draft)
    plan = make_plan(draft)
    wanted = request.GET.get("zeige", "")
    rows = [row for row in plan.rows if not wanted or row.action == wanted]
    context = _step(draft, "Vorschau", None) | {
        "plan": plan,
        "counts": [(action, number, action == wanted) for action, number in plan.counts.items()],
        "wanted": wanted,
        "needed": NEEDED,
        "wrong": plan.counts[RowAction.WRONG],
        "unread": _unread(draft),
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("seite")),
    }
    return render(request, "measures/import_preview.html", context)


@require_POST
@maintaining
def import_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw the table away; no measure changes."""
    draft = get_object_or_404(CatalogueImport.objects.editable_by(request.user), pk=pk)
    done, start = "Die Datei ist verworfen. Es wurde nichts geändert.", reverse("measures:import-start")
    return button(request, lambda: discard_import(draft, by=request.user), back=draft, done=done, then=start)


def _unread(draft: CatalogueImport) -> list[str]:
    return unread(draft.table["headings"], draft.table["rows"], draft.places.values())


def _step(draft: CatalogueImport, here: str, form: Any) -> dict[str, Any]:
    crumbs = [LIST_CRUMB, IMPORT_CRUMB, (here, "")]
    steps = [
        ("Blatt und Überschriften", reverse("measures:import-sheet", args=[draft.pk])),
        ("Spalten zuordnen", reverse("measures:import-columns", args=[draft.pk])),
        ("Werte zuordnen", reverse("measures:import-names", args=[draft.pk])),
        ("Vorschau", draft.get_absolute_url()),
    ]
    return {"page_title": here, "draft": draft, "form": form, "breadcrumbs": crumbs, "steps": steps, "here": here}
