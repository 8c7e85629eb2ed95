"""One person's many pages at once wait for each other, and others' pages do not wait for them.

Threads of a web process are few. Of one person only some work at once; a few more wait for these, and what is beyond
is answered at once with error 429, which reloads itself. A browser opens six connections to a server, which always fit.
Files and searches have shares of their own: accounts.fair_share. Who is signed out has none: a school, a shelter or the
whole office is one network, and pages for everybody are kept.
"""

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse

from neuss_integration.operations.requests import who_asks
from neuss_integration.outages import too_busy_page

PATIENCE_SECONDS: Final = 5
"""How long a page waits for others of the same person; most take a tenth of a second."""


class Shares:
    """Who works in this process, and how many requests wait for one of the same person to end."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.taken: Counter[str] = Counter()
        self.waiting = 0

    def take(self, who: str) -> bool:
        """Whether there is a place for one more of `who`, now or soon."""
        with self.changed:
            if not self._is_free(who) and not self._waits(who):
                return False
            self.taken[who] += 1
            return True

    def give_back(self, who: str) -> None:
        """One of `who` is answered."""
        with self.changed:
            self.taken[who] -= 1
            if not self.taken[who]:
                del self.taken[who]
            self.changed.notify_all()

    def _is_free(self, who: str) -> bool:
        return self.taken[who] < settings.PAGES_PER_PERSON

    def _waits(self, who: str) -> bool:
        if self.waiting >= settings.PAGES_WAITING:
            return False
        self.waiting += 1
        connections.close_all()  # who waits keeps no connection from others
        try:
            return self.changed.wait_for(lambda: self._is_free(who), PATIENCE_SECONDS)
        finally:
            self.waiting -= 1


SHARES: Final = Shares()


class PageSharesMiddleware:
    """Gives every page its place, and error 429 to what is beyond; what was typed stands on that page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        finally:
            if who := getattr(request, "has_place_of", None):
                SHARES.give_back(who)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Takes the place, if there is one for this view and person."""
        who = _whose(request, view)
        if who is None:
            return None
        if not SHARES.take(who):
            return too_busy_page(request)
        request.has_place_of = who  # type: ignore[attr-defined]
        return None


def _whose(request: HttpRequest, view: Callable[..., Any]) -> str | None:
    """Whose share a page counts to; None for what has a limit of its own and for everybody's."""
    if hasattr(view, "has_fair_share") or getattr(view, "is_shared", False):
        return None
    return who_asks(request) if request.user.is_authenticated else None
