"""Pages that are made once per version of the data, for all who may see the same, and then handed out as they are.

The view is shown a stand-in for the person: somebody with the same access and nothing else. What it makes of that can
hold nothing of one person. If it asks for more (a key, a session, whose answer something is), the page is not kept but
made for this one person, as ever. The name and the form tokens of who looks are put in when the page is handed out.
"""

import datetime as dt
import re
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any, Final, NoReturn

from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.core.signals import setting_changed
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.html import escape

from neuss_integration.accounts.permissions import Access, access_of
from neuss_integration.foundation.records.data_version import is_watched, whole_version
from neuss_integration.foundation.words.city_names import CityNames, city_names

KEPT: Final = 128
"""So many pages at most in one process."""
UNASKED: Final = frozenset({"_messages", "_encoded_query", "current_app"})
"""What a request may lack: who has messages gets a page of their own, the others are worked out anew."""
_NAME: Final = f"name-{secrets.token_hex(16)}"
_OF_THE_PERSON: Final = re.compile(rf'{_NAME}|(?<=name="csrfmiddlewaretoken" value=")[^"]+(?=")')


_TABLES: Final = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)')


class OfOnePersonError(Exception):
    """The view asked for something that is another for each person."""


class AnyPerson:
    """Somebody with the access of a person; asked for anything else, it says so and notes it.

    Templates swallow errors, so the note decides, not the error.
    """

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, access: Access, *, has_shortcuts: bool) -> None:
        self.access = access
        self.has_shortcuts = has_shortcuts
        self.name = _NAME
        self.asked_for: list[str] = []

    def __getattr__(self, name: str) -> NoReturn:
        self.asked_for.append(name)
        raise OfOnePersonError(name)

    def __eq__(self, other: object) -> bool:
        self.asked_for.append("__eq__")
        raise OfOnePersonError("__eq__")

    def __hash__(self) -> int:
        self.asked_for.append("__hash__")
        raise OfOnePersonError("__hash__")

    def __str__(self) -> str:
        return self.name


class AnyRequest(HttpRequest):
    """The same question by its address, without what a browser adds; it notes what else is asked for."""

    user: Any

    def __init__(self, request: HttpRequest, user: Any) -> None:
        super().__init__()
        self.asked_for: list[str] = []
        self.method = "GET"
        self.path, self.path_info, self.GET = request.path, request.path_info, request.GET
        self.resolver_match = request.resolver_match
        self.META = {"QUERY_STRING": request.META.get("QUERY_STRING", "")}
        self.user = user
        del self.COOKIES

    def __getattr__(self, name: str) -> NoReturn:
        if name not in UNASKED:
            self.asked_for.append(name)
        raise AttributeError(name)


class Reading:
    """Notes which tables a page is made of that nobody watches, and whether it writes: then it is not kept."""

    def __init__(self) -> None:
        self.unwatched: set[str] = set()

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        tables = _TABLES.findall(sql) if sql.lstrip("( ").startswith("SELECT") else [sql]
        self.unwatched.update(table for table in tables if not is_watched(table))
        return execute(sql, params, many, context)


@dataclass(frozen=True, slots=True)
class Key:
    """All that a kept page may differ by."""

    version: str
    view: Callable[..., HttpResponse]
    address: str
    access: Access
    has_shortcuts: bool
    day: dt.date
    person: int | None
    names: CityNames
    also: object


@dataclass(frozen=True, slots=True)
class CachedPage:
    """A page in pieces: between two of them belongs the name, or the form token, of who looks."""

    pieces: tuple[bytes, ...]
    between: tuple[str, ...]
    content_type: str

    def for_person(self, request: HttpRequest) -> HttpResponse:
        """The page with what is of this person alone."""
        person: Any = request.user
        filled = {"name": escape(str(person)).encode(), "token": get_token(request).encode() if self.between else b""}
        content = [self.pieces[0]]
        for kind, piece in zip(self.between, self.pieces[1:], strict=True):
            content += (filled[kind], piece)
        return HttpResponse(b"".join(content), content_type=self.content_type)


_store: OrderedDict[Key, CachedPage | None] = OrderedDict()


def forget(**_: Any) -> None:
    """Every page is made anew: settings may say something else, or somebody counts what the first look costs."""
    _store.clear()


setting_changed.connect(forget)


def cached_page(
    *, by_person: bool = False, also: Callable[[], object] = lambda: None
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let the answer to a GET be kept; stands below the permissions, which are asked for each time.

    A page of tables that are not watched (operations.master_data) is not kept. The view may look at the clock no
    finer than the day; what else it differs by, `also` gives, asked for each time. `by_person` keeps one for each
    person, who is then shown to the view.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def by_version(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            # The version is asked for before the data: what is kept may be newer than its version, never older.
            version = whole_version() if request.method == "GET" and not len(get_messages(request)) else ""
            if not version:
                return view(request, *args, **kwargs)
            key = _key(version, view, request, by_person=by_person, also=also())
            if key not in _store:
                _keep(key, _made(request, key, *args, **kwargs))
            page = _store.get(key)
            return page.for_person(request) if page else view(request, *args, **kwargs)

        by_version.is_kept = True  # type: ignore[attr-defined]
        return by_version

    return decorate


def _key(
    version: str, view: Callable[..., HttpResponse], request: HttpRequest, *, by_person: bool, also: object
) -> Key:
    user: Any = request.user
    person, address = user.pk if by_person else None, request.get_full_path()
    return Key(
        version, view, address, access_of(user), user.has_shortcuts, timezone.localdate(), person, city_names(), also
    )


def _keep(key: Key, page: CachedPage | None) -> None:
    _store[key] = page
    while len(_store) > KEPT:
        _store.popitem(last=False)


def _made(request: HttpRequest, key: Key, *args: Any, **kwargs: Any) -> CachedPage | None:
    """The page for anybody with this access; None if there is no such page, or it would be another for each person."""
    anybody = AnyPerson(key.access, has_shortcuts=key.has_shortcuts)
    asked = AnyRequest(request, anybody if key.person is None else request.user)
    reading = Reading()
    try:
        with connection.execute_wrapper(reading):
            response = key.view(asked, *args, **kwargs)
    except (Http404, PermissionDenied):
        return None
    except Exception:
        if not anybody.asked_for and not asked.asked_for:
            raise
        return None
    is_whole = response.status_code == HTTPStatus.OK and not response.streaming and not response.cookies
    is_for_all = not anybody.asked_for and not asked.asked_for
    return _in_pieces(response) if is_whole and is_for_all and not reading.unwatched else None


def _in_pieces(response: HttpResponse) -> CachedPage:
    text, content_type = response.content.decode(), response.headers["Content-Type"]
    pieces, between, begin = [], [], 0
    for found in _OF_THE_PERSON.finditer(text):
        pieces.append(text[begin : found.start()].encode())
        between.append("name" if found[0] == _NAME else "token")
        begin = found.end()
    return CachedPage((*pieces, text[begin:].encode()), tuple(between), content_type)
