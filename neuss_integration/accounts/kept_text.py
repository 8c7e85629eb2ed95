"""Nobody loses typed text by a session that ran out: a refused POST is kept and comes back after sign-in."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url

SESSION_KEY = "kept_text"
OWNER_FIELD = "form_owner"
LARGEST_KEPT = 2_000_000
_signer = Signer(salt="neuss_integration.form_owner")


def owner_token(user: Any) -> str:
    """A signed note of who was shown a form; it stands as a hidden field in every form."""
    return _signer.sign(str(user.pk)) if user.is_authenticated else ""


def _owner(token: str) -> int | None:
    try:
        return int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None


def kept_data(request: HttpRequest) -> QueryDict | None:
    """What the signed-in person had typed on this page before the session ran out, or None."""
    kept = request.session.get(SESSION_KEY)
    if not kept or kept["path"] != request.path or kept["owner"] != request.user.pk:
        return None
    return QueryDict(kept["data"])


def form_data(request: HttpRequest) -> QueryDict | None:
    """The data a form binds to: what is sent now, else what was kept, else nothing."""
    return request.POST if request.method == "POST" else kept_data(request)


class KeepTypedTextMiddleware:
    """Keeps the text of a POST that arrives without a session, and forgets it once it was sent again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Runs after the check of the CSRF token and before the one for sign-in."""
        if request.method != "POST":
            return None
        if request.user.is_authenticated:
            if request.session.get(SESSION_KEY, {}).get("path") == request.path:
                del request.session[SESSION_KEY]
            return None
        if not getattr(view, "login_required", True):
            return None
        owner = _owner(request.POST.get(OWNER_FIELD, ""))
        data = request.POST.urlencode()
        if owner is not None and len(data) <= LARGEST_KEPT:
            request.session[SESSION_KEY] = {"owner": owner, "path": request.path, "data": data}
        return redirect_to_login(request.get_full_path(), resolve_url("account_login"))
