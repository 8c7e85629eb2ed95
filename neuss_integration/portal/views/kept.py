"""Public pages are made once for everybody, and handed out until the data are of another version or it is another day.

The view is shown the address and nothing of who asks, so that nothing of one person can be in what is kept. What asks
for more, writes, or reads a table that nobody watches (operations.master_data) is made anew for each who asks. A view
may look at the clock no finer than the day.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, NoReturn

from django.core.signals import setting_changed
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import quote_etag

from neuss_integration.accounts.cached_pages import AnyRequest, Reading
from neuss_integration.foundation.records.data_version import whole_version
from neuss_integration.foundation.words.city_names import city_names

View = Callable[..., HttpResponse]
MOST_BYTES: Final = 16 * 2**20
"""So much at most in one process, and again half as much for addresses with a query, which anybody can make up."""
LARGEST: Final = 2**20
PATIENCE_SECONDS: Final = 2
"""How long one waits for the same answer that another makes; who waits longer makes it too."""
OVERHEAD: Final = 1000
"""Bytes that an answer takes besides its content and address, about."""


class Nobody:
    """Stands for whoever asks; a view that wants to know who it is is noted."""

    def __init__(self, asked_for: list[str]) -> None:
        self.__dict__["_asked_for"] = asked_for

    def __getattr__(self, name: str) -> NoReturn:
        self._asked_for.append(name)
        raise AttributeError(name)

    def __bool__(self) -> NoReturn:
        self._asked_for.append("__bool__")
        raise AttributeError("__bool__")


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is handed out."""

    content: bytes
    headers: dict[str, str]

    def answer(self) -> HttpResponse:
        """A response of its own for who asks."""
        return HttpResponse(self.content, headers=self.headers)


class Shelf:
    """Answers by address, all of one state of the data, those that were asked for last, up to `most` bytes."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.lock = threading.Lock()
        self.making: dict[tuple[object, str], threading.Event] = {}
        self.clear(None)

    def clear(self, state: object) -> None:
        """Nothing is kept; what comes is of `state`."""
        self.state, self.size = state, 0
        self.answers: OrderedDict[str, Kept] = OrderedDict()

    @contextmanager
    def one_at_a_time(self, state: object, address: str) -> Iterator[None]:
        """Who comes while another makes the same answer waits for it, and is let in when it was made."""
        with self.lock:
            made = self.making.get((state, address))
            if made is None:
                mine = self.making[state, address] = threading.Event()
        if made:
            made.wait(PATIENCE_SECONDS)
            yield
            return
        try:
            yield
        finally:
            with self.lock:
                del self.making[state, address]
            mine.set()

    def get(self, state: object, address: str) -> Kept | None:
        """What was kept of this `state`; what is of another one goes."""
        with self.lock:
            if state != self.state:
                self.clear(state)
            found = self.answers.get(address)
            if found:
                self.answers.move_to_end(address)
            return found

    def put(self, state: object, address: str, answer: Kept) -> None:
        """Keep it; what nobody asked for longest makes room."""
        with self.lock:
            if state != self.state or address in self.answers or len(answer.content) > LARGEST:
                return
            self.answers[address] = answer
            self.size += _size(address, answer)
            while self.size > self.most:
                self.size -= _size(*self.answers.popitem(last=False))


def _size(address: str, answer: Kept) -> int:
    return len(address) + len(answer.content) + OVERHEAD


PLAIN: Final = Shelf(MOST_BYTES)
ASKED: Final = Shelf(MOST_BYTES // 2)
"""Addresses with a query have a shelf of their own: made-up ones take no room from the pages that people read."""


def forget(**_: Any) -> None:
    """Every page is made anew: settings may say something else."""
    PLAIN.clear(None)
    ASKED.clear(None)


setting_changed.connect(forget)


def kept_answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """What `view` answers, with its ETag where it is whole; kept or from what is kept, where it is the same for all."""
    # The version is asked for before the data: what is kept may be newer than its version, never older.
    version = "" if getattr(view, "has_fair_share", False) else whole_version()
    if not version:
        return _with_etag(view(request, *args, **kwargs))
    state, address = (version, timezone.localdate(), city_names()), request.get_full_path()
    shelf = ASKED if request.META.get("QUERY_STRING") else PLAIN
    if found := shelf.get(state, address):
        return found.answer()
    with shelf.one_at_a_time(state, address):
        if found := shelf.get(state, address):
            return found.answer()
        response, is_for_later = _made(view, request, *args, **kwargs)
        if is_for_later:
            shelf.put(state, address, Kept(response.content, dict(response.items())))
        return response


def _made(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> tuple[HttpResponse, bool]:
    """The answer, and whether others may be handed the same."""
    asked_for: list[str] = []
    anybody, reading = AnyRequest(request, Nobody(asked_for)), Reading()
    try:
        with connection.execute_wrapper(reading):
            response = view(anybody, *args, **kwargs)
    except Exception:
        return _with_etag(view(request, *args, **kwargs)), False
    if asked_for or anybody.asked_for or response.cookies or "CSRF_COOKIE" in anybody.META:
        return _with_etag(view(request, *args, **kwargs)), False
    return _with_etag(response), response.status_code == HTTPStatus.OK and not reading.unwatched


def _with_etag(response: HttpResponse) -> HttpResponse:
    if response.status_code == HTTPStatus.OK:
        response["ETag"] = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    return response
