"""Reading a table with the values of several indicators: file, meaning of columns and series, preview, taking in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_uploads
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.forms.pages import form_methods
from neuss_integration.foundation.spreadsheets.cells import SheetTable, listed, unread_columns
from neuss_integration.foundation.words.city_names import city_names
from neuss_integration.foundation.words.nouns import count_of
from success_factors.forms.tables import MAX_SERIES, TableFileForm, TableLayoutForm, roles_in, unpacked
from success_factors.imports.layouts import ColumnRole, Municipality, roles_of, signature, unread, with_time
from success_factors.imports.series import COLUMNS
from success_factors.imports.tables import SeriesChoice, own_rows, previewed, series_in, source_of
from success_factors.models import TableLayout
from success_factors.services.tables import take_in_table
from success_factors.views.indicators import LIST_CRUMB

CARRIED = ("table", "key", "shown", "source", "role_", "series_", "by_")


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
@fair_uploads
def table_import(request: SignedInRequest) -> HttpResponse:
    """Nothing is kept between the steps: each page carries the table with it."""
    if "table" in request.POST:
        return _meaning(request)
    form = TableFileForm(form_data(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _first_look(request, form.table(), form.cleaned_data["key"])
        except Refused as refusal:
            form.add_error("file" if form.cleaned_data["file"] else "text", str(refusal))
    return _page(request, form)


def _first_look(request: SignedInRequest, table: SheetTable, key: str) -> HttpResponse:
    own = Municipality(key, city_names().name)
    kept = TableLayout.objects.filter(signature=signature(table.headings)).first()
    roles = roles_of(table.headings, table.rows, own)
    if (dated := with_time(table, roles)) is not table:
        return _first_look(request, dated, key)
    if kept and len(kept.roles) == len(roles):
        roles = [ColumnRole(role) for role in kept.roles]
    table = own_rows(table, roles, own, city_names().name)
    return _asked(request, table, roles, key, kept)


def _asked(
    request: SignedInRequest, table: SheetTable, roles: list[ColumnRole], key: str, kept: TableLayout | None
) -> HttpResponse:
    """The page that asks what columns and series mean, filled with what is known."""
    keys = list(series_in(table, roles))
    initial: dict[str, Any] = {"key": key, "source": kept.source if kept and kept.source else source_of(table)}
    for at, name in enumerate(keys):
        pk, by = kept.series.get(name, ["", ""]) if kept else ["", ""]
        initial |= {f"series_{at}": pk, f"by_{at}": str(keys.index(by)) if by in keys else ""}
    form = TableLayoutForm(None, table=table, roles=roles, keys=keys, initial=initial)
    return _page(request, form, table, is_known=kept is not None)


def _meaning(request: SignedInRequest) -> HttpResponse:
    """Other columns are read anew; chosen series are shown as they would be taken in, and then are."""
    try:
        table, key = unpacked(request.POST["table"]), request.POST.get("key", "")
        roles = roles_in(request.POST, len(table.headings))
        table = own_rows(table, roles, Municipality(key, city_names().name), city_names().name)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("success_factors:table-import")
    if ",".join(roles) != request.POST.get("shown"):
        return _asked(request, table, roles, key, None)
    found = series_in(table, roles)
    form = TableLayoutForm(form_data(request), table=table, roles=roles, keys=list(found))
    if not form.is_valid():
        return _page(request, form, table)
    source = form.cleaned_data["source"]
    choices = [SeriesChoice(*chosen) for chosen in form.chosen()]
    if not choices:
        form.add_error(None, "Bitte wählen Sie bei mindestens einer Reihe den Indikator.")
    previewed(choices, found, source)
    if request.POST.get("step") == "import" and _is_settled(request, choices):
        count = _taken_in(request, table, roles, choices, source)
        messages.success(request, f"{count_of(count, 'Wert')} übernommen.")
        return redirect("success_factors:indicator-list")
    return _page(request, form, table, choices=choices)


def _taken_in(
    request: SignedInRequest, table: SheetTable, roles: list[ColumnRole], choices: list[SeriesChoice], source: str
) -> int:
    series = {each.key: [each.indicator.pk, each.by] for each in choices}
    return take_in_table(
        [(each.indicator, each.preview.rows) for each in choices],
        by=request.user,
        signature=signature(table.headings),
        layout={"roles": list(roles), "series": series, "source": source},
    )


def _is_settled(request: SignedInRequest, choices: list[SeriesChoice]) -> bool:
    """Whether the person said yes to what was asked in the preview."""
    previews = [choice.preview for choice in choices]
    is_good = request.POST.get("only_good") or not any(each.problems for each in previews)
    is_sure = request.POST.get("confirmed") or not any(each.questions for each in previews)
    return bool(any(each.rows for each in previews) and is_good and is_sure)


def _not_taken(table: SheetTable, form: Any) -> list[str]:
    """What of the table stays outside: columns, and series beyond those the form can ask about."""
    roles = [ColumnRole(role) for role in form.initial.get("shown", "").split(",") if role]
    told = unread_columns(unread(table.headings, table.rows, roles) if roles else [])
    if form.beyond:
        told.append(f"Mehr als {MAX_SERIES} Reihen auf einmal werden nicht gezeigt. Es fehlen: {listed(form.beyond)}.")
    return told


def _page(request: SignedInRequest, form: Any, table: SheetTable | None = None, **context: Any) -> HttpResponse:
    choices = context.get("choices", [])
    context |= {
        "form": form,
        "page_title": "Tabelle mit Werten einlesen",
        "notices": [*table.notices, *_not_taken(table, form)] if table else [],
        "columns": COLUMNS[:5],
        "good": sum(len(choice.preview.rows) for choice in choices),
        "has_problems": any(choice.preview.problems for choice in choices),
        "questions": [question for choice in choices for question in choice.preview.questions],
        "carried": [(name, value) for name, value in request.POST.items() if name.startswith(CARRIED)],
        "breadcrumbs": [LIST_CRUMB, ("Tabelle einlesen", "")],
    }
    return render(request, "success_factors/table_import.html", context)
