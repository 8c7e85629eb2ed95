"""Whom a round asks: which measures belong to it, who answers for an office today, and how to reach them."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from measures.enums import ASKED_STATES, MeasureState, RoundState
from measures.models import Measure, ReportingRound, RoundExclusion
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Deputy, Membership, User
from neuss_integration.city.models import Department
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.mailing.selectors import unreachable


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who is written to: a person, or the mailbox of an office (`person` is None).

    `stands_in_for` names the absent person of the office that a deputy answers for.
    """

    address: str
    person: User | None = None
    stands_in_for: str = ""


@dataclass(frozen=True, slots=True)
class RoundOffice:
    """An office with the number of its measures in the selection and whom a mail would reach."""

    department: Department
    measures: int
    contacts: list[Contact]


@dataclass(frozen=True)
class RoundPreview:
    """What the opening of a round will do."""

    offices: list[RoundOffice]

    @property
    def measures(self) -> int:
        """How many tasks there will be."""
        return sum(office.measures for office in self.offices)

    @cached_property
    def without_contact(self) -> list[RoundOffice]:
        """Offices that nobody can be written to for."""
        return [office for office in self.offices if not office.contacts]

    @property
    def recipients(self) -> int:
        """How many mails go out."""
        return len({contact.address for office in self.offices for contact in office.contacts})

    def __str__(self) -> str:
        """As it stands in a sentence: „47 Maßnahmen, 14 Fachdienststellen, 3 ohne Kontakt“."""
        offices = len(self.offices)
        text = f"{count_of(self.measures, 'Maßnahme')}, {count_of(offices, 'Fachdienststelle')}"
        return f"{text}, {len(self.without_contact)} ohne Kontakt" if self.without_contact else text


def selection_of(reporting_round: ReportingRound) -> QuerySet[Measure]:
    """The measures a round asks about, as its selection says today; two queries for its lists."""
    states = {
        MeasureState.PLANNED: reporting_round.asks_planned,
        MeasureState.RUNNING: reporting_round.asks_running,
        MeasureState.PAUSED: reporting_round.asks_paused,
    }
    found = Measure.objects.filter(state__in=[state for state, wanted in states.items() if wanted])
    if fields := [each.pk for each in reporting_round.fields_of_action.all()]:
        found = found.filter(field_of_action__in=fields)
    if offices := [each.pk for each in reporting_round.departments.all()]:
        found = found.filter(lead_department__in=offices)
    if reporting_round.pk:
        found = found.exclude(pk__in=RoundExclusion.objects.filter(round=reporting_round).values("measure"))
    return found.stale() if reporting_round.asks_stale_only else found


def overlapping_rounds(reporting_round: ReportingRound) -> list[ReportingRound]:
    """The other open rounds that ask about measures of this selection too, each with `count` of them; three queries."""
    rounds = ReportingRound.objects.filter(state=RoundState.OPEN).exclude(pk=reporting_round.pk)
    chosen = selection_of(reporting_round).order_by().values("pk")
    both = Count("reports", filter=Q(reports__measure__in=chosen, reports__state__in=ASKED_STATES))
    return list(rounds.annotate(count=both).filter(count__gt=0).order_by("due_on", "pk"))


def newly_selected(reporting_round: ReportingRound) -> QuerySet[Measure]:
    """Measures that fit the selection of an open round and are not asked about in it yet."""
    return selection_of(reporting_round).exclude(progress_reports__round=reporting_round).order_by("sort_key", "pk")


def addable_measures(reporting_round: ReportingRound) -> QuerySet[Measure]:
    """Active measures that can be taken into the open round by hand, in German order."""
    return Measure.objects.active().exclude(progress_reports__round=reporting_round).order_by("sort_key", "pk")


def preview_of(reporting_round: ReportingRound) -> RoundPreview:
    """What opening the round now would ask, office by office in German order; nine queries."""
    counts = Counter(selection_of(reporting_round).values_list("lead_department", flat=True))
    offices = Department.objects.filter(pk__in=counts).in_german_order()
    contacts = contacts_of(counts)
    return RoundPreview([RoundOffice(each, counts[each.pk], contacts.get(each.pk, [])) for each in offices])


def contacts_of(department_ids: Iterable[int], on: dt.date | None = None) -> dict[int, list[Contact]]:
    """Who is written to for each office on a day; five queries.

    These are the people of the office, for those who are absent their deputies. Where nobody is left, or mails to
    them came back, it is the mailbox of the office. An office that is missing cannot be reached.
    """
    on, keys = on or timezone.localdate(), set(department_ids)
    refused = unreachable()
    boxes = dict(Department.objects.filter(pk__in=keys).exclude(email="").values_list("pk", "email"))
    found = {key: [each for each in people if each.address not in refused] for key, people in _people(keys, on).items()}
    for key, box in boxes.items():
        if not found.get(key) and box.lower() not in refused:
            found[key] = [Contact(box.lower())]
    return {key: contacts for key, contacts in found.items() if contacts}


def absence_notes(department_id: int) -> dict[int, str]:
    """Who of the office is absent today and who stands in, as a note by the id of the person; one query."""
    roles = Membership.objects.current().filter(role=Role.DEPARTMENT_EDITOR, department=department_id)
    found = Deputy.objects.current().filter(person__in=roles.values("user")).select_related("person", "deputy")
    notes: dict[int, str] = {}
    for each in found.order_by("valid_until", "pk"):
        notes[each.person_id] = f"abwesend bis {each.valid_until:%d.%m.%Y}, vertreten von {each.deputy}"
        notes.setdefault(each.deputy_id, f"vertritt {each.person} bis {each.valid_until:%d.%m.%Y}")
    return notes


def _people(keys: set[int], on: dt.date) -> dict[int, list[Contact]]:
    """The people of each office, those who are absent replaced by who stands in for them; two queries."""
    rows = (
        Membership.objects.valid_on(on)
        .filter(role=Role.DEPARTMENT_EDITOR, department__in=keys, user__is_active=True)
        .select_related("user")
        .order_by("user__name", "user_id")
    )
    deputies: dict[int, list[User]] = defaultdict(list)
    standing_in = Deputy.objects.on(on).filter(deputy__is_active=True)
    for each in standing_in.select_related("deputy").order_by("deputy__name", "deputy_id"):
        deputies[each.person_id].append(each.deputy)
    found: dict[int, dict[int, Contact]] = defaultdict(dict)
    for row in rows:
        there = found[row.department_id or 0]
        if row.user_id not in deputies:
            there[row.user_id] = Contact(row.user.email, row.user)
        for person in deputies.get(row.user_id, []):
            there.setdefault(person.pk, Contact(person.email, person, stands_in_for=row.user.name))
    return {key: list(people.values()) for key, people in found.items()}
