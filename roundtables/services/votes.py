"""Votes about recommendations: counted, or by name. Only seats with a vote that were there at the item vote."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import removed, save_as, stored
from neuss_integration.foundation.words.nouns import count_of
from roundtables.enums.minutes import BallotChoice
from roundtables.models import AgendaItem, Attendance, Ballot, Meeting, MinutesEntry, TableMember
from roundtables.selectors.quorum import Quorum, quorum_at, seats_at, vote_key
from roundtables.services.minutes import entry_at

COLUMNS = ("votes_for", "votes_against", "abstentions", "votes_present")


@dataclass(frozen=True, slots=True)
class Count:
    """A vote by show of hands."""

    votes_for: int
    votes_against: int
    abstentions: int

    @property
    def total(self) -> int:
        return self.votes_for + self.votes_against + self.abstentions


@transaction.atomic
def record_vote(item: AgendaItem, *, by: User, expected_version: int, count: Count) -> MinutesEntry:
    """The vote about `item` is recorded as counted. Raises Refused for more votes than were there, or no quorum."""
    ensure(by, Permission.MANAGE_TABLES)
    entry = _ready(item, expected_version, by)
    quorum = _quorum(item)
    if count.total > quorum.there:
        given = f"Es {'ist' if count.total == 1 else 'sind'} {count_of(count.total, 'Stimme')} angegeben"
        raise Refused(
            f"{given}, anwesend waren bei diesem Punkt {quorum.there}. Bitte prüfen Sie die Zahlen oder die Teilnahme."
        )
    for ballot in entry.ballots.all():
        _withdraw(ballot, by)
    return _store(entry, count, quorum, by)


@transaction.atomic
def record_ballots(
    item: AgendaItem, *, by: User, expected_version: int, choices: Mapping[int, BallotChoice]
) -> MinutesEntry:
    """The vote about `item` is recorded by name: `choices` by id of the seat; the counts follow from it.

    Raises Refused for a seat without a vote, one that was not there at the item, a second vote, or no quorum.
    """
    ensure(by, Permission.MANAGE_TABLES)
    entry = _ready(item, expected_version, by)
    quorum = _quorum(item)
    seats = {seat.pk: seat for seat in seats_at(item.meeting)}
    there = _there(item.meeting, item.position)
    voted: set[tuple[str, int]] = set()
    for seat_id in choices:
        seat = _entitled(seats.get(seat_id), there)
        key = vote_key(seat, item.meeting.round_table.vote_per)
        if key in voted:
            raise Refused(f"{seat}: Die Stimme ist schon abgegeben. Jede Stimme zählt einmal.")
        voted.add(key)
    _replace(entry, choices, by)
    counted = Counter(choices.values())
    count = Count(counted[BallotChoice.YES], counted[BallotChoice.NO], counted[BallotChoice.ABSTAIN])
    return _store(entry, count, quorum, by)


def _ready(item: AgendaItem, expected_version: int, by: User) -> MinutesEntry:
    entry = entry_at(item, expected_version, by)
    if not (entry.recommendation or entry.decision):
        raise Refused("Bitte schreiben Sie zuerst, worüber abgestimmt wird: die Empfehlung oder die Festlegung.")
    return entry


def _quorum(item: AgendaItem) -> Quorum:
    """The quorum at `item`. Raises Refused when there is none."""
    meeting = item.meeting
    attendances = meeting.attendances.select_related("joins_at", "leaves_before")
    quorum = quorum_at(meeting, item.position, seats_at(meeting), attendances)
    if quorum.is_met is False:
        raise Refused(
            f"Bei diesem Punkt war der Runde Tisch nicht beschlussfähig: {quorum.there} von {quorum.needed} nötigen "
            "Stimmen waren anwesend. Eine Abstimmung zählt nicht; bitte nehmen Sie den Punkt auf die nächste "
            "Tagesordnung."
        )
    return quorum


def _there(meeting: Meeting, position: int) -> set[int]:
    attendances = Attendance.objects.filter(meeting=meeting).select_related("joins_at", "leaves_before")
    return {each.member_id for each in attendances if each.is_there_at(position)}


def _entitled(seat: TableMember | None, there: set[int]) -> TableMember:
    if seat is None:
        raise Refused("Abstimmen kann nur, wer an diesem Tisch einen Sitz hat.")
    if not seat.is_voting:
        raise Refused(f"{seat} ist beratendes Mitglied und stimmt nicht ab.")
    if seat.pk not in there:
        raise Refused(f"{seat} war bei diesem Punkt nicht anwesend und kann nicht abgestimmt haben.")
    return seat


def _replace(entry: MinutesEntry, choices: Mapping[int, BallotChoice], by: User) -> None:
    present = {ballot.member_id: ballot for ballot in entry.ballots.all()}
    for seat_id, ballot in present.items():
        if seat_id not in choices:
            _withdraw(ballot, by)
    for seat_id, choice in choices.items():
        ballot = present.get(seat_id) or Ballot(entry=entry, member_id=seat_id)
        if ballot.choice != choice:
            ballot.choice = choice
            stored(ballot, by=by)


def _withdraw(ballot: Ballot, by: User) -> None:
    """A ballot entered by mistake; its history stays."""
    removed(ballot, by=by)


def _store(entry: MinutesEntry, count: Count, quorum: Quorum, by: User) -> MinutesEntry:
    entry.votes_for, entry.votes_against, entry.abstentions = count.votes_for, count.votes_against, count.abstentions
    entry.votes_present = quorum.there
    entry.full_clean()
    save_as(entry, COLUMNS, by=by)
    return entry
