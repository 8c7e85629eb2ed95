"""Pages of the offices: their tasks, the form of a progress report, and reading one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from measures.enums import ProgressState, RoundState
from measures.forms.assign import WHOLE_OFFICE, AssignForm
from measures.forms.progress import OnBehalfForm
from measures.models import ProgressReport
from measures.selectors.answer_comparison import additional_answer_rows
from measures.selectors.contacts import absence_notes
from measures.selectors.office_checks import owed_checks
from measures.selectors.progress import answers, facts, files_of, report_for, tasks_of, without_foreign_draft
from measures.selectors.rounds import trail_of
from measures.services import progress
from measures.services.assignments import assign, colleagues_of
from measures.views.answering import answer, crumbs_of, is_answerable, moved_away
from measures.workflows import PROGRESS_WORKFLOW
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_uploads
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import access_of, require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.accounts.selectors import stand_ins_of
from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.foundation.forms.pages import button, form_page
from neuss_integration.foundation.records.history import Trail
from neuss_integration.foundation.words.city_terms import worded
from success_factors.selectors.value_requests import owed_by

CHANGED = "Inzwischen wurde an diesem Bericht anderswo gearbeitet. Bitte sehen Sie nach."


@require_safe
@require_permission(Permission.REPORT_PROGRESS)
def task_list(request: SignedInRequest) -> HttpResponse:
    """What the person's offices are asked, returned ones first."""
    stand_ins = stand_ins_of(request.user)
    tasks = tasks_of(request.user, stand_ins)
    groups = [
        ("Zurückgegeben", worded("{office.opening} hat eine Rückfrage."), tasks.returned),
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
        "values": owed_by(request.user),
        "checks": owed_checks(request.user),
        "stand_ins": stand_ins,
        "groups": [group for group in groups if group[2]],
        "instructions": sorted(instructions, key=lambda reporting_round: (reporting_round.due_on, reporting_round.pk)),
    }
    return render(request, "measures/task_list.html", context)


@require_permission(Permission.VIEW_MEASURES)
@fair_uploads
def progress_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form while the person may answer, else the report to read."""
    report = report_for(request.user, answerable=True).filter(pk=pk).first()
    if report is not None and (is_answerable(report) or form_data(request) is not None):
        return answer(request, report)
    if request.method == "POST":
        return moved_away(request)
    report = report or get_object_or_404(report_for(request.user), pk=pk)
    inside = is_inside(request, report)
    given = answers(report, is_inside=inside)
    context = {
        "page_title": f"Sachstand: {report.measure.title}",
        "report": report,
        "answers": given,
        "facts": [*given["facts"], *facts(report, is_inside=inside)],
        "is_inside": inside,
        "attached": files_of(report, request.user),
        "additional_answers": additional_answer_rows(report) if inside else [],
        "may_take_back": may_take_back(request, report),
        "may_enter": access_of(request.user).has(Permission.MANAGE_ROUNDS) and is_answerable(report),
        "may_correct": access_of(request.user).has(Permission.REVIEW_PROGRESS)
        and report.state == ProgressState.ACCEPTED,
        "events": trail_of(report.events.all(), PROGRESS_WORKFLOW) if inside else [],
        "breadcrumbs": crumbs_of(request, report),
    }
    return render(request, "measures/progress_detail.html", context)


@require_POST
@require_permission(Permission.REPORT_PROGRESS)
def progress_unchanged(request: SignedInRequest, pk: int) -> HttpResponse:
    """The one-click answer: nothing changed since the last accepted report."""
    report = get_object_or_404(report_for(request.user, answerable=True), pk=pk)
    version = request.POST.get("version", "")
    expected = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0

    def submit() -> ProgressReport:
        try:
            return progress.submit_unchanged(report, by=request.user, expected_version=expected)
        except Stale as conflict:
            raise Refused(CHANGED) from conflict

    done = f"„{report.measure.title}“ ist als unverändert eingereicht."
    return button(request, submit, back=report, done=done, then=reverse("measures:task-list"))


@require_POST
@require_permission(Permission.REPORT_PROGRESS, Permission.MANAGE_ROUNDS)
def progress_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was submitted too early comes back to who answers."""
    report = get_object_or_404(report_for(request.user), pk=pk)
    done = "Der Sachstand ist zurückgeholt. Sie können ihn ändern und noch einmal einreichen."
    return button(request, lambda: progress.take_back(report, by=request.user), back=report, done=done)


@require_permission(Permission.REPORT_PROGRESS)
def progress_assign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hands a report to a colleague."""
    report = get_object_or_404(report_for(request.user, answerable=True), pk=pk)
    form = AssignForm(
        form_data(request),
        people=colleagues_of(report),
        notes=absence_notes(report.department_id),
        chosen=report.assignee_id,
    )

    def save() -> Any:
        return assign(report, by=request.user, to=form.cleaned_data["person"])

    crumbs = [*crumbs_of(request, report)[:-1], (report.measure.title, report.get_absolute_url()), ("Übergeben", "")]
    context = {"page_title": "Bericht übergeben", "form": form, "breadcrumbs": crumbs}
    back = reverse("measures:task-list")
    return form_page(
        request,
        form,
        save,
        "layout/form.html",
        context,
        back=back,
        done=lambda assigned: f"„{report.measure.title}“: {assigned.assignee or WHOLE_OFFICE}.",
        field="person",
    )


@require_permission(Permission.MANAGE_ROUNDS)
@fair_uploads
def progress_on_behalf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The Koordination enters what an office told by phone, mail or in person."""
    report = get_object_or_404(report_for(request.user), pk=pk)
    if not is_answerable(report) and form_data(request) is None:
        messages.info(request, "Zu diesem Bericht lässt sich zurzeit nichts eintragen.")
        return redirect(report)
    return answer(request, report, OnBehalfForm)


@require_safe
@require_permission(Permission.REPORT_PROGRESS, Permission.REVIEW_PROGRESS)
def progress_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which field of the report changed when, for the office and the Koordination."""
    report = get_object_or_404(report_for(request.user), pk=pk)
    if not is_inside(request, report):
        raise Http404
    without_foreign_draft(report, request.user)
    context = {
        "page_title": "Änderungsverlauf des Sachstands",
        "subject": f"{report.measure}, {report.round.title}",
        "page_obj": Trail(report).page(request.GET.get("seite")),
        "timeline": trail_of(report.events.all(), PROGRESS_WORKFLOW),
        "breadcrumbs": [*crumbs_of(request, report)[:-1], ("Sachstand", report.get_absolute_url()), ("Verlauf", "")],
    }
    return render(request, "layout/history.html", context)


def can_be_unchanged(report: ProgressReport) -> bool:
    """Whether "unverändert" can be offered without losing text: nothing is written yet, and there is a last report."""
    return report.state == ProgressState.OPEN and report.previous is not None


def may_take_back(request: SignedInRequest, report: ProgressReport) -> bool:
    """Whether the answer waits and nobody has decided, and the person may answer for the office."""
    access = access_of(request.user)
    is_own = access.has(Permission.REPORT_PROGRESS) and report.department_id in access.department_ids
    is_entered = bool(report.received_from) and access.has(Permission.MANAGE_ROUNDS)
    return report.state == ProgressState.SUBMITTED and report.round.state == RoundState.OPEN and (is_own or is_entered)


def is_inside(request: SignedInRequest, report: ProgressReport) -> bool:
    """Whether the person is of the asked office or of the Koordination, and may read what is between these two."""
    access = access_of(request.user)
    return access.has(Permission.REVIEW_PROGRESS) or (
        access.has(Permission.REPORT_PROGRESS) and report.department_id in access.department_ids
    )
