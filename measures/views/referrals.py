"""Pages about „nicht zuständig“: an office says so, the Koordination decides."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from measures.forms.referrals import ACCEPT_LEAD, DECLINE, DecideReferralForm, ReferForm
from measures.models import Referral
from measures.selectors.progress import report_for
from measures.services import referrals
from measures.views.answering import crumbs_of
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, form_methods, form_page

TITLE = "Nicht zuständig"


@form_methods
@require_permission(Permission.REPORT_PROGRESS)
def progress_refer(request: SignedInRequest, pk: int) -> HttpResponse:
    """An office says that another one is responsible."""
    report = get_object_or_404(report_for(request.user, answerable=True), pk=pk)
    form = ReferForm(form_data(request), office=report.department)

    def save() -> Referral:
        return referrals.refer(report, by=request.user, **form.cleaned_data)

    crumbs = [*crumbs_of(request, report)[:-1], (report.measure.title, report.get_absolute_url()), (TITLE, "")]
    context = {"page_title": TITLE, "form": form, "report": report, "breadcrumbs": crumbs}
    return form_page(
        request,
        form,
        save,
        "measures/progress_refer.html",
        context,
        back=reverse("measures:task-list"),
        done=lambda said: f"Gemeldet: „{said.proposed}“ ist nach Ihrer Auskunft zuständig.",
        field="to",
    )


@require_POST
@require_permission(Permission.REPORT_PROGRESS)
def progress_refer_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """The office is responsible after all."""
    report = get_object_or_404(report_for(request.user, answerable=True), pk=pk)
    return button(
        request,
        lambda: referrals.withdraw_referral(report, by=request.user),
        back=reverse("measures:task-list"),
        done=lambda had: "Die Meldung ist zurückgenommen." if had else "Darüber ist schon entschieden.",
    )


@require_safe
@require_permission(Permission.MANAGE_ROUNDS)
def referral_list(request: SignedInRequest) -> HttpResponse:
    """What is to decide, in all open rounds."""
    found = Referral.objects.visible_to(request.user).pending()
    context = {
        "page_title": "Meldungen „nicht zuständig“",
        "referrals": list(
            found.select_related("report__measure", "report__round", "department", "proposed", "made_by")
        ),
        "breadcrumbs": [("Berichtsrunden", reverse("measures:round-list")), (TITLE, "")],
    }
    return render(request, "measures/referral_list.html", context)


@form_methods
@require_permission(Permission.MANAGE_ROUNDS)
def referral_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Moves the task to the proposed office, or sends it back with a sentence."""
    found = Referral.objects.visible_to(request.user).select_related(
        "report__measure__lead_department", "report__round", "department", "proposed", "made_by"
    )
    referral = get_object_or_404(found, pk=pk)
    form = DecideReferralForm(form_data(request), proposed=referral.proposed, office=referral.department)
    if request.method != "POST" and not Referral.objects.pending().filter(pk=pk).exists():
        return redirect(referral.report)

    def save() -> Any:
        decision = form.cleaned_data["decision"]
        if decision == DECLINE:
            return referrals.decline_referral(referral, by=request.user, answer=form.cleaned_data["answer"])
        return referrals.accept_referral(referral, by=request.user, changes_lead=decision == ACCEPT_LEAD)

    crumbs = [("Berichtsrunden", reverse("measures:round-list")), (TITLE, reverse("measures:referral-list"))]
    context = {"page_title": "Wer ist zuständig?", "referral": referral, "breadcrumbs": [*crumbs, ("Entscheiden", "")]}
    done = "Entschieden. Die Fachdienststelle bekommt eine Nachricht."
    back = referral.report.round
    return form_page(request, form, save, "measures/referral_decide.html", context, back=back, done=done)
