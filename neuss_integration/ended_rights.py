"""Rights that end while a file is made: who has them no more does not get it."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import access_of
from roundtables.querysets.meetings import tables_of


class EndedRightsMiddleware:
    """What takes long to make is handed out to who may still do what he might when it was asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Raises PermissionDenied when account, role, office or seat changed meanwhile; asked for anew it comes."""
        response = self.get_response(request)
        before = getattr(request, "rights_before", None)
        if before is not None and response.status_code < 300 and before != _rights_of(_as_stored(request.user)):
            raise PermissionDenied
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Notes the rights before files, searches and comparisons."""
        if hasattr(view, "has_fair_share") and request.method == "GET" and request.user.is_authenticated:
            request.rights_before = _rights_of(request.user)  # type: ignore[attr-defined]


def _as_stored(user: Any) -> User | None:
    return User.objects.filter(pk=user.pk).first()


def _rights_of(user: Any) -> tuple[Any, ...]:
    access = access_of(user)
    seats = frozenset(tables_of(user).values_list("round_table_id", flat=True)) if _needs_seat(access) else frozenset()
    return access, seats, getattr(user, "sessions_ended", None)


def _needs_seat(access: Any) -> bool:
    return bool(access.has(Permission.ATTEND_TABLES))
