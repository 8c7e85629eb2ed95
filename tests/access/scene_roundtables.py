"""Two Runde Tische for the access table: one at which the member sits, and one of others."""

import datetime as dt
from typing import Any

from django.utils import timezone

from roundtables.enums.meetings import MeetingState, MemberKind, TopicOrigin, TopicState
from roundtables.enums.minutes import MinutesState
from roundtables.models import (
    ActionItem,
    AgendaItem,
    Attendance,
    Guest,
    Meeting,
    MeetingPaper,
    Minutes,
    MinutesEntry,
    Objection,
    RoundTable,
)
from roundtables.services.minutes import publish_minutes
from tests.factories import World, make_meeting, make_seat, make_table

MEMBERS = frozenset({"koord", "tisch"})
ROUND_TABLE_SECRETS = {
    "Thema nur für Mitglieder": MEMBERS,
    "Versandter Wortlaut": MEMBERS,
    "Einwand eines Mitglieds": MEMBERS,
    "Auftrag an das Jugendamt": frozenset({"koord", "tisch", "jugend"}),
    "Entworfener Wortlaut": frozenset({"koord"}),
    "video.example/fremd": frozenset({"koord"}),
    "Unterlage der Mitglieder": MEMBERS,
    "Unterlage der Fremden": frozenset({"koord"}),
    "Vermerk nur für den Tisch": frozenset({"koord"}),
    "Private Gastperson": frozenset({"koord"}),
    "Vertrauliche Beratungsperson": frozenset({"koord"}),
    "vertraulich@neuss.example": frozenset({"koord"}),
    "Auftrag nur für den Tisch": frozenset({"koord"}),
    "Beratung hinter verschlossener Tür": frozenset({"koord"}),
    "Punkt hinter verschlossener Tür": frozenset({"koord"}),
    "Zurückgehaltener Wortlaut": frozenset({"koord"}),
    "Auftrag zum zurückgehaltenen Punkt": frozenset({"koord"}),
    "Nicht veröffentlichtes Protokoll": frozenset({"koord"}),
}


def round_tables(world: World) -> dict[str, list[Any]]:
    """The objects of the rows about Runde Tische."""
    return _own(world) | _foreign(world)


def _own(world: World) -> dict[str, list[Any]]:
    """The member's table: an invited meeting, one with minutes out for comment, one with a draft."""
    table = make_table(name="Tisch der Mitglieder", office=world.integrationsamt)
    seat = make_seat(round_table=table, user=world.rundertisch_person)
    invited = make_meeting(round_table=table, state=MeetingState.INVITED)
    item = _item(invited, "Thema nur für Mitglieder")
    topic = AgendaItem.objects.create(
        meeting=invited,
        title="Vorgeschlagenes Thema",
        origin=TopicOrigin.MEMBER,
        state=TopicState.PROPOSED,
        proposed_by=world.rundertisch_person,
    )
    held = _held(table, days=60)
    minutes = _minutes(world, held, MinutesState.SENT, "Versandter Wortlaut")
    objection = Objection.objects.create(
        minutes=minutes, raised_by=world.rundertisch_person, text="Einwand eines Mitglieds"
    )
    action = ActionItem.objects.create(
        meeting=invited,
        item=item,
        text="Auftrag an das Jugendamt",
        responsible_department=world.jugendamt,
        due_on=timezone.localdate() + dt.timedelta(days=9),
    )
    drafted = _held(table, days=30)
    _minutes(world, drafted, MinutesState.DRAFT, "Entworfener Wortlaut")
    return {
        "tisch": [table.pk],
        "sitz": [seat.pk],
        "sitzung": [invited.pk],
        "antwort": [invited.pk, seat.pk],
        "punkt": [item.pk],
        "thema": [topic.pk],
        "sitzung-gehalten": [held.pk],
        "sitzung-entwurf": [drafted.pk],
        "voll": [held.pk, "voll"],
        "einwand": [objection.pk],
        "auftrag": [action.pk],
        "unterlage": [_paper(world, invited, "Unterlage der Mitglieder").pk],
    }


def _foreign(world: World) -> dict[str, list[Any]]:
    """Another table: approved minutes that everybody may read, without what is internal."""
    table = make_table(name="Tisch der anderen", purpose="Aufgabe des Tisches der anderen")
    seat = make_seat(
        round_table=table,
        kind=MemberKind.ADVISORY,
        contact_name="Vertrauliche Beratungsperson",
        contact_email="vertraulich@neuss.example",
    )
    held = _held(table, days=90, link="https://video.example/fremd")
    item = _item(held, "Thema am fremden Tisch")
    minutes = _minutes(world, held, MinutesState.SENT, "Öffentlicher Wortlaut", internal="Vermerk nur für den Tisch")
    Attendance.objects.create(meeting=held, member=seat, presence="present")
    Guest.objects.create(meeting=held, guest_name="Private Gastperson")
    ActionItem.objects.create(
        meeting=held,
        item=item,
        text="Auftrag nur für den Tisch",
        responsible_user=world.koordination,
        due_on=timezone.localdate(),
        is_internal=True,
    )
    _not_for_everybody(minutes)
    kept = _minutes(world, _held(table, days=70), MinutesState.SENT, "Nicht veröffentlichtes Protokoll")
    approved = {"approved_at": timezone.now(), "approved_by": world.koordination, "approved_in": _held(table, days=2)}
    Minutes.objects.filter(pk__in=[minutes.pk, kept.pk]).update(state=MinutesState.APPROVED, **approved)
    publish_minutes(minutes, by=world.koordination, withheld=list(held.agenda.filter(position=3)))
    return {
        "protokoll-nur-genehmigt": [kept.meeting_id],
        "tisch-fremd": [table.pk],
        "sitz-fremd": [seat.pk],
        "sitzung-fremd": [held.pk],
        "antwort-fremd": [held.pk, seat.pk],
        "unterlage-fremd": [_paper(world, held, "Unterlage der Fremden").pk],
        "voll-fremd": [held.pk, "voll"],
        "oeffentlich-fremd": [held.pk, "oeffentlich"],
    }


def _not_for_everybody(minutes: Minutes) -> None:
    """An internal item, and one that is withheld because it names somebody."""
    told = {
        "Punkt hinter verschlossener Tür": {"text": "Beratung hinter verschlossener Tür", "is_internal": True},
        "Offener Punkt": {"text": "Zurückgehaltener Wortlaut von Frau Beratungsperson"},
    }
    for position, (title, values) in enumerate(told.items(), start=2):
        item = AgendaItem.objects.create(meeting=minutes.meeting, position=position, title=title)
        MinutesEntry.objects.create(minutes=minutes, item=item, **values)
    ActionItem.objects.create(
        meeting=minutes.meeting,
        item=item,
        text="Auftrag zum zurückgehaltenen Punkt",
        due_on=timezone.localdate(),
        responsible_organisation=minutes.meeting.attendances.get().member.organisation,
    )


def _held(table: RoundTable, *, days: int, **fields: Any) -> Meeting:
    start = timezone.now() - dt.timedelta(days=days)
    return make_meeting(round_table=table, state=MeetingState.HELD, starts_at=start, **fields)


def _item(meeting: Meeting, title: str) -> AgendaItem:
    return AgendaItem.objects.create(meeting=meeting, position=1, title=title)


def _minutes(world: World, meeting: Meeting, state: MinutesState, text: str, internal: str = "") -> Minutes:
    sent = {"sent_at": timezone.now(), "sent_by": world.koordination, "comment_until": timezone.localdate()}
    minutes = Minutes.objects.create(meeting=meeting, state=state, **({} if state == MinutesState.DRAFT else sent))
    item = meeting.agenda.first() or _item(meeting, "Bericht")
    MinutesEntry.objects.create(minutes=minutes, item=item, text=text, internal_note=internal)
    return minutes


def _paper(world: World, meeting: Meeting, title: str) -> MeetingPaper:
    return MeetingPaper.objects.create(
        meeting=meeting,
        title=title,
        name="unterlage.pdf",
        kind="pdf",
        size=4,
        sha256="0" * 64,
        content=b"%PDF",
        added_by=world.koordination,
    )
