"""Pages of the offices: their tasks, the form of a progress report, and reading one."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from measures.enums import ProgressState, RoundState
from measures.forms.progress import ProgressForm
from measures.models import ProgressReport
from measures.selectors.progress import answers, facts, report_for, tasks_of
from measures.selectors.rounds import trail_of
from measures.services import progress
from measures.workflows import PROGRESS_WORKFLOW
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.kept_text import form_data
from neuss_integration.accounts.permissions import access_of, require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.conflicts import conflict_page, merged
from neuss_integration.exceptions import Incomplete, Refused, Stale
from neuss_integration.history import Trail

LIST_CRUMB: Final = ("Meine Aufgaben", reverse_lazy("measures:task-list"))
PARTLY_SAVED: Final = "Ihr Entwurf ist gespeichert, bis auf die markierten Angaben."
STALE: Final = "Nicht gespeichert: Inzwischen hat eine andere Person gespeichert. Klicken Sie auf „Entwurf speichern“."
HTTP_CONFLICT: Final = 409


@require_safe
@require_permission(Permission.REPORT_PROGRESS)
def task_list(request: SignedInRequest) -> HttpResponse:
    """What the person's offices are asked, returned ones first."""
    tasks = tasks_of(request.user)
    groups = [
        ("Zurückgegeben", "Das Integrationsbüro hat eine Rückfrage.", tasks.returned),
        (
            "Überfällig",
            "Die Frist ist vorbei. Ihre Antwort zählt trotzdem, solange die Runde offen ist.",
            tasks.overdue,
        ),
        ("Fällig", "", tasks.due),
    ]
    instructions = {each.round for _, _, group in groups for each in group if each.round.instructions}
    context = {
        "page_title": "Meine Aufgaben",
        "has_unchanged": any(can_be_unchanged(each) for _, _, group in groups for each in group),
        "tasks": tasks,
        "groups": [group for group in groups if group[2]],
        "instructions": sorted(instructions, key=lambda asked: (asked.due_on, asked.pk)),
    }
    return render(request, "measures/task_list.html", context)


@require_permission(Permission.VIEW_MEASURES)
def progress_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form while the person may answer, else the report to read."""
    report = report_for(request.user, answerable=True).filter(pk=pk).first()
    if report is not None and (is_answerable(report) or form_data(request) is not None):
        return answer(request, report)
    if request.method == "POST":
        raise Http404
    report = report or get_object_or_404(report_for(request.user), pk=pk)
    inside = is_inside(request, report)
    given = answers(report, is_inside=inside)
    context = {
        "page_title": f"Sachstand: {report.measure.title}",
        "report": report,
        "answers": given,
        "facts": [*given["facts"], *facts(report, is_inside=inside)],
        "is_inside": inside,
        "events": trail_of(report.events.all(), PROGRESS_WORKFLOW) if inside else [],
        "breadcrumbs": _crumbs(request, report),
    }
    return render(request, "measures/progress_detail.html", context)


def answer(request: SignedInRequest, report: ProgressReport) -> HttpResponse:
    """The form: autosave, save as draft, or submit. Whatever happens, what was typed is shown again or stored."""
    form = ProgressForm(merged(form_data(request)), report=report)
    if request.method != "POST":
        return _form_page(request, form)
    action = request.POST.get("action", "")
    try:
        saved = _store(request, form, action)
    except Stale:
        return _stale(request, form, action)
    except Refused as refusal:
        return _refused(request, form, refusal, action)
    if saved.state == ProgressState.SUBMITTED:
        messages.success(request, f"Der Sachstand zu „{report.measure.title}“ ist eingereicht.")
        return redirect("measures:task-list")
    return _saved(request, form, saved, action)


def _store(request: SignedInRequest, form: ProgressForm, action: str) -> ProgressReport:
    """Submits a complete answer; anything else becomes the draft, as far as it is valid."""
    is_valid = form.is_valid()
    given = {
        "by": request.user,
        "expected_version": form.cleaned_data.get("version", 0),
        "values": form.values(),
    }
    if action != "submit" or not is_valid:
        return progress.save_draft(form.instance, **given)
    try:
        return progress.submit(form.instance, **given)
    except Incomplete as incomplete:
        saved = progress.save_draft(form.instance, **given)
        form.add_problems(incomplete.problems)
        return saved


@require_POST
@require_permission(Permission.REPORT_PROGRESS)
def progress_unchanged(request: SignedInRequest, pk: int) -> HttpResponse:
    """The one-click answer: nothing changed since the last accepted report."""
    report = get_object_or_404(report_for(request.user, answerable=True), pk=pk)
    version = request.POST.get("version", "")
    try:
        expected = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
        progress.submit_unchanged(report, by=request.user, expected_version=expected)
    except Stale:
        messages.warning(
            request, "Inzwischen hat eine andere Person an diesem Bericht gearbeitet. Bitte sehen Sie nach."
        )
        return redirect(report)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(report)
    messages.success(request, f"„{report.measure.title}“ ist als unverändert eingereicht.")
    return redirect("measures:task-list")


@require_safe
@require_permission(Permission.REPORT_PROGRESS, Permission.REVIEW_PROGRESS)
def progress_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which field of the report changed when, for the office and the Koordination."""
    report = get_object_or_404(report_for(request.user), pk=pk)
    if not is_inside(request, report):
        raise Http404
    context = {
        "page_title": "Änderungsverlauf des Sachstands",
        "subject": f"{report.measure}, {report.round.title}",
        "page_obj": Trail(report).page(request.GET.get("seite")),
        "timeline": trail_of(report.events.all(), PROGRESS_WORKFLOW),
        "breadcrumbs": [*_crumbs(request, report)[:-1], ("Sachstand", report.get_absolute_url()), ("Verlauf", "")],
    }
    return render(request, "layout/history.html", context)


def can_be_unchanged(report: ProgressReport) -> bool:
    """Whether "unverändert" can be offered without losing text: nothing is written yet, and there is a last report."""
    return report.state == ProgressState.OPEN and report.previous is not None


def is_answerable(report: ProgressReport) -> bool:
    """Whether the round is open and the report not with the Koordination."""
    return report.round.state == RoundState.OPEN and report.state in progress.DRAFTABLE


def is_inside(request: SignedInRequest, report: ProgressReport) -> bool:
    """Whether the person is of the asked office or of the Koordination, and may read what is between these two."""
    access = access_of(request.user)
    return access.has(Permission.REVIEW_PROGRESS) or (
        access.has(Permission.REPORT_PROGRESS) and report.department_id in access.department_ids
    )


def _form_page(
    request: SignedInRequest, form: ProgressForm, *, version: int | None = None, status: int = 200
) -> HttpResponse:
    report = form.instance
    shown = version if version is not None else form["version"].value()
    context = {
        "page_title": report.measure.title,
        "form": form,
        "report": report,
        "version": shown,
        "is_open": is_answerable(report),
        "events": trail_of(report.events.all(), PROGRESS_WORKFLOW),
        "breadcrumbs": _crumbs(request, report),
    }
    return render(request, "measures/progress_form.html", context, status=status)


def _saved(request: SignedInRequest, form: ProgressForm, saved: ProgressReport, action: str) -> HttpResponse:
    if action == "autosave":
        now = timezone.localtime()
        text = f"{PARTLY_SAVED if form.errors else 'Entwurf gespeichert'} ({now:%H:%M} Uhr)"
        return JsonResponse({"saved_at": now.isoformat(), "version": saved.version, "message": text})
    if form.errors:
        messages.info(request, PARTLY_SAVED)
        return _form_page(request, form, version=saved.version)
    messages.success(request, "Der Entwurf ist gespeichert. Eingereicht ist er noch nicht.")
    return redirect(saved)


def _stale(request: SignedInRequest, form: ProgressForm, action: str) -> HttpResponse:
    if action == "autosave":
        return JsonResponse({"message": STALE}, status=HTTP_CONFLICT)
    current = report_for(request.user, answerable=True).get(pk=form.instance.pk)
    return conflict_page(request, form, ProgressForm(report=current), current, back=current.get_absolute_url())


def _refused(request: SignedInRequest, form: ProgressForm, refusal: Refused, action: str) -> HttpResponse:
    if action == "autosave":
        return JsonResponse({"message": f"Nicht gespeichert: {refusal}"}, status=HTTP_CONFLICT)
    form.add_error(None, f"{refusal} Ihr Text steht noch hier, er ist aber nicht gespeichert.")
    return _form_page(request, form, status=HTTP_CONFLICT)


def _crumbs(request: SignedInRequest, report: ProgressReport) -> list[tuple[str, str]]:
    access = access_of(request.user)
    title = f"{report.measure.number} {report.measure.title}"
    if access.has(Permission.REPORT_PROGRESS) and report.department_id in access.department_ids:
        return [(LIST_CRUMB[0], str(LIST_CRUMB[1])), (title, "")]
    if access.has(Permission.REVIEW_PROGRESS):
        return [(report.round.title, report.round.get_absolute_url()), (title, "")]
    return [(title, report.measure.get_absolute_url()), (f"Sachstand {report.round.title}", "")]
