"""The own sessions: look at them, end one or all others."""

from typing import Final

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.accounts.selectors import device_name, sessions_of
from neuss_integration.accounts.services import sessions

TITLE: Final = "Sitzungen"


@require_safe
def session_list(request: SignedInRequest) -> HttpResponse:
    """Where the person is signed in."""
    crumbs = [("Start", "/"), ("Mein Konto", reverse("account_profile")), (TITLE, "")]
    context = {"page_title": TITLE, "breadcrumbs": crumbs, "rows": sessions_of(request)}
    return render(request, "accounts/session_list.html", context)


@require_POST
def session_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """One session of the person is ended; this one ends by signing out."""
    session = get_object_or_404(UserSession, user=request.user, pk=pk)
    if session.session_key == request.session.session_key:
        return redirect("account_logout")
    name = device_name(session.user_agent)
    sessions.end_session(session, by=request.user)
    messages.success(request, f"Die Sitzung mit {name} ist beendet.")
    return redirect("account_sessions")


@require_POST
def end_other_sessions(request: SignedInRequest) -> HttpResponse:
    """The person stays signed in here and nowhere else."""
    sessions.end_other_sessions(request)
    messages.success(request, "Sie sind überall sonst abgemeldet.")
    return redirect("account_sessions")
