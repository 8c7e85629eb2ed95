"""Pages of taking part: rounds, one with its goals and comments, put goals to comment, say something, answer."""

from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST, require_safe

from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, form_methods, form_page, version_of
from neuss_integration.foundation.records.history import Trail
from neuss_integration.foundation.spreadsheets.writing import download, sheet_file
from roundtables.exports import comment_sheet
from roundtables.forms.comments import (
    CommentAnswerForm,
    CommentRoundForm,
    DismissCommentForm,
    GoalCommentForm,
    RecordCommentForm,
    WithdrawGoalForm,
)
from roundtables.models import CommentRound, GoalComment, PutGoal
from roundtables.selectors.comments import comments_in, comments_on_page, rounds_for
from roundtables.services.comment_rounds import open_round, update_round, withdraw_goal
from roundtables.services.goal_comments import (
    answer_comment,
    comment_on,
    dismiss_comment,
    record_comment,
    restore_comment,
)
from roundtables.views.pages import FORM_PAGE, Crumbs, page_context
from success_factors.models import ConceptEdition

CRUMB: Final = ("Beteiligung", reverse_lazy("roundtables:comment-round-list"))
PER_PAGE: Final = 50


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
@cached_page(by_person=True)
def comment_round_list(request: SignedInRequest) -> HttpResponse:
    """The rounds a person is asked in, or may read; `status` narrows them to those where answers are owed."""
    found: Any = rounds_for(request.user)
    waits = request.GET.get("status") == "wartet"
    may_edit = request.user.access.has(Permission.MAINTAIN_CONCEPT)
    context = {
        "page_title": "Beteiligung an der Fortschreibung",
        "page_obj": Paginator(found.waiting() if waits else found, PER_PAGE).get_page(request.GET.get("seite")),
        "may_edit": may_edit,
        "waits": waits,
        "draft": ConceptEdition.objects.visible_to(request.user).filter(state="draft").first() if may_edit else None,
    }
    return render(request, "roundtables/comment_round_list.html", context)


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
@cached_page(by_person=True)
def comment_round_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The goals of a round with what was said and answered, as far as the person may read it, in pages."""
    comment_round = _round(request, pk)
    found = comments_on_page(comment_round, request.user, request.GET)
    may_edit = request.user.access.has(Permission.MAINTAIN_CONCEPT)
    context = {
        "page_title": comment_round.title,
        "round": comment_round,
        "goals": found.goals,
        "page_obj": found.page,
        "counts": found.counts,
        "may_edit": may_edit,
        "may_comment": may_edit or CommentRound.objects.asking(request.user).filter(pk=pk).exists(),
        "breadcrumbs": [CRUMB, (comment_round.title, "")],
    }
    return render(request, "roundtables/comment_round_detail.html", context)


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
@fair_share
def comment_round_export(request: SignedInRequest, pk: int, suffix: str) -> HttpResponse:
    """The comments of a round as the page shows them."""
    may_edit = request.user.access.has(Permission.MAINTAIN_CONCEPT)
    comments = comments_in([_round(request, pk)], request.user)
    return download(sheet_file(comment_sheet(comments, of_draft=may_edit), suffix), f"kommentare-{pk}.{suffix}")


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def comment_round_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put goals of a draft to comment."""
    edition = get_object_or_404(ConceptEdition.objects.visible_to(request.user).filter(state="draft"), pk=pk)
    form = CommentRoundForm(form_data(request), edition=edition)

    def save() -> CommentRound:
        return open_round(edition, by=request.user, values=form.values(), goals=form.cleaned_data["goals"])

    context = page_context("Zur Beteiligung stellen", [_crumb()], lead=edition.title)
    done = "Die Ziele stehen zur Beteiligung. Wer gefragt ist und ein Konto hat, bekommt eine Nachricht."
    return form_page(request, form, save, FORM_PAGE, context, done=done)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def comment_round_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change dates and who is asked; the goals stay as they were put."""
    comment_round = _round(request, pk)
    form = CommentRoundForm(form_data(request), comment_round=comment_round)

    def save() -> CommentRound:
        return update_round(comment_round, by=request.user, expected_version=version_of(form), values=form.values())

    stored = lambda now: CommentRoundForm(comment_round=now)  # noqa: E731
    context = page_context("Beteiligungsrunde bearbeiten", _crumbs(comment_round))
    return form_page(request, form, save, FORM_PAGE, context, stored=stored)


@require_safe
@require_permission(Permission.MAINTAIN_CONCEPT)
def comment_round_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who changed the round when."""
    comment_round = _round(request, pk)
    context = page_context("Änderungsverlauf", _crumbs(comment_round)) | {"subject": comment_round.title}
    return render(
        request, "layout/history.html", context | {"page_obj": Trail(comment_round).page(request.GET.get("seite"))}
    )


@form_methods
@require_permission(Permission.VIEW_CONCEPT)
def comment_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say something about a goal; the Koordination enters what came in by letter or mail."""
    put_goal = _put_goal(request, pk)
    records = request.user.access.has(Permission.MAINTAIN_CONCEPT)
    data = form_data(request)
    form: Any = (
        RecordCommentForm(data) if records else GoalCommentForm(data, user=request.user, comment_round=put_goal.round)
    )

    def save() -> GoalComment:
        return (record_comment if records else comment_on)(put_goal, by=request.user, **form.values())

    title = "Kommentar eintragen" if records else "Kommentar schreiben"
    context = page_context(title, _crumbs(put_goal.round), lead=put_goal.text)
    done = "Gespeichert." if records else f"Danke. Sie lesen die Antwort hier bis {put_goal.round.answer_by:%d.%m.%Y}."
    return form_page(request, form, save, FORM_PAGE, context, back=put_goal, done=done)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def comment_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what becomes of a comment, and why."""
    comment = _comment(request, pk)
    form = CommentAnswerForm(form_data(request), comment=comment)

    def save() -> GoalComment:
        return answer_comment(comment, by=request.user, expected_version=version_of(form), **form.values())

    context = page_context("Kommentar beantworten", _crumbs(comment.put_goal.round)) | {"comment": comment}
    page, stored = "roundtables/comment_answer.html", lambda now: CommentAnswerForm(comment=now)
    return form_page(request, form, save, page, context, back=comment, done="Die Antwort ist da.", stored=stored)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def comment_dismiss(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that a comment is no contribution, and why."""
    comment = _comment(request, pk)
    form = DismissCommentForm(form_data(request), comment=comment)

    def save() -> GoalComment:
        reason = form.cleaned_data["reason"]
        return dismiss_comment(comment, by=request.user, expected_version=version_of(form), reason=reason)

    context = page_context("Kein Beitrag", _crumbs(comment.put_goal.round), lead=comment.text)
    stored = lambda now: DismissCommentForm(comment=now)  # noqa: E731
    return form_page(request, form, save, FORM_PAGE, context, back=comment, done="Er zählt nicht mit.", stored=stored)


@require_POST
@require_permission(Permission.MAINTAIN_CONCEPT)
def comment_restore(request: SignedInRequest, pk: int) -> HttpResponse:
    """A comment counts again."""
    comment = _comment(request, pk)
    done = "Der Kommentar zählt wieder als Beitrag."
    return button(request, lambda: restore_comment(comment, by=request.user), back=comment, done=done)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def put_goal_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask about a goal no longer, and say why."""
    put_goal = _put_goal(request, pk)
    form = WithdrawGoalForm(form_data(request), put_goal=put_goal)

    def save() -> PutGoal:
        return withdraw_goal(put_goal, by=request.user, reason=form.cleaned_data["reason"])

    context = page_context("Ziel zurückziehen", _crumbs(put_goal.round), lead=put_goal.text)
    return form_page(request, form, save, FORM_PAGE, context, back=put_goal, done="Das Ziel ist zurückgezogen.")


def _round(request: SignedInRequest, pk: int) -> CommentRound:
    return get_object_or_404(rounds_for(request.user).prefetch_related("round_tables", "organisations"), pk=pk)


def _comment(request: SignedInRequest, pk: int) -> GoalComment:
    found = GoalComment.objects.visible_to(request.user).select_related("put_goal__round", "organisation")
    return get_object_or_404(found, pk=pk)


def _put_goal(request: SignedInRequest, pk: int) -> PutGoal:
    return get_object_or_404(PutGoal.objects.visible_to(request.user).select_related("round__edition"), pk=pk)


def _crumb() -> tuple[str, str]:
    return CRUMB[0], str(CRUMB[1])


def _crumbs(comment_round: CommentRound) -> Crumbs:
    return [_crumb(), (comment_round.title, comment_round.get_absolute_url())]
