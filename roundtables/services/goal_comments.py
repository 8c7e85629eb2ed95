"""Saying something about a goal that is put to comment, and answering it."""

import datetime as dt
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.city.models import Organisation
from neuss_integration.foundation.exceptions import Incomplete, Refused
from neuss_integration.foundation.records.saving import created, locked, locked_at_version, save_as
from neuss_integration.foundation.words.private_details import in_words, private_details
from neuss_integration.mailing.services import queue_mail
from roundtables.enums.comments import ANSWERED, CommentChannel
from roundtables.mails import comment_answered_mail
from roundtables.models import CommentRound, GoalComment, PutGoal
from roundtables.models.comments import AFTER_DEADLINE, NO_REASON
from roundtables.selectors.comments import speaking_for

WITHDRAWN: Final = "Dieses Ziel steht nicht mehr zur Beteiligung."
NOT_ASKED: Final = "Zu diesem Ziel sind Sie nicht gefragt."
NOT_THEIRS: Final = "Bitte wählen Sie eine Organisation, für die Sie hier gefragt sind."
PRIVATE: Final = "Darin steht vermutlich etwas Privates: {details}."
HIDE_PRIVATE: Final = f"{PRIVATE} Bitte nehmen Sie es heraus, bevor alle es lesen."
OTHER_READERS: Final = (
    "Wer die Antwort liest, hat sich geändert, seit Sie die Seite geöffnet haben: {asked}. "
    "Bitte prüfen Sie den Wortlaut und senden Sie noch einmal."
)
ANSWERED_ALREADY: Final = "Dieser Kommentar ist schon „{outcome}“. Bitte laden Sie die Seite neu."
IS_DISMISSED: Final = "Dieser Kommentar ist als „kein Beitrag“ markiert."
NO_DISMISSAL: Final = "Dieser Kommentar zählt als Beitrag. Bitte laden Sie die Seite neu."
FORGOTTEN: Final = "(gelöscht)"
MAIL_KIND: Final = "goal_comment"
comment_answered = Signal()
"""Within the transaction in which an answer is recorded: `comment` as it is now, `by` who answered.
The portal stands on a higher floor and tells people without an account."""


@transaction.atomic
def comment_on(put_goal: PutGoal, *, by: User, text: str, organisation: Organisation | None = None) -> GoalComment:
    """Somebody who is asked said `text` for `organisation`; the same words twice count once.

    Raises Refused after the deadline, for a withdrawn goal, or from somebody who is not asked, ValidationError for an
    organisation through which they are not.
    """
    ensure(by, Permission.VIEW_CONCEPT)
    current, comment_round = _open(put_goal, timezone.localdate())
    asked = speaking_for(by, comment_round)
    if not asked.exists():
        raise Refused(NOT_ASKED)
    if organisation is None or not asked.filter(pk=organisation.pk).exists():
        raise ValidationError({"organisation": NOT_THEIRS})
    same = current.comments.filter(author=by, organisation=organisation, text=text).first()
    if same is not None:
        return same
    return _made(current, comment_round, text, CommentChannel.ACCOUNT, by=by, organisation=organisation)


@transaction.atomic
def record_comment(
    put_goal: PutGoal, *, by: User, text: str, received_on: dt.date, organisation: Organisation | None = None
) -> GoalComment:
    """What came in by letter, mail or in person on `received_on` is kept, also when it is entered later.

    Raises Refused when it came after the deadline or before the round, ValidationError for a day to come.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    if received_on > timezone.localdate():
        raise ValidationError({"received_on": "Der Tag liegt in der Zukunft. Bitte prüfen Sie das Datum."})
    current, comment_round = _open(put_goal, received_on)
    made: dict[str, Any] = {"by": by, "organisation": organisation, "received_on": received_on}
    return _made(current, comment_round, text, CommentChannel.OFFICE, **made)


@transaction.atomic
def comment_without_account(put_goal: PutGoal, *, text: str) -> GoalComment:
    """Somebody without an account said `text`. Raises Refused when the goal is not, or no longer, put to everybody."""
    current, comment_round = _open(put_goal, timezone.localdate())
    if not comment_round.is_public:
        raise Refused(NOT_ASKED)
    return _made(current, comment_round, text, CommentChannel.PORTAL)


@transaction.atomic
def answer_comment(
    comment: GoalComment,
    *,
    by: User,
    expected_version: int,
    outcome: str,
    answer: str,
    public_text: str = "",
    readers: str | None = None,
) -> GoalComment:
    """The comment is `outcome`, with the reason in `answer`; who wrote it is told.

    With `public_text` everybody who sees the round reads those words and the answer; `readers` is who that was when
    they were written (CommentRound.readers). After the day until which answers were promised it is kept as late. Raises
    Stale, Incomplete without a reason, Refused when it is answered already, ValidationError when something private
    would be published, or others would read it.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    locked_round = CommentRound.objects.select_for_update(of=("self",)).get(put_goals=comment.put_goal_id)
    current = locked_at_version(comment, expected_version)
    if current.is_dismissed:
        raise Refused(IS_DISMISSED)
    if current.is_answered:
        raise Refused(ANSWERED_ALREADY.format(outcome=current.get_outcome_display()))
    if outcome not in ANSWERED:
        raise Incomplete({"outcome": "Bitte wählen Sie, was aus dem Kommentar wird."})
    if not answer.strip():
        raise Incomplete({"answer": NO_REASON})
    if public_text.strip():
        _refuse_private({"public_text": public_text, "answer": answer})
        if readers is not None and readers != locked_round.readers:
            raise ValidationError({"is_published": OTHER_READERS.format(asked=", ".join(locked_round.asked))})
    current.outcome, current.answer, current.public_text = outcome, answer.strip(), public_text.strip()
    current.answered_at, current.answered_by = timezone.now(), by
    current.is_late_answer = timezone.localdate() > current.put_goal.round.answer_by
    current.full_clean()
    names = ("outcome", "answer", "public_text", "answered_at", "answered_by", "is_late_answer")
    save_as(current, names, by=by)
    if current.channel == CommentChannel.ACCOUNT and current.author:
        mail = comment_answered_mail(current, to=current.author)
        queue_mail(key=f"{MAIL_KIND}:{current.pk}", kind=MAIL_KIND, to=current.author, **mail)
    comment_answered.send(GoalComment, comment=current, by=by)
    return current


@transaction.atomic
def dismiss_comment(comment: GoalComment, *, by: User, expected_version: int, reason: str) -> GoalComment:
    """The comment is no contribution, such as advertising: nobody but its author reads it, and it is not counted.

    It needs no answer then. Raises Stale, Refused when it is dismissed already, Incomplete without a reason.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = locked_at_version(comment, expected_version)
    if current.is_dismissed:
        raise Refused(IS_DISMISSED)
    if not reason.strip():
        raise Incomplete({"reason": "Bitte begründen Sie, warum das kein Beitrag ist."})
    current.dismissed_at, current.dismiss_reason = timezone.now(), reason.strip()
    current.full_clean()
    save_as(current, ["dismissed_at", "dismiss_reason"], by=by)
    return current


@transaction.atomic
def restore_comment(comment: GoalComment, *, by: User) -> GoalComment:
    """The comment counts again and waits for its answer as before. Raises Refused when it counts already."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = locked(comment)
    if not current.is_dismissed:
        raise Refused(NO_DISMISSAL)
    current.dismissed_at, current.dismiss_reason = None, ""
    save_as(current, ["dismissed_at", "dismiss_reason"], by=by)
    return current


@transaction.atomic
def forget_words(comment: GoalComment) -> None:
    """Of what somebody without an account wrote only what was published stays; called when their address goes."""
    current = locked(comment)
    current.text = current.public_text or FORGOTTEN
    save_as(current, ["text"], by=None)


def _refuse_private(texts: dict[str, str]) -> None:
    found = {name: private_details(text) for name, text in texts.items()}
    wrong = {name: HIDE_PRIVATE.format(details=in_words(details)) for name, details in found.items() if details}
    if wrong:
        raise ValidationError(wrong)


def _open(put_goal: PutGoal, day: dt.date) -> tuple[PutGoal, CommentRound]:
    """The locked goal and its round, when `day` lies in it and its edition is still a draft."""
    current = locked(put_goal)
    comment_round = CommentRound.objects.select_related("edition").get(pk=current.round_id)
    if current.withdrawn_at:
        raise Refused(f"{WITHDRAWN} {current.withdraw_reason}")
    if comment_round.edition is None or not comment_round.edition.is_draft:
        raise Refused(WITHDRAWN)
    if day > comment_round.until:
        raise Refused(f"{AFTER_DEADLINE} Kommentare waren bis {comment_round.until:%d.%m.%Y} möglich.")
    if day < comment_round.opened_on:
        raise Refused(f"Die Beteiligung begann erst am {comment_round.opened_on:%d.%m.%Y}.")
    return current, comment_round


def _made(
    put_goal: PutGoal,
    comment_round: CommentRound,
    text: str,
    channel: CommentChannel,
    *,
    by: User | None = None,
    **more: Any,
) -> GoalComment:
    given = {"received_on": timezone.localdate(), "deadline": comment_round.until} | more
    return created(GoalComment(put_goal=put_goal, text=text, channel=channel, author=by, **given), by=by)
