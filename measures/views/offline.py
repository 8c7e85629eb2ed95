"""Answering without a connection: the workbook to fill in, its preview, and taking it in."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from measures.enums import ReceivedBy
from measures.forms.offline import LARGEST, OfflineForm, TakeForm, carried
from measures.offline.entries import SheetResult, entries_of
from measures.offline.workbook import workbook_of
from measures.selectors.progress import tasks_of
from measures.services.progress import OWN_SHEET, Receipt
from measures.services.progress.bulk_answers import Done, SheetAnswer, save_sheets
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share, fair_uploads
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import access_of, require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.forms.pages import form_methods, form_page
from neuss_integration.foundation.spreadsheets.entry_reading import FilledSheet, read_entries
from neuss_integration.foundation.spreadsheets.writing import download

LIST_CRUMB: Final = ("Meine Aufgaben", reverse_lazy("measures:task-list"))
TITLE: Final = "Ohne Verbindung ausfüllen"
TOO_MUCH: Final = "Die Datei enthält zu viel Text auf einmal. Bitte löschen Sie Text aus einigen Blättern."
TOO_OLD: Final = "Die Vorschau ist zu alt. Bitte laden Sie die Datei noch einmal hoch."
NOTHING_CHOSEN: Final = "Bitte kreuzen Sie an, was übernommen werden soll. Es wurde nichts gespeichert."
ROUNDS_CRUMB: Final = ("Berichtsrunden", reverse_lazy("measures:round-list"))
taking_in = require_permission(Permission.REPORT_PROGRESS, Permission.MANAGE_ROUNDS)


@require_safe
@require_permission(Permission.REPORT_PROGRESS)
@fair_share
def offline_download(request: SignedInRequest) -> HttpResponse:
    """The open tasks of the person as a workbook to fill in."""
    tasks = tasks_of(request.user)
    reports = [*tasks.returned, *tasks.overdue, *tasks.due]
    if not reports:
        messages.info(request, "Zurzeit ist nichts auszufüllen.")
        return redirect("measures:task-list")
    now = timezone.localtime()
    return download(workbook_of(reports, stamp=now), f"Sachstand {now:%Y-%m-%d}.xlsx")


@form_methods
@taking_in
@fair_uploads
def offline_upload(request: SignedInRequest) -> HttpResponse:
    """Send the workbook; the answer is the preview, nothing is stored yet."""
    form = OfflineForm(form_data(request), request.FILES or None)

    def save() -> HttpResponse:
        return _preview(request, read_entries(form.cleaned_data["file"]))

    has_tasks = access_of(request.user).has(Permission.REPORT_PROGRESS)
    context = {
        "page_title": TITLE,
        "has_tasks": has_tasks,
        "breadcrumbs": [_list_crumb(request), (TITLE, "")],
    }
    return form_page(request, form, save, "measures/offline_upload.html", context, field="file")


@require_POST
@taking_in
@fair_uploads
def offline_take(request: SignedInRequest) -> HttpResponse:
    """What was chosen in the preview is saved or submitted."""
    form = TakeForm(request.POST)
    is_valid = form.is_valid()
    if not {"sheets", "action"} <= form.cleaned_data.keys():
        messages.warning(request, TOO_OLD)
        return redirect("measures:offline-upload")
    sheets, chosen = form.cleaned_data["sheets"], form.chosen()
    entries = [each for each in entries_of(sheets, request.user) if each.report and each.report.pk in chosen]
    if not is_valid and not all(each.is_own for each in entries):
        return _preview(request, sheets, form)
    for each in entries:
        if each.refusal:
            messages.warning(request, f"„{each.title}“: {each.refusal}")
    who = form.cleaned_data.get("received_from", "")
    answers = [_answer(each, who) for each in entries if each.can_save]
    _announce(request, save_sheets(answers, by=request.user, hand_in=form.cleaned_data["action"] == "submit"), entries)
    return redirect(_list_crumb(request)[1])


def _answer(entry: SheetResult, who: str) -> SheetAnswer:
    """What is right on the sheet. One with mistakes is never submitted: nobody has seen the whole answer."""
    assert entry.report is not None
    receipt = OWN_SHEET if entry.is_own else Receipt(ReceivedBy.SHEET, who)
    return SheetAnswer(entry.report, entry.version, entry.values, entry.is_unchanged, not entry.problems, receipt)


def _list_crumb(request: SignedInRequest) -> tuple[str, Any]:
    """Where the person came from: the own tasks, or the rounds."""
    return LIST_CRUMB if access_of(request.user).has(Permission.REPORT_PROGRESS) else ROUNDS_CRUMB


def _preview(request: SignedInRequest, sheets: list[FilledSheet], form: TakeForm | None = None) -> HttpResponse:
    entries = entries_of(sheets, request.user)
    content = carried(sheets)
    if len(content) > LARGEST:
        raise Refused(TOO_MUCH)
    context = {
        "page_title": "Vorschau",
        "entries": [each for each in entries if not each.is_empty],
        "empty": [each for each in entries if each.is_empty],
        "can_save": any(each.can_save for each in entries),
        "can_submit": any(each.can_submit for each in entries),
        "content": content,
        "form": form or TakeForm(),
        "is_sent": not all(each.is_own for each in entries),
        "breadcrumbs": [_list_crumb(request), (TITLE, reverse_lazy("measures:offline-upload")), ("Vorschau", "")],
    }
    return render(request, "measures/offline_preview.html", context)


def _announce(request: SignedInRequest, done: Done, entries: list[SheetResult]) -> None:
    if done.titles:
        messages.success(request, f"Eingereicht: {len(done.titles)}.")
    if done.drafts:
        messages.success(request, f"Als Entwurf gespeichert: {len(done.drafts)}. Eingereicht ist das noch nicht.")
    for sentence in done.refused:
        messages.warning(request, sentence)
    if not entries:
        messages.info(request, NOTHING_CHOSEN)
