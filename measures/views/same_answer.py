"""One answer for two rounds, by a click in the list of tasks or a tick in the form."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from measures.enums import ProgressState
from measures.models import ProgressReport
from measures.selectors.progress import report_for
from measures.services import progress
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button


@require_POST
@require_permission(Permission.REPORT_PROGRESS)
def progress_same(request: SignedInRequest, pk: int, source: int) -> HttpResponse:
    """The task is answered as `source` is."""
    own = report_for(request.user, answerable=True)
    task, given = get_object_or_404(own, pk=pk), get_object_or_404(own, pk=source)
    outcome: list[ProgressReport] = []

    def act() -> None:
        outcome.append(progress.answer_alike(task, given, by=request.user))

    answer = button(request, act, back="measures:task-list", done=lambda _: said_of(outcome[0]))
    if outcome and outcome[0].state == ProgressState.IN_PROGRESS:
        return redirect(task)
    return answer


def also_answer(request: SignedInRequest, given: ProgressReport) -> None:
    """What was ticked in the form: the answer counts in these rounds as well. What does not go is said."""
    ticked = [key for key in request.POST.getlist("gilt_auch") if key.isascii() and key.isdecimal() and len(key) < 10]
    tasks = report_for(request.user, answerable=True).filter(pk__in=ticked).order_by("pk") if ticked else ()
    answered, refused = progress.answer_each_alike(tasks, given, by=request.user)
    for each in answered:
        messages.success(request, said_of(each))
    for sentence in refused:
        messages.warning(request, sentence)


def said_of(answered: ProgressReport) -> str:
    """What became of the second round."""
    if answered.state == ProgressState.IN_PROGRESS:
        return f"Für „{answered.round}“ steht die Antwort als Entwurf bereit; dort fehlt noch etwas."
    return f"Die Antwort gilt auch für „{answered.round}“ und ist dort eingereicht."
