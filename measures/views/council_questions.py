"""Pages of questions of the Gremium: list with answers, ask, let everybody read an answer, take it back."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_safe

from measures.enums import ResolutionKind
from measures.forms.council_questions import CouncilQuestionForm, QuestionFilterForm, ReleaseAnswerForm
from measures.forms.parts import ReasonForm
from measures.selectors.resolutions import resolutions_listed
from measures.services.council_questions import (
    ask_question,
    may_withdraw,
    release_answer,
    withdraw_answer,
    withdraw_question,
)
from measures.views.parts import PART_FORM
from measures.views.resolutions import resolution_context, visible_resolution
from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page

CRUMB = ("Anfragen der Gremien", reverse_lazy("measures:question-list"))
PER_PAGE = 50


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@cached_page()
def question_list(request: SignedInRequest) -> HttpResponse:
    """All questions of the Gremien, the newest first, with who answers until when, and the answer."""
    form = QuestionFilterForm(request.GET)
    form.is_valid()
    filters = {"art": ResolutionKind.QUESTION, "auftrag": form.cleaned_data.get("stand") or ""}
    found = resolutions_listed(request.user, filters)
    context = {
        "page_title": "Anfragen der Gremien",
        "filter_form": form,
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("seite")),
        "query": urlencode(filters),
        "may_ask": request.user.access.has(Permission.ASK_QUESTIONS),
        "may_edit": request.user.access.has(Permission.MAINTAIN_MEASURES),
    }
    return render(request, "measures/question_list.html", context)


@form_methods
@require_permission(Permission.ASK_QUESTIONS)
def question_ask(request: SignedInRequest) -> HttpResponse:
    """A member asks. A double click asks once."""
    form = CouncilQuestionForm(form_data(request), initial={"submission_key": uuid.uuid4()})

    def save() -> Any:
        return ask_question(by=request.user, **form.cleaned_data)

    back = reverse("measures:question-list")
    context = {"page_title": "Anfrage stellen", "breadcrumbs": [CRUMB, ("Stellen", "")], "back": back}
    done = "Ihre Anfrage ist gestellt. Wer sie bis wann beantwortet, steht hier, sobald sie zugeteilt ist."
    return form_page(request, form, save, PART_FORM, context, done=done)


@form_methods
@require_permission(Permission.ASK_QUESTIONS, Permission.MAINTAIN_MEASURES)
def question_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a question back that nobody was given yet, and say why."""
    question = visible_resolution(request, pk)
    if not may_withdraw(question, request.user):
        raise Http404
    form = ReasonForm(form_data(request), submit_label="Anfrage zurückziehen")

    def save() -> Any:
        return withdraw_question(question, by=request.user, reason=form.cleaned_data["reason"])

    context = resolution_context(question, "Anfrage zurückziehen") | {"back": question.get_absolute_url()}
    back = reverse("measures:question-list")
    return form_page(request, form, save, PART_FORM, context, back=back, done="Die Anfrage ist zurückgezogen.")


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def answer_release(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let everybody read the answer, in words that are looked at once more."""
    question = visible_resolution(request, pk)
    form = ReleaseAnswerForm(form_data(request), resolution=question)

    def save() -> Any:
        given = form.cleaned_data
        return release_answer(question, by=request.user, question=given["question"], answer=given["answer"])

    context = resolution_context(question, "Antwort veröffentlichen") | {
        "back": question.get_absolute_url(),
        "explanation": "So lesen es alle im Portal, auch ohne Konto. Wer gefragt hat, steht nicht dabei.",
    }
    done = "Die Antwort ist veröffentlicht."
    return form_page(request, form, save, PART_FORM, context, back=question, done=done)


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def answer_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Nobody outside reads the answer any more, and why."""
    question = visible_resolution(request, pk)
    form = ReasonForm(form_data(request), submit_label="Veröffentlichung zurücknehmen")

    def save() -> Any:
        return withdraw_answer(question, by=request.user, reason=form.cleaned_data["reason"])

    context = resolution_context(question, "Veröffentlichung zurücknehmen") | {"back": question.get_absolute_url()}
    done = "Die Antwort ist im Portal nicht mehr zu lesen."
    return form_page(request, form, save, PART_FORM, context, back=question, done=done)
