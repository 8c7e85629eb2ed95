"""Who in the offices still owes something in a round, person by person, and what they were written."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from measures.enums import ANSWERED_STATES, OUTSTANDING_STATES
from measures.models import ProgressReport, ReportingRound, RoundMail
from measures.selectors.contacts import Contact, contacts_of


@dataclass(slots=True)
class PersonStanding:
    """One address: for which offices it stands, what is owed there and what was sent."""

    contact: Contact
    offices: list[str] = field(default_factory=list)
    outstanding: int = 0
    answered: int = 0
    mails: int = 0
    last_mail: RoundMail | None = None

    @property
    def name(self) -> str:
        """The person, or the mailbox where nobody is known."""
        return self.contact.person.name if self.contact.person else f"Postfach {self.contact.address}"


@dataclass(frozen=True, slots=True)
class Outstanding:
    """All addresses of a round, and the offices that none reaches."""

    people: list[PersonStanding]
    without_contact: list[str]


def outstanding_of(reporting_round: ReportingRound) -> Outstanding:
    """What each person of the asked offices owes; who owes most comes first. Nine queries."""
    reports = list(
        reporting_round.reports.asked()
        .select_related("department")
        .only("round", "state", "department", "department__name", "assignee")
    )
    offices = {report.department_id: report.department.name for report in reports}
    contacts = contacts_of(offices)
    people: dict[str, PersonStanding] = {}
    for key, name in sorted(offices.items(), key=lambda pair: pair[1]):
        for contact in contacts.get(key, []):
            people.setdefault(contact.address, PersonStanding(contact)).offices.append(name)
    for report in reports:
        if report.state in OUTSTANDING_STATES:
            for contact in _responsible(report, contacts.get(report.department_id, [])):
                people[contact.address].outstanding += 1
    _add_answers(reporting_round, people)
    _add_mails(reporting_round, people)
    missing = sorted(name for key, name in offices.items() if key not in contacts)
    return Outstanding(sorted(people.values(), key=lambda each: (-each.outstanding, each.name)), missing)


def _responsible(report: ProgressReport, contacts: list[Contact]) -> list[Contact]:
    assigned = [each for each in contacts if each.person and each.person.pk == report.assignee_id]
    return assigned or contacts


def _add_answers(reporting_round: ReportingRound, people: dict[str, PersonStanding]) -> None:
    sent = reporting_round.reports.filter(submitted_by__isnull=False, state__in=ANSWERED_STATES).order_by()
    counts = Counter(dict(sent.values_list("submitted_by__email").annotate(Count("pk"))))
    for address, person in people.items():
        person.answered = counts[address]


def _add_mails(reporting_round: ReportingRound, people: dict[str, PersonStanding]) -> None:
    for row in reporting_round.mails.select_related("mail").order_by("pk"):
        if person := people.get(row.address):
            person.mails, person.last_mail = person.mails + 1, row
