"""Pages of the Koordination about mails: the log, sending again, what came back, switching sending off, a test."""

import uuid
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, form_page
from neuss_integration.mailing import services
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.forms import BounceForm, PauseForm
from neuss_integration.mailing.models import TROUBLED, BarrierReport, Mail
from neuss_integration.mailing.selectors import barrier_reports, counts_of, current_pause, logged, mail_server

PER_PAGE: Final = 50
LIST_CRUMB: Final = ("Nachrichten", reverse_lazy("mailing:mail-list"))


@require_safe
@require_permission(Permission.MANAGE_ROUNDS)
def mail_list(request: SignedInRequest) -> HttpResponse:
    """Every mail with its state, the latest first; `status` shows those in one state."""
    state = request.GET.get("status", "")
    chosen = state if state in MailState.values else ""
    page = Paginator(logged(chosen), PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "page_title": "Nachrichten",
        "page_obj": page,
        "mails": page.object_list,
        "counts": counts_of(),
        "chosen": chosen,
        "pause": current_pause(),
        "is_sending": services.is_sending(),
        "server": mail_server(),
        "troubled": TROUBLED,
        "test_key": uuid.uuid4(),
    }
    return render(request, "mailing/mail_list.html", context)


@require_permission(Permission.MANAGE_ROUNDS)
def pause(request: SignedInRequest) -> HttpResponse:
    """Switches sending off, with a reason."""
    form = PauseForm(form_data(request))

    def save() -> Any:
        return services.pause_sending(by=request.user, reason=form.cleaned_data["reason"])

    context = {"page_title": "Versand anhalten", "form": form, "breadcrumbs": [LIST_CRUMB, ("Anhalten", "")]}
    done = "Der Versand ist angehalten. Alle Nachrichten warten, keine geht verloren."
    return form_page(
        request, form, save, "layout/form.html", context, back=reverse("mailing:mail-list"), done=done, field="reason"
    )


@require_POST
@require_permission(Permission.MANAGE_ROUNDS)
def resume(request: SignedInRequest) -> HttpResponse:
    """Switches sending on again."""
    services.resume_sending(by=request.user)
    messages.success(request, "Der Versand läuft wieder. Wartende Nachrichten gehen in den nächsten Minuten hinaus.")
    return redirect("mailing:mail-list")


@require_POST
@require_permission(Permission.MANAGE_ROUNDS)
def test_mail(request: SignedInRequest) -> HttpResponse:
    """A test goes to the own address."""
    mail = services.send_test(by=request.user, key=request.POST.get("key", "")[:36] or str(uuid.uuid4()))
    messages.success(request, f"Eine Testnachricht an {mail.address} wartet auf den Versand.")
    return redirect("mailing:mail-list")


@require_POST
@require_permission(Permission.MANAGE_ROUNDS)
def mail_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sends a mail again that did not arrive."""
    mail = get_object_or_404(Mail, pk=pk)
    return button(
        request,
        lambda: services.send_again(mail, by=request.user),
        back=_back(request),
        done=f"Die Nachricht an {mail.address} wird noch einmal versandt.",
    )


@require_permission(Permission.MANAGE_ROUNDS)
def mail_bounce(request: SignedInRequest, pk: int) -> HttpResponse:
    """Records that a mail came back."""
    mail = get_object_or_404(Mail, pk=pk)
    form = BounceForm(form_data(request))

    def save() -> Any:
        return services.record_bounce(mail, by=request.user, reason=form.cleaned_data["reason"])

    context = {"page_title": "Nachricht kam zurück", "form": form, "mail": mail}
    crumbs = [LIST_CRUMB, ("Zurückgekommen", "")]
    done = f"Eingetragen: Die Nachricht an {mail.address} kam zurück."
    return form_page(
        request,
        form,
        save,
        "mailing/mail_bounce.html",
        context | {"breadcrumbs": crumbs},
        back=reverse("mailing:mail-list"),
        done=done,
        field="reason",
    )


@require_safe
@require_permission(Permission.MANAGE_ROUNDS)
def barrier_list(request: SignedInRequest) -> HttpResponse:
    """What people could not read or use, open reports first."""
    page = Paginator(barrier_reports(), PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "page_title": "Gemeldete Barrieren",
        "page_obj": page,
        "reports": page.object_list,
        "breadcrumbs": [LIST_CRUMB, ("Gemeldete Barrieren", "")],
    }
    return render(request, "mailing/barrier_list.html", context)


@require_POST
@require_permission(Permission.MANAGE_ROUNDS)
def barrier_settle(request: SignedInRequest, pk: int) -> HttpResponse:
    """The report is settled."""
    services.settle_barrier(get_object_or_404(BarrierReport, pk=pk), by=request.user)
    messages.success(request, "Die Meldung ist erledigt. Die Adresse der meldenden Person ist gelöscht.")
    return redirect("mailing:barrier-list")


def _back(request: SignedInRequest) -> str:
    """The page the button stood on, if it is one of ours."""
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if is_ours else "mailing:mail-list"
