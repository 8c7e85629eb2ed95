"""The form of a progress report: autosave, taking over the last answer, saving as draft, submitting."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse_lazy
from django.utils import timezone

from measures.enums import ProgressState, RoundState
from measures.forms.parts import ReportFileForm
from measures.forms.progress import COPIED_AS_TEXT, OnBehalfForm, ProgressForm
from measures.models import ProgressReport
from measures.selectors.progress import files_of, label_of, report_for, same_asked, without_foreign_draft
from measures.selectors.rounds import trail_of
from measures.services import progress
from measures.views.report_files import ATTACH, DETACH, file_form, keep_files
from measures.views.same_answer import also_answer
from measures.workflows import PROGRESS_WORKFLOW
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data, is_own_form
from neuss_integration.accounts.permissions import access_of
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.accounts.selectors import stand_ins_of
from neuss_integration.foundation.exceptions import Incomplete, Refused, Stale
from neuss_integration.foundation.forms.pages import STILL_HERE
from neuss_integration.foundation.records.conflicts import conflict_page

LIST_CRUMB: Final = ("Meine Aufgaben", reverse_lazy("measures:task-list"))
PARTLY_SAVED: Final = "Ihr Entwurf ist gespeichert, bis auf die markierten Angaben."
STALE: Final = "Nicht gespeichert: Inzwischen wurde anderswo gespeichert. Klicken Sie auf „Entwurf speichern“."
MOVED: Final = (
    "Nicht gespeichert: Diesen Bericht beantwortet jetzt jemand anderes. Klicken Sie auf „Entwurf speichern“."
)
REASONS: Final = ("measure_state_reason", "traffic_light_reason", "internal_note")
HTTP_CONFLICT: Final = 409
COPY: Final = "copy-"

FormClass = Callable[..., ProgressForm]


def is_answerable(report: ProgressReport) -> bool:
    """Whether the round is open and the report not with the Koordination."""
    return report.round.state == RoundState.OPEN and report.state in progress.DRAFTABLE


def answer(request: SignedInRequest, report: ProgressReport, make_form: FormClass = ProgressForm) -> HttpResponse:
    """The form: autosave, save as draft, or submit. Whatever happens, what was typed is shown again or stored."""
    form = make_form(_with_copy(form_data(request), report), report=report)
    if request.method != "POST":
        return _form_page(request, form)
    action = request.POST.get("action", "")
    files = file_form(request, action)
    try:
        keep_files(request, report, files, action)
        saved = _store(request, form, "draft" if files.errors else action)
    except Stale:
        return _stale(request, form, action)
    except Refused as refusal:
        return _refused(request, form, refusal, action)
    if saved.state == ProgressState.SUBMITTED:
        messages.success(request, f"Der Sachstand zu „{report.measure.title}“ ist eingereicht.")
        also_answer(request, saved)
        is_own = isinstance(form, OnBehalfForm)
        return redirect(report.round if is_own else "measures:task-list")
    if files.errors:
        return _form_page(request, form, files, version=saved.version)
    return _saved(request, form, saved, action)


def _store(request: SignedInRequest, form: ProgressForm, action: str) -> ProgressReport:
    """Submits a complete answer; anything else becomes the draft, as far as it is valid."""
    is_valid = form.is_valid()
    given = {
        "by": request.user,
        "expected_version": form.cleaned_data.get("version", 0),
        "values": form.values(),
        "receipt": form.receipt(),
    }
    if action != "submit":
        return progress.save_draft(form.instance, **given)
    if not is_valid:
        saved = progress.save_draft(form.instance, **given)
        problems = progress.missing(form.instance, form.additional, form.values())
        form.add_problems({name: text for name, text in problems.items() if name not in form.errors})
        return saved
    try:
        return progress.submit(form.instance, **given)
    except Incomplete as incomplete:
        saved = progress.save_draft(form.instance, **given)
        form.add_problems(incomplete.problems)
        return saved


def _with_copy(data: QueryDict | None, report: ProgressReport) -> QueryDict | None:
    """The data of the form; where „Übernehmen“ was pressed, with the last answer behind what is typed."""
    action = data.get("action", "") if data is not None else ""
    name = action.removeprefix(COPY)
    if data is None or name == action or name not in COPIED_AS_TEXT or report.previous is None:
        return data
    copied = data.copy()
    typed, last = copied.get(name, "").strip(), getattr(report.previous, name)
    copied[name] = "\n\n".join(part for part in (typed, last) if part)
    return copied


def _form_page(
    request: SignedInRequest,
    form: ProgressForm,
    files: ReportFileForm | None = None,
    *,
    version: int | None = None,
    status: int = 200,
) -> HttpResponse:
    report = form.instance
    shown = version if version is not None else form["version"].value()
    context = {
        **_meter(form),
        "on_behalf": isinstance(form, OnBehalfForm),
        "in_place_of": stand_ins_of(request.user).person_of(report.department_id),
        "page_title": report.measure.title,
        "form": form,
        "files": files or ReportFileForm(),
        "attached": files_of(report, request.user),
        "report": report,
        "version": shown,
        "is_open": is_answerable(report),
        "events": trail_of(report.events.all(), PROGRESS_WORKFLOW),
        "breadcrumbs": crumbs_of(request, report),
    } | _same(request, form)
    return render(request, "measures/progress_form.html", context, status=status)


def _same(request: SignedInRequest, form: ProgressForm) -> dict[str, Any]:
    """The other rounds that ask the same and wait, and which of them are ticked."""
    found = [] if isinstance(form, OnBehalfForm) else same_asked(form.instance)
    return {"same_asked": found, "ticked": request.POST.getlist("gilt_auch")}


def _meter(form: ProgressForm) -> dict[str, Any]:
    """How much of what is needed is there, and what is missing."""
    return dict(zip(("done", "needed", "missing"), form.completeness(), strict=True))


def _saved(request: SignedInRequest, form: ProgressForm, saved: ProgressReport, action: str) -> HttpResponse:
    if action == "autosave":
        now = timezone.localtime()
        text = f"{PARTLY_SAVED if form.errors else 'Entwurf gespeichert'} ({now:%H:%M} Uhr)"
        meter = render_to_string("measures/includes/progress_missing.html", _meter(form))
        return JsonResponse({"saved_at": now.isoformat(), "version": saved.version, "message": text, "meter": meter})
    if form.errors:
        messages.info(request, PARTLY_SAVED)
        return _form_page(request, form, version=saved.version)
    if action.startswith(COPY):
        return redirect(f"{request.path}#id_{action.removeprefix(COPY)}")
    if action == ATTACH or action.startswith(DETACH):
        messages.success(request, "Die Datei ist angehängt." if action == ATTACH else "Die Datei ist entfernt.")
        return redirect(f"{request.path}#anlagen")
    messages.success(request, "Der Entwurf ist gespeichert. Eingereicht ist er noch nicht.")
    return redirect(request.path)


def _stale(request: SignedInRequest, form: ProgressForm, action: str) -> HttpResponse:
    if action == "autosave":
        return JsonResponse({"message": STALE}, status=HTTP_CONFLICT)
    current = without_foreign_draft(report_for(request.user).get(pk=form.instance.pk), request.user)
    return conflict_page(request, form, type(form)(report=current), current, back=request.path)


def _refused(request: SignedInRequest, form: ProgressForm, refusal: Refused, action: str) -> HttpResponse:
    if action == "autosave":
        return JsonResponse({"message": f"Nicht gespeichert: {refusal}"}, status=HTTP_CONFLICT)
    form.add_error(None, f"{refusal} {STILL_HERE}")
    return _form_page(request, form, status=HTTP_CONFLICT)


def moved_away(request: SignedInRequest) -> HttpResponse:
    """The office was handed over, or the time as deputy is over, while the form was open: the text to be copied.

    Nothing is said about the report, only what the person typed is shown again. 404 for who was shown no form.
    """
    typed = {name: request.POST.get(name, "").strip() for name in (*progress.TEXTS, *progress.NUMBERS, *REASONS)}
    if not any(typed.values()) or not is_own_form(request):
        raise Http404
    if request.POST.get("action") == "autosave":
        return JsonResponse({"message": MOVED}, status=HTTP_CONFLICT)
    context = {
        "page_title": "Diesen Bericht beantwortet jetzt jemand anderes",
        "typed": [(label_of(name), text) for name, text in typed.items() if text],
        "breadcrumbs": [(LIST_CRUMB[0], str(LIST_CRUMB[1])), ("Ihr Text", "")],
    }
    return render(request, "measures/progress_moved.html", context, status=HTTP_CONFLICT)


def crumbs_of(request: SignedInRequest, report: ProgressReport) -> list[tuple[str, str]]:
    """The way to a report: from the own tasks, from its round, or from its measure."""
    access = access_of(request.user)
    title = f"{report.measure.number} {report.measure.title}"
    if access.has(Permission.REPORT_PROGRESS) and report.department_id in access.department_ids:
        return [(LIST_CRUMB[0], str(LIST_CRUMB[1])), (title, "")]
    if access.has(Permission.REVIEW_PROGRESS):
        return [(report.round.title, report.round.get_absolute_url()), (title, "")]
    return [(title, report.measure.get_absolute_url()), (f"Sachstand {report.round.title}", "")]
