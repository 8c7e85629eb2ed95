"""Pages of the Koordination: what waits for a decision, and deciding."""

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from measures.enums import ProgressState
from measures.forms.correction import AnswerCorrectionForm
from measures.forms.review import ASK, ProgressDecisionForm
from measures.models import ProgressReport, ReportingRound
from measures.selectors.additional_answers import AdditionalAnswers, additional_answers_of
from measures.selectors.answer_comparison import compared_additional_answers
from measures.selectors.progress import compared, files_of, next_in_queue, report_for, review_counts, review_queue
from measures.selectors.rounds import trail_of
from measures.services import progress
from measures.workflows import PROGRESS_WORKFLOW
from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.foundation.forms.pages import form_methods, form_page, version_of

LIST_CRUMB: Final = ("Berichte prüfen", reverse_lazy("measures:review-list"))
CHANGED: Final = "Die Fachdienststelle hat inzwischen eine neue Fassung eingereicht. Bitte lesen Sie sie zuerst."
PER_PAGE: Final = 50
FORM: Final = "layout/form.html"
CORRECTED: Final = "Der Sachstand ist berichtigt. Veröffentlichte Berichte bleiben, wie sie sind."


@require_safe
@require_permission(Permission.REVIEW_PROGRESS)
@cached_page(by_person=True)
def review_list(request: SignedInRequest) -> HttpResponse:
    """What waits for a decision, red ones first, with counts per traffic light."""
    wanted = _key(request.GET.get("runde", ""))
    chosen = ReportingRound.objects.visible_to(request.user).filter(pk=wanted).first() if wanted else None
    key = chosen.pk if chosen else None
    page = Paginator(review_queue(request.user, key), PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "page_title": "Berichte prüfen",
        "round": chosen,
        "counts": review_counts(request.user, key),
        "page_obj": page,
        "reports": page.object_list,
    }
    return render(request, "measures/review_list.html", context)


def _key(text: str) -> int:
    """The key of a round in the address; 0, which no round has, if it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < len(str(2**63)) else 0


@require_permission(Permission.REVIEW_PROGRESS)
def progress_review(request: SignedInRequest, pk: int) -> HttpResponse:
    """The answer beside the last accepted one; accept it, or return it with a question."""
    report = get_object_or_404(report_for(request.user), pk=pk)
    additional = additional_answers_of(report)
    form = ProgressDecisionForm(form_data(request), report=report, additional=additional)
    if request.method == "POST" and form.is_valid():
        try:
            decided = _decide(request, report, form)
        except Stale:
            form.add_error(None, CHANGED)
        except Refused as refusal:
            form.add_error(None, _with_decider(refusal, report))
        else:
            return _next(request, decided)
    elif not form.is_bound and report.state != ProgressState.SUBMITTED:
        return redirect(report)
    return _review_page(request, report, form, additional)


@form_methods
@require_permission(Permission.REVIEW_PROGRESS)
def progress_correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """A slip of the pen in an accepted answer is put right, with a reason."""
    report = get_object_or_404(report_for(request.user), pk=pk)
    form = AnswerCorrectionForm(form_data(request), instance=report)

    def save() -> ProgressReport:
        reason = form.cleaned_data["reason"]
        given = {"expected_version": version_of(form), "values": form.values(), "reason": reason}
        return progress.correct(report, by=request.user, **given)

    title = f"{report.measure.number} {report.measure.title}"
    context = {
        "page_title": "Sachstand berichtigen",
        "breadcrumbs": [LIST_CRUMB, (title, report.get_absolute_url()), ("Berichtigen", "")],
    }
    return form_page(
        request,
        form,
        save,
        FORM,
        context,
        back=report,
        done=CORRECTED,
        stored=lambda now: AnswerCorrectionForm(instance=now),
    )


def _decide(request: SignedInRequest, report: ProgressReport, form: ProgressDecisionForm) -> ProgressReport:
    version = form.cleaned_data["version"]
    if form.cleaned_data["action"] == "accept":
        return progress.accept(report, by=request.user, expected_version=version, proposals=form.chosen())
    return progress.return_for_revision(
        report,
        by=request.user,
        comment=form.cleaned_data["comment"],
        comments=form.comments(),
        expected_version=version,
    )


def _with_decider(refusal: Refused, report: ProgressReport) -> str:
    return f"{refusal} Entschieden hat {report.decided_by}." if report.decided_by else str(refusal)


def _next(request: SignedInRequest, decided: ProgressReport) -> HttpResponse:
    """Says what was decided, and goes on with the next report that waits."""
    title = decided.measure.title
    if decided.decided_by_id != request.user.pk:
        messages.info(request, f"„{title}“ hat {decided.decided_by} schon angenommen.")
    elif decided.state == ProgressState.ACCEPTED:
        messages.success(request, f"„{title}“ ist angenommen.")
    else:
        messages.success(request, f"„{title}“ ist mit Ihrer Rückfrage zurückgegeben.")
    following = next_in_queue(request.user, decided)
    if following is None:
        return redirect("measures:review-list")
    messages.info(request, "Hier ist der nächste Bericht, der auf Ihre Entscheidung wartet.")
    return redirect("measures:progress-review", following)


def _review_page(
    request: SignedInRequest, report: ProgressReport, form: ProgressDecisionForm, additional: AdditionalAnswers
) -> HttpResponse:
    shown = [*compared(report, report.previous), *compared_additional_answers(additional)]
    is_own = report.submitted_by_id == request.user.pk
    context = {
        "page_title": f"Prüfen: {report.measure.title}",
        "report": report,
        "form": form,
        "fields": [(field, form[f"{ASK}{field.name}"]) for field in shown],
        "events": trail_of(report.events.all(), PROGRESS_WORKFLOW),
        "attached": files_of(report, request.user),
        "next": next_in_queue(request.user, report),
        "is_own": is_own,
        "may_approve": not is_own or progress.may_approve_own(request.user),
        "is_waiting": report.state == ProgressState.SUBMITTED,
        "breadcrumbs": [LIST_CRUMB, (f"{report.measure.number} {report.measure.title}", "")],
    }
    return render(request, "measures/progress_review.html", context)
