"""Questions of members of the Gremium: putting one, and letting everybody read the answer."""

import uuid
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from measures.enums import OrderState, ResolutionKind
from measures.models import Resolution
from measures.services import parts
from measures.services.dependents import names_of_dependents, remove_followed
from measures.services.resolutions import recorded
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import access_of, ensure
from neuss_integration.city.enums import ResolutionResult
from neuss_integration.city.models import Committee
from neuss_integration.foundation.exceptions import Incomplete, Refused
from neuss_integration.foundation.records.saving import locked, save_as, written_by

NOT_ANSWERED: Final = "Die Anfrage ist noch nicht beantwortet. Veröffentlichen lässt sich erst eine Antwort."
ALREADY_TAKEN_UP: Final = "Diese Anfrage ist schon zugeteilt oder verknüpft. Bitte wenden Sie sich an die Koordination."
RELEASED: Final = ("answer_released_at", "public_question", "public_answer")


@transaction.atomic
def ask_question(
    *, by: User, committee: Committee, title: str, text: str, submission_key: uuid.UUID | None = None
) -> Resolution:
    """A member of `committee` asks today; who answers until when is said by the Koordination. A double click asks once.

    Raises PermissionDenied for somebody else, ValidationError without a title.
    """
    ensure(by, Permission.ASK_QUESTIONS)
    values = {
        "kind": ResolutionKind.QUESTION,
        "result": ResolutionResult.ASKED,
        "committee": committee,
        "resolved": timezone.localdate(),
        "title": title,
        "text": text.strip(),
    }
    return recorded(values, by=by, submission_key=submission_key)


@transaction.atomic
def withdraw_question(resolution: Resolution, *, by: User, reason: str) -> None:
    """A question that nobody was given yet is gone; its history keeps it, with who took it back and why.

    Raises PermissionDenied for who neither asked it nor is of the Koordination, Refused once something hangs on it,
    Incomplete without a reason.
    """
    current = locked(resolution)
    if not may_withdraw(current, by):
        raise PermissionDenied
    links = (current.editions, current.goals, current.measures)
    if names_of_dependents(current) or any(each.exists() for each in links):
        raise Refused(ALREADY_TAKEN_UP)
    parts.need_reason(reason, "Bitte sagen Sie, warum die Anfrage zurückgezogen wird.")
    remove_followed(current, by=by, reason=reason.strip())


def may_withdraw(question: Resolution, user: Any) -> bool:
    """Whether it is a question that still waits to be given to somebody, and of the person or the Koordination's."""
    if question.kind != ResolutionKind.QUESTION or question.state:
        return False
    access = access_of(user)
    if access.has(Permission.MAINTAIN_MEASURES):
        return True
    return access.has(Permission.ASK_QUESTIONS) and question.history.earliest("history_id").history_user_id == user.pk


@transaction.atomic
def release_answer(resolution: Resolution, *, by: User, question: str, answer: str) -> Resolution:
    """Everybody reads `question` and `answer` in the portal, in these words, until they are taken back.

    Raises Refused for what is no answered question, Incomplete without words.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    current = locked(resolution)
    if current.kind != ResolutionKind.QUESTION or current.state != OrderState.ANSWERED:
        raise Refused(NOT_ANSWERED)
    missing = {name: text for name, text in (("question", question), ("answer", answer)) if not text.strip()}
    if missing:
        raise Incomplete(dict.fromkeys(missing, "Bitte schreiben Sie, was alle lesen sollen."))
    current.answer_released_at = timezone.now()
    current.public_question, current.public_answer = question.strip(), answer.strip()
    current.full_clean(exclude=["search_text", "submission_key"])
    save_as(current, RELEASED, by=by)
    return current


@transaction.atomic
def withdraw_answer(resolution: Resolution, *, by: User, reason: str) -> Resolution:
    """Nobody outside reads the answer any more; the history keeps it with the `reason`."""
    ensure(by, Permission.MAINTAIN_MEASURES)
    parts.need_reason(reason, "Bitte sagen Sie, warum die Antwort nicht mehr zu lesen ist.")
    current = written_by(locked(resolution), by, reason)
    current.answer_released_at, current.public_question, current.public_answer = None, "", ""
    save_as(current, RELEASED, by=by)
    return current
