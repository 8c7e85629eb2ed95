"""Pages of the Koordination about what a round asks: free questions, measures that join, more time."""

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST

from measures.catalogue.listing import TICKED
from measures.forms.questions import AddMeasuresForm, QuestionForm
from measures.forms.rounds import ExtendForm
from measures.models import ReportingRound, RoundQuestion
from measures.selectors.contacts import addable_measures, newly_selected
from measures.services import assignments, questions, rounds
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.calendar.holidays import due_warning
from neuss_integration.foundation.forms.pages import button, form_page

LIST_CRUMB: Final = ("Berichtsrunden", reverse_lazy("measures:round-list"))


def round_for(request: SignedInRequest, pk: int) -> ReportingRound:
    """The round if the person may see it, else 404."""
    return get_object_or_404(ReportingRound.objects.visible_to(request.user), pk=pk)


def crumbs_of(reporting_round: ReportingRound, here: str) -> list[tuple[str, str]]:
    """The way to a page below a round."""
    return [
        (LIST_CRUMB[0], str(LIST_CRUMB[1])),
        (reporting_round.title, reporting_round.get_absolute_url()),
        (here, ""),
    ]


@require_permission(Permission.MANAGE_ROUNDS)
def round_extend(request: SignedInRequest, pk: int) -> HttpResponse:
    """More time for the offices, with a reason."""
    reporting_round = round_for(request, pk)
    form = ExtendForm(form_data(request))

    def save() -> ReportingRound:
        return rounds.extend_round(reporting_round, by=request.user, **form.cleaned_data)

    crumbs = crumbs_of(reporting_round, "Verlängern")
    context = {"page_title": "Frist verlängern", "round": reporting_round, "breadcrumbs": crumbs}
    return form_page(
        request,
        form,
        save,
        "measures/round_extend.html",
        context,
        back=reporting_round,
        done=lambda extended: f"Die Frist ist verlängert bis {extended.due_on:%d.%m.%Y}.",
        warn=lambda extended: due_warning(extended.due_on),
        field="due_on",
    )


@require_permission(Permission.MANAGE_ROUNDS)
def round_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Measures that join an open round; ticked are those ticked in the list, or else those that fit its selection."""
    reporting_round, wanted = round_for(request, pk), request.GET.getlist(TICKED)
    offered = list(addable_measures(reporting_round).select_related("lead_department"))
    fitting = [each.pk for each in offered if each.number in wanted]
    if not wanted:
        fitting = list(newly_selected(reporting_round).values_list("pk", flat=True))
    form = AddMeasuresForm(form_data(request), offered=offered, initial={"measures": fitting})

    def save() -> Any:
        return assignments.add_measures(reporting_round, form.cleaned_data["measures"], by=request.user)

    context = {"page_title": "Maßnahmen aufnehmen", "form": form, "round": reporting_round, "offered": offered}
    context["not_offered"] = len(set(wanted)) - len(fitting) if wanted else 0
    return form_page(
        request,
        form,
        save,
        "measures/round_add.html",
        context | {"breadcrumbs": crumbs_of(reporting_round, "Aufnehmen")},
        back=reporting_round,
        done=lambda count: f"In die Runde aufgenommen: {count}. Die Fachdienststellen werden angeschrieben.",
    )


@require_permission(Permission.MANAGE_ROUNDS)
def question_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """A further question of a draft."""
    reporting_round = round_for(request, pk)
    form = QuestionForm(form_data(request))

    def save() -> Any:
        return questions.add_question(reporting_round, by=request.user, values=form.cleaned_data)

    context = {"page_title": "Zusatzfrage", "form": form, "breadcrumbs": crumbs_of(reporting_round, "Zusatzfrage")}
    done = "Die Zusatzfrage gehört jetzt zur Runde."
    back = f"{reporting_round.get_absolute_url()}#zusatzfragen"
    return form_page(request, form, save, "layout/form.html", context, back=back, done=done)


@require_POST
@require_permission(Permission.MANAGE_ROUNDS)
def question_remove(request: SignedInRequest, pk: int, question: int) -> HttpResponse:
    """A draft asks one question less."""
    reporting_round = round_for(request, pk)
    found = RoundQuestion.objects.filter(round=reporting_round, pk=question).select_related("round").first()
    back = f"{reporting_round.get_absolute_url()}#zusatzfragen"
    return button(
        request,
        lambda: found and questions.remove_question(found, by=request.user),
        back=back,
        done="Die Zusatzfrage ist entfernt.",
    )
