"""Draft goals that everybody may comment, and saying something about one without an account."""

from http import HTTPStatus
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from neuss_integration.foundation.forms.pages import form_methods
from neuss_integration.foundation.forms.refusals import refusals_in
from neuss_integration.portal.forms.taking_part import PublicCommentForm
from neuss_integration.portal.selectors.council_questions import public_questions
from neuss_integration.portal.selectors.public import address
from neuss_integration.portal.selectors.taking_part import (
    asked_of_everybody,
    goals_of_rounds,
    public_comments,
    public_rounds,
    was_asked_before,
    with_goals,
)
from neuss_integration.portal.services.taking_part import receive_goal_comment
from neuss_integration.portal.views.page import in_language, public_page
from neuss_integration.portal.views.public_messages import is_stopped, retention_period

QUESTIONS_PER_PAGE: Final = 25
COMMENTS_PER_PAGE: Final = 25
ROUNDS_PER_PAGE: Final = 3


@public_page
def taking_part(request: HttpRequest) -> HttpResponse:
    """The goals that are put to everybody, and what was said about them and answered."""
    page = Paginator(public_rounds(), ROUNDS_PER_PAGE).get_page(request.GET.get("seite"))
    context = {"page_title": gettext("Reden Sie mit"), "page_obj": page, "rounds": with_goals(list(page.object_list))}
    return render(request, "portal/taking_part.html", context)


@public_page
def goal_comments(request: HttpRequest, pk: int) -> HttpResponse:
    """All that was said about one goal and answered."""
    put_goal = get_object_or_404(goals_of_rounds(), pk=pk)
    comments = public_comments().filter(put_goal=put_goal)
    context = {
        "page_title": gettext("Was andere sagen"),
        "put_goal": put_goal,
        "is_open": put_goal.withdrawn_at is None and put_goal.round.is_open,
        "page_obj": Paginator(comments, COMMENTS_PER_PAGE).get_page(request.GET.get("seite")),
        "breadcrumbs": _crumbs(gettext("Was andere sagen")),
    }
    return render(request, "portal/goal_comments.html", context)


@public_page
def council_questions(request: HttpRequest) -> HttpResponse:
    """What members of the Gremien asked, and what the city answered."""
    context = {
        "page_title": gettext("Anfragen und Antworten"),
        "page_obj": Paginator(public_questions(), QUESTIONS_PER_PAGE).get_page(request.GET.get("seite")),
    }
    return render(request, "portal/council_questions.html", context)


@login_not_required
@never_cache
@in_language
@form_methods
def goal_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody says something about a goal; kept before any mail, and then its number is shown."""
    if request.method == "POST" and was_asked_before(pk):
        return _too_late(request)
    put_goal = get_object_or_404(asked_of_everybody(), pk=pk)
    form = PublicCommentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and not is_stopped(request, form, "goal comment"):
        with refusals_in(form):
            kept = receive_goal_comment(put_goal, **form.values())
            return redirect(address("enquiry-status", kept.number, kept.code))
    context = {
        "page_title": gettext("Ihr Kommentar"),
        "form": form,
        "put_goal": put_goal,
        "period": retention_period(),
        "breadcrumbs": _crumbs(gettext("Ihr Kommentar")),
    }
    return render(request, "portal/goal_comment.html", context)


def _too_late(request: HttpRequest) -> HttpResponse:
    """The page was opened in time: what was written is not kept, but stands there to be copied."""
    context = {
        "page_title": gettext("Ihr Kommentar"),
        "typed": request.POST.get("message", ""),
        "breadcrumbs": _crumbs(gettext("Ihr Kommentar")),
    }
    return render(request, "portal/too_late.html", context, status=HTTPStatus.GONE)


def _crumbs(here: str) -> list[tuple[str, str]]:
    return [(gettext("Reden Sie mit"), address("taking-part")), (here, "")]
