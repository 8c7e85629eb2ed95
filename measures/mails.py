"""Letters to the offices as text and HTML. They name measures and dates, never answers, questions or people."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from measures.enums import ProgressState, RoundMailKind
from measures.models import ProgressReport, ReportingRound
from neuss_integration.foundation.calendar.icalendar_files import Day, days, stable_uid
from neuss_integration.foundation.words.city_names import signature
from neuss_integration.foundation.words.nouns import count_of

if TYPE_CHECKING:
    from measures.selectors.contacts import Contact

MOST_URGENT_FIRST: Final = (
    RoundMailKind.RETURNED,
    RoundMailKind.OVERDUE,
    RoundMailKind.BY_HAND,
    RoundMailKind.REMINDER,
    RoundMailKind.INVITATION,
)
DEFAULT_TEXTS: Final[Mapping[str, str]] = {
    RoundMailKind.INVITATION: "wir bitten Sie um den Sachstand Ihrer Fachdienststelle. Je Maßnahme brauchen Sie etwa "
    "fünf Minuten. Hat sich nichts geändert, genügt ein Klick auf „Unverändert“.",
    RoundMailKind.REMINDER: "die Frist rückt näher, und uns fehlt noch Ihr Sachstand. Hat sich nichts geändert, genügt "
    "ein Klick auf „Unverändert“.",
    RoundMailKind.OVERDUE: "die Frist ist vorbei, und uns fehlt noch Ihr Sachstand. Ihre Antwort zählt trotzdem, "
    "solange die Berichtsrunde offen ist. Bleibt sie aus, steht Ihre Fachdienststelle im Bericht unter „Ohne Antwort“.",
    RoundMailKind.RETURNED: "wir haben eine Rückfrage zu Ihrem Sachstand. Sie steht im Formular bei den Angaben, "
    "um die es geht.",
    RoundMailKind.BY_HAND: "uns fehlt noch Ihr Sachstand. Hat sich nichts geändert, genügt ein Klick auf "
    "„Unverändert“.",
}
"""True of one measure and of many: how many there are, the list below says."""
SEVERAL_QUESTIONS: Final = (
    "wir haben {number} Rückfragen zu Ihren Sachständen. Sie stehen in den Formularen bei den Angaben, um die es geht."
)
MAX_SUBJECT_LENGTH: Final = 200
OWN_TEXT: Final = {
    RoundMailKind.INVITATION: "invitation_text",
    RoundMailKind.REMINDER: "reminder_text",
    RoundMailKind.OVERDUE: "overdue_text",
}


@dataclass(frozen=True, slots=True)
class RoundPart:
    """What one round has to say: what is owed in it, and the occasion (empty when it is only listed along)."""

    round: ReportingRound
    tasks: Sequence[ProgressReport]
    kind: str = ""

    @property
    def text(self) -> str:
        """The words of the Koordination for this occasion, or the usual ones."""
        if self.kind == RoundMailKind.RETURNED and self.questions > 1:
            return SEVERAL_QUESTIONS.format(number=self.questions)
        own = getattr(self.round, OWN_TEXT[RoundMailKind(self.kind)], "") if self.kind in OWN_TEXT else ""
        return own.strip() or DEFAULT_TEXTS.get(self.kind, "")

    @property
    def questions(self) -> int:
        """How many of the tasks were given back."""
        return sum(task.state == ProgressState.RETURNED for task in self.tasks)

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """Number and title of each measure, what is special, and the address of its form."""
        return [
            (str(task.measure), "Rückfrage" if task.state == ProgressState.RETURNED else "", url_of(task))
            for task in self.tasks
        ]


@dataclass(frozen=True, slots=True)
class MailDraft:
    """Everything one address is written at once."""

    contact: "Contact"
    parts: list[RoundPart]

    @property
    def occasions(self) -> list[RoundPart]:
        """The parts that are the reason for writing."""
        return [part for part in self.parts if part.kind]


@dataclass(frozen=True, slots=True)
class MailText:
    subject: str
    plain: str
    html: str
    calendar: str = field(default="", repr=False)


def url_of(task: ProgressReport) -> str:
    """The whole address of the form of a task."""
    return urljoin(settings.SITE_URL, task.get_absolute_url())


def composed(draft: MailDraft, today: dt.date) -> MailText:
    """The letter of `today` as subject, plain text, HTML and, with an invitation, the due dates as calendar file.

    A reminder that goes out after the due date, because the server was down, says that it is over.
    """
    parts = sorted(
        [_as_of(part, today) for part in draft.parts],
        key=lambda part: (_urgency(part), part.round.due_on, part.round.pk),
    )
    context: dict[str, Any] = {
        "parts": parts,
        "today": today,
        "url": urljoin(settings.SITE_URL, reverse("measures:task-list")),
        "counted_how": urljoin(settings.SITE_URL, f"{reverse('site:definitions')}#faellig"),
        **signature(),
    }
    plain = render_to_string("measures/mail/round_mail.txt", context)
    html = render_to_string("measures/mail/round_mail.html", context)
    return MailText(subject_of(parts, today)[:MAX_SUBJECT_LENGTH], plain.strip() + "\n", html, calendar_of(parts))


def _as_of(part: RoundPart, today: dt.date) -> RoundPart:
    is_late = part.kind == RoundMailKind.REMINDER and part.round.due_on < today
    return RoundPart(part.round, part.tasks, RoundMailKind.OVERDUE) if is_late else part


def subject_of(parts: Sequence[RoundPart], today: dt.date) -> str:
    """What it is about, how much, and until when; the most urgent part leads."""
    first = parts[0]
    due = f"{first.round.due_on:%d.%m.%Y}"
    is_over = first.round.due_on < today
    count = sum(len(part.tasks) for part in parts)
    reports = count_of(count, "Sachstand")
    if len({part.round.due_on for part in parts}) > 1 and first.kind != RoundMailKind.RETURNED:
        return f"Sachstände: {_by_due_date(parts, today)}"
    questions = sum(part.questions for part in parts)
    return {
        RoundMailKind.RETURNED: f"Rückfrage zu {'einem Sachstand' if questions == 1 else f'{questions} Sachständen'}",
        RoundMailKind.OVERDUE: f"Frist vorbei: {reports} {'fehlt' if count == 1 else 'fehlen'} seit {due}",
        RoundMailKind.REMINDER: f"Erinnerung: {reports} bis {due}",
        RoundMailKind.BY_HAND: f"Erinnerung: {reports} {'fehlt' if count == 1 else 'fehlen'} noch (Frist {due})",
    }.get(RoundMailKind(first.kind), f"{first.round.title}: {reports}{', Frist war' if is_over else ' bis'} {due}")


def _by_due_date(parts: Sequence[RoundPart], today: dt.date) -> str:
    """How many are due when: "2 bis 14.12.2026, 4 bis 25.12.2026"; what is over says so."""
    found: Counter[dt.date] = Counter()
    for part in parts:
        found[part.round.due_on] += len(part.tasks)
    over = {part.round.due_on for part in parts if part.kind == RoundMailKind.OVERDUE or part.round.due_on < today}
    return ", ".join(
        f"{count} {'überfällig seit' if day in over else 'bis'} {day:%d.%m.%Y}" for day, count in sorted(found.items())
    )


def calendar_of(parts: Sequence[RoundPart]) -> str:
    """The due dates of the rounds that begin, as whole days in a calendar file (RFC 5545); empty for reminders."""
    begun = [part.round for part in parts if part.kind == RoundMailKind.INVITATION]
    if not begun:
        return ""
    url = urljoin(settings.SITE_URL, reverse("measures:task-list"))
    entries = [
        Day(stable_uid("berichtsrunde", each.pk), f"{each.title}: Rückmeldung fällig", each.due_on, url=url)
        for each in begun
    ]
    return days(entries)


def _urgency(part: RoundPart) -> int:
    return MOST_URGENT_FIRST.index(RoundMailKind(part.kind)) if part.kind else len(MOST_URGENT_FIRST)
