"""Sessions: how long they last, and how they end before that."""

import datetime as dt
import time
from contextlib import suppress
from typing import Any, Final

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import DatabaseError, transaction
from django.http import HttpRequest
from django.utils import timezone

from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import access_of
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record

LIMITS: Final = "session_limits"
SEEN_EVERY: Final = dt.timedelta(minutes=1)
"""Somebody at work is noted this often, not at each page."""


@transaction.atomic
def end_sessions(user: User) -> None:
    """No session of `user` counts any more; the caller may keep the own one with `update_session_auth_hash`.

    Each session carries a hash of the password and of this count. No history is written.
    """
    ended = User.objects.select_for_update(of=("self",)).values_list("sessions_ended", flat=True).get(pk=user.pk)
    user.sessions_ended = ended + 1
    user.skip_history_when_saving = True  # type: ignore[attr-defined]
    try:
        user.save(update_fields=["sessions_ended"])
    finally:
        del user.skip_history_when_saving  # type: ignore[attr-defined]


def end_other_sessions(request: HttpRequest) -> None:
    """Who is signed in stays so in this session, and in no other."""
    user: Any = request.user
    end_sessions(user)
    update_session_auth_hash(request, user)
    UserSession.objects.create_from_request(request)


@transaction.atomic
def end_session(session: UserSession, *, by: User) -> None:
    """Who uses `session`, on whichever machine, has to sign in anew."""
    session.end()
    record(AuditEvent.SESSIONS_ENDED, by=by, about=session.user)


def begin_session(request: HttpRequest, user: User) -> None:
    """The new session stands in the list of `user`, and the strictest limit of their roles holds for it.

    It needs no other limit later: a role that is given or ended ends the sessions.
    """
    UserSession.objects.create_from_request(request)
    roles = access_of(user).roles
    idle = min([settings.SESSION_IDLE_MINUTES, *_of_roles(settings.SESSION_IDLE_MINUTES_BY_ROLE, roles)])
    hours = min([settings.SESSION_COOKIE_AGE / 3600, *_of_roles(settings.SESSION_HOURS_BY_ROLE, roles)])
    now = time.time()
    request.session[LIMITS] = {"until": now + hours * 3600, "idle": idle * 60, "seen": now}


def _of_roles(limits: dict[str, int], roles: frozenset[str]) -> list[int]:
    return [limit for role, limit in limits.items() if role in roles]


def is_over(request: HttpRequest) -> bool:
    """Whether the session lasted as long as it may, or nobody used it for too long."""
    limits, now = request.session.get(LIMITS), time.time()
    return limits is not None and (now >= limits["until"] or now - limits["seen"] >= limits["idle"])


def note_use(request: HttpRequest) -> None:
    """Somebody is at work in the session; written at once, so that no other request's changes are lost with it.

    A database that takes nothing now (full, busy) keeps nobody from reading: the session is only over the sooner.
    """
    limits, now = request.session.get(LIMITS), time.time()
    if limits is None or now - limits["seen"] < SEEN_EVERY.total_seconds():
        return
    request.session[LIMITS] = limits | {"seen": now}
    with suppress(UpdateError, DatabaseError), transaction.atomic():  # UpdateError: signed out in another tab meanwhile
        request.session.save()
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())
    request.session.modified = False


def end_this_session(request: HttpRequest) -> None:
    """Nobody is signed in here any more; the log knows whose time was over."""
    key, user = request.session.session_key, request.user
    logout(request)
    record(AuditEvent.SESSIONS_ENDED, by=None, about=user, detail="Die Zeit war abgelaufen.")
    UserSession.objects.filter(session_key=key).delete()


def forget_ended() -> None:
    """The list holds nothing of sessions that the database has no more; the cleaning asks this every few seconds."""
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
