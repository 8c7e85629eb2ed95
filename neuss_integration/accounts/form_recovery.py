"""Nobody loses typed text by a session that ran out: a refused POST is kept and comes back after sign-in.

Only what somebody typed into a form they were shown is kept (the form carries a signed note of whom it was shown
to), never a password, and only that person gets it back.
"""

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from neuss_integration.foundation.records.conflicts import merged

SIGNED_IN_ANEW: Final = (
    "Nicht gespeichert: Sie haben sich inzwischen neu angemeldet. "
    "Klicken Sie auf „Speichern“, Ihr Text bleibt erhalten."
)
SESSION_KEY: Final = "kept_text"
OWNER_FIELD: Final = "form_owner"
MAX_DATA: Final = 2_000_000
MAX_SECONDS_OPEN: Final = dt.timedelta(days=14)
_signer = TimestampSigner(salt="neuss_integration.form_owner")


def owner_token(user: Any) -> str:
    """A signed note of who was shown a form; it stands as a hidden field in every form."""
    return _signer.sign(str(user.pk)) if user.is_authenticated else ""


def _owner(token: str) -> int | None:
    try:
        return int(_signer.unsign(token, max_age=MAX_SECONDS_OPEN))
    except (BadSignature, ValueError):
        return None


def is_own_form(request: HttpRequest) -> bool:
    """Whether the form that is sent was shown to who is signed in now."""
    return request.user.is_authenticated and _owner(request.POST.get(OWNER_FIELD, "")) == request.user.pk


def recovered_data(request: HttpRequest) -> QueryDict | None:
    """What the signed-in person had typed on this page before the session ran out, or None."""
    stored = request.session.get(SESSION_KEY)
    if not stored or stored["path"] != request.path or stored["owner"] != request.user.pk:
        return None
    return read_form(stored["data"])


def read_form(text: str, *, most: int | None = None) -> QueryDict:
    """The values of a form as a browser sends it, also beyond the limits of a request.

    What was refused for its size waits here: read with the same limits, its page would not open any more.
    Raises ValueError for more than `most` of them.
    """
    typed = QueryDict(mutable=True)
    for name, value in parse_qsl(text, keep_blank_values=True, max_num_fields=most):
        typed.appendlist(name, value)
    return typed


def form_data(request: HttpRequest) -> QueryDict | None:
    """The data a form binds to: what is sent now, else what was kept (the page says so), else nothing.

    What comes from the conflict page is as chosen there.
    """
    if request.method == "POST":
        return merged(request.POST)
    data = recovered_data(request)
    if data is not None and not getattr(request, "recovery_is_announced", False):
        request.recovery_is_announced = True  # type: ignore[attr-defined]
        messages.info(request, "Ihre Eingaben von vorhin sind wieder da. Sie sind noch nicht gespeichert.")
    return merged(data)


class FormRecoveryMiddleware:
    """Keeps the text of a POST that arrives without a session, and forgets it once it was sent again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Runs after the check of the CSRF token and before the one for sign-in; shared pages ask for no session."""
        if getattr(view, "is_shared", False):
            return None
        if request.user.is_authenticated:
            _forget(request)
            return None
        if request.method != "POST" or not getattr(view, "login_required", True):
            return None
        return redirect_to_login(store_typed_form(request), resolve_url("account_login"))


def store_typed_form(request: HttpRequest) -> str:
    """What was typed waits in the session; gives the page on which it will stand again."""
    page = page_of_form(request)
    _store(request, urlsplit(page).path)
    return page


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What follows a refused CSRF token; nothing is written, and nothing typed is lost.

    Whoever signs in anew in another tab has new tokens there, and old ones in every form that is open. A form that was
    shown to this person (its signed note says so) comes back filled in. The sign-in page of who is signed in by now
    leads on. Everything else, such as a form of another site, gets the page of error 403.
    """
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"message": SIGNED_IN_ANEW}, status=HTTPStatus.FORBIDDEN)
    if request.path == resolve_url("account_login"):
        return redirect(_next_of(request) if request.user.is_authenticated else request.get_full_path())
    page = page_of_form(request)
    if not is_own_form(request):
        return render(request, "403_csrf.html", {"page": page}, status=HTTPStatus.FORBIDDEN)
    return back_to_form(request, page)


def is_form_of_ours(typed: QueryDict) -> bool:
    """Whether the form was shown by us, to whomever."""
    return _owner(typed.get(OWNER_FIELD, "")) is not None


def may_come_back(request: HttpRequest, typed: QueryDict) -> bool:
    """Whether a form was shown to who is signed in now, or to somebody who can sign in again."""
    owner, user = _owner(typed.get(OWNER_FIELD, "")), getattr(request, "user", None)
    return owner is not None and user is not None and (not user.is_authenticated or user.pk == owner)


def back_to_form(request: HttpRequest, page: str, typed: QueryDict | None = None) -> HttpResponse:
    """The form again, filled in; for who is not signed in any more after the sign-in."""
    _store(request, urlsplit(page).path, typed)
    if request.user.is_authenticated:
        return redirect(page)
    return redirect_to_login(page, resolve_url("account_login"))


def _next_of(request: HttpRequest) -> str:
    """Where a sign-in was to lead, on this host; the start page otherwise."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    is_own = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if is_own else resolve_url("start")


def _forget(request: HttpRequest) -> None:
    """What was sent again, and what somebody else had typed at this machine, is kept no longer."""
    stored = request.session.get(SESSION_KEY)
    if stored is None:
        return
    sent_again = request.method == "POST" and urlsplit(page_of_form(request)).path == stored["path"]
    if sent_again or stored["owner"] != request.user.pk:
        del request.session[SESSION_KEY]


def _store(request: HttpRequest, path: str, typed: QueryDict | None = None) -> None:
    typed = request.POST if typed is None else typed
    owner = _owner(typed.get(OWNER_FIELD, ""))
    if owner is None:
        return
    data = without_secrets(typed).urlencode()
    if data and len(data) <= MAX_DATA:
        request.session[SESSION_KEY] = {"owner": owner, "path": path, "data": data}


def without_secrets(typed: QueryDict) -> QueryDict:
    """What is typed, without what only the browser is to know."""
    kept = typed.copy()
    for name in list(kept):
        if name in (OWNER_FIELD, "csrfmiddlewaretoken") or "password" in name:
            del kept[name]
    return kept


def is_small(typed: QueryDict) -> bool:
    """Whether what is typed can be kept in a session."""
    return len(without_secrets(typed).urlencode()) <= MAX_DATA


def page_of_form(request: HttpRequest) -> str:
    """The page on which the sent form stood: an address that only takes forms cannot be opened after sign-in."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        return request.get_full_path()
    parts = urlsplit(referer)
    if not parts.path.startswith("/") or parts.path.startswith("//"):
        return request.get_full_path()
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
