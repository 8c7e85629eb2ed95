"""Who would be written to today, about what, and why: read at once for all open rounds."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Max, Q
from django.utils import timezone

from measures.enums import OUTSTANDING_STATES, ProgressState, RoundMailKind, RoundState
from measures.mails import MailDraft, RoundPart
from measures.models import ProgressReport, ReportingRound, RoundMail
from measures.selectors.contacts import Contact, contacts_of

Written = list[tuple[str, dt.date, dt.datetime]]


@dataclass(frozen=True)
class Correspondence:
    """Everything that is owed in open rounds on a day, by the address that is written to."""

    today: dt.date
    rounds: dict[int, ReportingRound]
    contacts: dict[str, Contact]
    outstanding: dict[str, dict[int, list[ProgressReport]]]
    written: dict[tuple[int, str], Written]
    without_contact: list[str]

    def drafts(self) -> list[MailDraft]:
        """A letter to each address, with the occasion of each of its rounds, by address."""
        return [self._draft(address) for address in sorted(self.outstanding)]

    def draft_to(self, address: str, kinds: Mapping[int, str]) -> MailDraft | None:
        """The letter about what is owed now, with the given occasions; None when nothing of these rounds is owed."""
        by_round = self.outstanding.get(address, {})
        if not by_round.keys() & kinds.keys():
            return None
        parts = [RoundPart(self.rounds[key], tasks, kinds.get(key, "")) for key, tasks in by_round.items()]
        return MailDraft(self.contacts[address], parts)

    def _draft(self, address: str) -> MailDraft:
        parts = [
            RoundPart(self.rounds[key], tasks, self._occasion(self.rounds[key], address, tasks))
            for key, tasks in self.outstanding[address].items()
        ]
        return MailDraft(self.contacts[address], parts)

    def _occasion(self, reporting_round: ReportingRound, address: str, tasks: list[ProgressReport]) -> str:
        """Why the round has something to say today; empty when it has not."""
        asked_at = reporting_round.asked_at  # type: ignore[attr-defined]  # annotated by _open_rounds
        written = [each for each in self.written.get((reporting_round.pk, address), []) if each[2] >= asked_at]
        if not written:
            return RoundMailKind.INVITATION
        last = max(at for _, _, at in written)
        if any(task.state == ProgressState.RETURNED and task.decided_at and task.decided_at > last for task in tasks):
            return RoundMailKind.RETURNED
        planned = _last_planned(reporting_round, timezone.localdate(asked_at), self.today)
        if planned is None or any(day >= planned for _, day, _ in written):
            return ""
        return RoundMailKind.OVERDUE if self.today > reporting_round.due_on else RoundMailKind.REMINDER


def correspondence(today: dt.date, rounds: Iterable[ReportingRound] | None = None) -> Correspondence:
    """What is owed in open rounds, or in `rounds`, and was written so far; ten queries."""
    reporting_round = _open_rounds(rounds)
    reports = (
        ProgressReport.objects.filter(round__in=reporting_round, state__in=OUTSTANDING_STATES)
        .select_related("measure", "department", "assignee")
        .order_by("measure__sort_key", "pk")
    )
    tasks = list(reports)
    offices = contacts_of({task.department_id for task in tasks}, today)
    contacts: dict[str, Contact] = {}
    outstanding: dict[str, dict[int, list[ProgressReport]]] = defaultdict(lambda: defaultdict(list))
    for task in tasks:
        for contact in _contacts(task, offices.get(task.department_id, [])):
            contacts[contact.address] = contact
            outstanding[contact.address][task.round_id].append(task)
    missing = {task.department.name for task in tasks if task.department_id not in offices}
    return Correspondence(today, reporting_round, contacts, outstanding, _written(reporting_round), sorted(missing))


def _contacts(task: ProgressReport, office: list[Contact]) -> list[Contact]:
    """Who works on the task, where that is known and the person is there; otherwise the whole office."""
    assigned = [contact for contact in office if contact.person and contact.person.pk == task.assignee_id]
    return assigned or office


def _open_rounds(rounds: Iterable[ReportingRound] | None) -> dict[int, ReportingRound]:
    """Open rounds by their key, nearest due date first, with `asked_at`, the moment they were last opened."""
    opened = Max("events__at", filter=Q(events__transition__in=("open", "reopen")))
    found = ReportingRound.objects.filter(state=RoundState.OPEN).annotate(last_opened=opened)
    if rounds is not None:
        found = found.filter(pk__in=[each.pk for each in rounds])
    result: dict[int, ReportingRound] = {
        each.pk: each for each in found.prefetch_related("reminders").order_by("due_on", "pk")
    }
    for each in result.values():
        each.asked_at = each.last_opened or each.opened_at  # type: ignore[attr-defined]
    return result


def _written(reporting_round: Mapping[int, ReportingRound]) -> dict[tuple[int, str], Written]:
    found: dict[tuple[int, str], Written] = defaultdict(list)
    for row in RoundMail.objects.filter(round__in=reporting_round).order_by("pk"):
        found[row.round_id, row.address].append((row.kind, row.day, row.created_at))
    return found


def _last_planned(reporting_round: ReportingRound, opened: dt.date, today: dt.date) -> dt.date | None:
    """The last day of the plan that has come since the opening; None before the first."""
    days = [reporting_round.due_on + dt.timedelta(days=each.days) for each in reporting_round.reminders.all()]
    return max((day for day in days if opened < day <= today), default=None)
