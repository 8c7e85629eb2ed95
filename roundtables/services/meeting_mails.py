"""Who is written to about a meeting. Each mail has a key, so that nobody gets one twice."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone

from neuss_integration.foundation.calendar.icalendar_files import Address
from neuss_integration.mailing.services import cancel_mails, queue_mail
from roundtables.mails import meeting_mail, minutes_mail
from roundtables.models import Meeting, Minutes, TableMember
from roundtables.selectors.quorum import seats_at

KIND = "meeting"


def write_to_all(meeting: Meeting, occasion: str, *, seats: Iterable[TableMember] | None = None) -> int:
    """One mail waits for each address of the seats at `meeting`; returns for how many addresses.

    Somebody with seats for two organisations gets one mail that names both. Called in the transaction of a service.
    """
    by_address: dict[str, list[TableMember]] = defaultdict(list)
    for seat in seats_at(meeting) if seats is None else seats:
        if seat.email:
            by_address[seat.email.lower()].append(seat)
    for email, held in by_address.items():
        write(meeting, occasion, to=Address(held[0].person or str(held[0].organisation), email), seats=held)
    return len(by_address)


def write(meeting: Meeting, occasion: str, *, to: Address, seats: list[TableMember]) -> None:
    """The mail about this state of the calendar waits; the same again waits once."""
    organisations = ", ".join(dict.fromkeys(str(seat.organisation) for seat in seats))
    mail = meeting_mail(meeting, occasion, to=to, organisations=organisations, seats=seats)
    recipient = next((seat.user for seat in seats if seat.user and seat.user.email.lower() == to.email), None)
    queue_mail(key=_key(meeting, occasion, to.email), kind=KIND, to=recipient or to.email, **mail)


def take_back(meeting: Meeting) -> None:
    """What still waits about an earlier state of `meeting` is not sent any more."""
    cancel_mails(key_starts_with=f"sitzung:{meeting.pk}:")


def write_minutes(minutes: Minutes) -> int:
    """One mail waits for each address of the table: the minutes can be read and objected to until a day."""
    meeting, written = minutes.meeting, set()
    for seat in seats_at(meeting):
        email = seat.email.lower()
        if email and email not in written:
            written.add(email)
            to = Address(seat.person or str(seat.organisation), email)
            key = f"protokoll:{minutes.pk}:{minutes.version}:{email}"
            queue_mail(key=key, kind=KIND, to=seat.user or email, **minutes_mail(minutes, to=to))
    return len(written)


def _key(meeting: Meeting, occasion: str, email: str) -> str:
    day = f"{timezone.localdate(meeting.starts_at):%Y%m%d}"
    return f"sitzung:{meeting.pk}:{meeting.sequence}:{day}:{occasion}:{email}"
