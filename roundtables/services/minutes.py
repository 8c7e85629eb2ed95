"""Writing minutes: the text of each item, sending for comment, objections, approval."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.foundation.records.saving import (
    changed_fields,
    changed_relations,
    locked,
    locked_at_version,
    save_as,
    set_relations,
    stored,
    take_step,
)
from roundtables.enums.meetings import MeetingState, TopicState
from roundtables.enums.minutes import MinutesState, ObjectionState
from roundtables.models import AgendaItem, Meeting, Minutes, MinutesEntry, Objection
from roundtables.models.agenda import NOT_OF_THE_MEETING
from roundtables.selectors.private_names import in_words, private_names_in
from roundtables.services.meeting_mails import write_minutes
from roundtables.workflows.meetings import MINUTES_WORKFLOW

ENTRY_FIELDS: Final = ("text", "decision", "recommendation", "internal_note", "is_internal")
APPROVED: Final = "Das Protokoll ist genehmigt und lässt sich nicht mehr ändern."


@transaction.atomic
def begin_minutes(meeting: Meeting, *, by: User) -> Minutes:
    """`meeting` has minutes, begun now or before. Raises Refused for a meeting that was cancelled."""
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(meeting)
    found = Minutes.objects.filter(meeting=current).first()
    if found is not None:
        return found
    if current.state == MeetingState.CANCELLED:
        raise Refused("Diese Sitzung ist abgesagt. Es gibt nichts zu protokollieren.")
    minutes = Minutes(meeting=current)
    stored(minutes, by=by)
    minutes.events.create(actor=by, transition="begin", to_state=minutes.state)
    return minutes


@transaction.atomic
def write_entry(item: AgendaItem, *, by: User, expected_version: int, values: Mapping[str, Any]) -> MinutesEntry:
    """The minutes say `values` (names of ENTRY_FIELDS) about `item`; `expected_version` 0 means nothing was there.

    Raises Stale when somebody wrote since, Refused when the minutes are approved or the item is not on the agenda.
    """
    ensure(by, Permission.MANAGE_TABLES)
    chosen = {name: values[name] for name in ENTRY_FIELDS if name in values}
    entry = entry_at(item, expected_version, by)
    changed = changed_fields(entry, chosen)
    for name in changed:
        setattr(entry, name, chosen[name])
    if entry.pk is None:
        _made(entry, by)
    elif changed:
        entry.full_clean()
        save_as(entry, changed, by=by)
    return entry


def entry_at(item: AgendaItem, expected_version: int, by: User) -> MinutesEntry:
    """The locked entry of `item` at that version, or a new one not yet stored. For services, in a transaction."""
    minutes = open_minutes(begin_minutes(item.meeting, by=by))
    if locked(item).state != TopicState.AGENDA:
        raise Refused("Dieser Punkt steht nicht auf der Tagesordnung.")
    found = MinutesEntry.objects.filter(item=item).first()
    if found is None:
        return MinutesEntry(minutes=minutes, item=item)
    if expected_version == 0:
        raise Stale(found)
    return locked_at_version(found, expected_version)


def open_minutes(minutes: Minutes) -> Minutes:
    """The locked minutes while they can be changed. Raises Refused otherwise."""
    current = locked(minutes)
    if current.is_approved:
        raise Refused(APPROVED)
    return current


@transaction.atomic
def send_minutes(minutes: Minutes, *, by: User, comment_until: dt.date) -> Minutes:
    """The members can read the minutes, are told by mail, and may object until `comment_until`.

    Raises Refused for a day in the past, before the meeting was held, or while nothing is written.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(minutes)
    step = MINUTES_WORKFLOW.check("send", current.state)
    if comment_until < timezone.localdate():
        raise Refused("Die Frist liegt in der Vergangenheit. Bitte geben Sie heute oder einen späteren Tag an.")
    if current.meeting.state != MeetingState.HELD:
        raise Refused("Bitte tragen Sie zuerst ein, dass die Sitzung stattgefunden hat.")
    if not current.entries.exists():
        raise Refused("Das Protokoll ist noch leer. Bitte schreiben Sie es, bevor Sie es versenden.")
    current.comment_until, current.sent_at, current.sent_by = comment_until, timezone.now(), by
    take_step(current, step, by=by, also=["comment_until", "sent_at", "sent_by"])
    write_minutes(current)
    return current


@transaction.atomic
def take_back_minutes(minutes: Minutes, *, by: User, reason: str) -> Minutes:
    """The minutes are a draft again, which members do not see. Needs a reason."""
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(minutes)
    step = MINUTES_WORKFLOW.check("take_back", current.state, reason)
    current.comment_until = current.sent_at = current.sent_by = None
    take_step(current, step, by=by, reason=reason, also=["comment_until", "sent_at", "sent_by"])
    return current


@transaction.atomic
def raise_objection(
    minutes: Minutes, *, by: User, text: str, item: AgendaItem | None = None, submission_key: uuid.UUID | None = None
) -> Objection:
    """The Koordination is shown the objection; the same `submission_key` again gives the first.

    Raises Refused from somebody without a seat, when the minutes are not out for comment, or after the deadline.
    """
    current = locked(minutes)
    same = Objection.objects.filter(submission_key=submission_key, submission_key__isnull=False).first()
    if same is not None:
        return same
    if not Minutes.objects.inside_of(by).filter(pk=current.pk).exists():
        raise Refused("Einwände erheben Mitglieder des Runden Tisches. Sie haben dort keinen Sitz.")
    if current.state != MinutesState.SENT or current.comment_until is None:
        raise Refused("Dieses Protokoll steht zurzeit nicht zur Stellungnahme.")
    if current.comment_until < timezone.localdate():
        raise Refused(
            f"Die Frist endete am {current.comment_until:%d.%m.%Y}. Bitte bringen Sie Ihren Einwand in der nächsten "
            "Sitzung vor, in der das Protokoll genehmigt wird."
        )
    if item is not None and item.meeting_id != current.meeting_id:
        raise Refused(NOT_OF_THE_MEETING)
    return _made(Objection(minutes=current, item=item, text=text, raised_by=by, submission_key=submission_key), by)


@transaction.atomic
def decide_objection(objection: Objection, *, by: User, state: ObjectionState, answer: str) -> Objection:
    """Whether the objection changed the minutes, and why (not). Raises Refused when decided or approved already."""
    ensure(by, Permission.MANAGE_TABLES)
    open_minutes(objection.minutes)
    current = locked(objection)
    if current.state != ObjectionState.OPEN:
        raise Refused("Über diesen Einwand ist schon entschieden.")
    if state == ObjectionState.REJECTED and not answer.strip():
        raise Refused("Bitte begründen Sie, warum der Einwand nicht übernommen wird.")
    current.state, current.answer = state, answer.strip()
    current.decided_at, current.decided_by = timezone.now(), by
    save_as(current, ["state", "answer", "decided_at", "decided_by"], by=by)
    return current


@transaction.atomic
def approve_minutes(minutes: Minutes, *, by: User, approved_in: Meeting) -> Minutes:
    """The table approved the minutes at the later meeting `approved_in`; from now on nothing in them changes.

    Raises Refused while objections are open, or when `approved_in` is no later meeting of the table that took place.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(minutes)
    step = MINUTES_WORKFLOW.check("approve", current.state)
    if current.objections.filter(state=ObjectionState.OPEN).exists():
        raise Refused("Es gibt noch offene Einwände. Bitte entscheiden Sie zuerst über sie.")
    if approved_in not in approving_meetings(current):
        raise Refused("Genehmigt wird in einer späteren Sitzung desselben Runden Tisches, die stattgefunden hat.")
    current.approved_at, current.approved_by, current.approved_in = timezone.now(), by, approved_in
    take_step(current, step, by=by, also=["approved_at", "approved_by", "approved_in"])
    return current


def approving_meetings(minutes: Minutes) -> list[Meeting]:
    """The later meetings of the table that have begun, the next one first; one query."""
    meeting = minutes.meeting
    later = Meeting.objects.filter(
        round_table=meeting.round_table_id, starts_at__gt=meeting.starts_at, starts_at__lte=timezone.now()
    )
    return list(later.exclude(state=MeetingState.CANCELLED).order_by("starts_at", "pk"))


@transaction.atomic
def publish_minutes(minutes: Minutes, *, by: User, withheld: Collection[AgendaItem] = ()) -> Minutes:
    """Everybody may read the public form of the approved minutes, without the items `withheld`; done again, once.

    Raises Refused while the name of a private person stands in what would be told.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(minutes)
    step = MINUTES_WORKFLOW.check("publish", current.state)
    if any(item.meeting_id != current.meeting_id for item in withheld):
        raise Refused(NOT_OF_THE_MEETING)
    withheld_before = {item.pk for item in withheld}
    names = {key: found for key, found in private_names_in(current).items() if key not in withheld_before}
    if names:
        raise Refused(
            f"In der öffentlichen Fassung stünden Namen von Privatpersonen: {in_words(names, current)}. "
            "Bitte lassen Sie diese Punkte weg."
        )
    changed = changed_relations(current, {"withheld": withheld})
    if changed or not current.is_public:
        current.is_public = True
        set_relations(current, changed)
        take_step(current, step, by=by, also=["is_public"])
    return current


@transaction.atomic
def hide_minutes(minutes: Minutes, *, by: User) -> Minutes:
    """Only the members of the table and the Koordination may read the minutes; done again, once."""
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(minutes)
    step = MINUTES_WORKFLOW.check("hide", current.state)
    if current.is_public:
        current.is_public = False
        take_step(current, step, by=by, also=["is_public"])
    return current


def _made(instance: Any, by: User) -> Any:
    instance.full_clean(exclude=["submission_key"])
    return stored(instance, by=by)
