"""What somebody typed and has not sent yet waits in their session for a few hours; a person may be named there too."""

from collections.abc import Callable, Iterator
from typing import Any, Final
from urllib.parse import parse_qsl, unquote_plus, urlencode

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from neuss_integration.data_protection.texts import cleaned_json, strings

OF_THE_ACCOUNT: Final = "_auth_user"
"""How the names of those values begin that say who is signed in."""


def naming_sessions(names: Callable[[str], int]) -> list[str]:
    """The keys of the running sessions in which the person is named; their content is sealed for the database."""
    running = Session.objects.filter(expire_date__gt=timezone.now()).order_by("pk")
    return [row.pk for row in running.iterator() if any(names(text) for text in typed_texts(row))]


def typed_texts(row: Session) -> Iterator[str]:
    """Every text in the session, as it was typed."""
    return (unquote_plus(text) for text in strings(_typed(row)))


def forget_in_session(row: Session, names: Callable[[str], int], clean: Callable[[str], str]) -> None:
    """The session names the person no more; who it belongs to stays signed in and keeps what else was typed."""
    kept = row.get_decoded()
    kept |= cleaned_json(_typed(row), lambda text: names(unquote_plus(text)), lambda text: _cleaned(text, clean))
    session_data = SessionStore().encode(kept)
    Session.objects.filter(pk=row.pk).update(session_data=session_data)


def _typed(row: Session) -> dict[str, Any]:
    return {key: value for key, value in row.get_decoded().items() if not key.startswith(OF_THE_ACCOUNT)}


def _cleaned(text: str, clean: Callable[[str], str]) -> str:
    """A form is kept as a browser sends it: each of its values is looked at by itself."""
    if clean(text) != text or clean(unquote_plus(text)) == unquote_plus(text):
        return clean(text)
    return urlencode([(name, clean(value)) for name, value in parse_qsl(text, keep_blank_values=True)])
