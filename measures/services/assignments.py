"""Who owes which report: giving tasks, handing them over, and saying who works on one."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from measures.enums import ACTIVE_STATES, OUTSTANDING_STATES, RoundState
from measures.models import Measure, ProgressEvent, ProgressReport, ReportingRound
from neuss_integration.accounts.enums import Permission, Role
from neuss_integration.accounts.models import Deputy, Membership, User
from neuss_integration.accounts.permissions import access_of, ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.history_records import save_together, store_rows, store_steps
from neuss_integration.foundation.records.saving import locked, record_event, save_as


def add_tasks(reporting_round: ReportingRound, measures: Iterable[Measure], *, by: User) -> list[ProgressReport]:
    """The lead office of each measure owes one report in the round, prefilled from the last accepted one.

    All are stored at once, each with its row of history. Called inside a transaction, with `latest_progress` loaded.
    """
    tasks = [new_task(reporting_round, measure) for measure in measures]
    return store_rows(tasks, by=by)


def new_task(reporting_round: ReportingRound, measure: Measure) -> ProgressReport:
    """A task that nobody has begun, not stored; status and light are those of the measure and its last report."""
    last = measure.latest_progress
    return ProgressReport(
        round=reporting_round,
        measure=measure,
        department_id=measure.lead_department_id,
        previous=last,
        measure_state=measure.state,
        measure_state_reason=measure.state_reason,
        traffic_light=last.traffic_light if last else "",
        traffic_light_reason=last.traffic_light_reason if last else "",
        delay_reason=last.delay_reason if last else "",
    )


@transaction.atomic
def add_measures(reporting_round: ReportingRound, measures: Iterable[Measure], *, by: User) -> int:
    """The open round asks about these measures too; returns how many are new. Asked twice, they are asked once.

    Raises Refused when the round is not open or a measure has ended.
    """
    ensure(by, Permission.MANAGE_ROUNDS)
    current = locked(reporting_round)
    if current.state != RoundState.OPEN:
        raise Refused("Maßnahmen lassen sich nur in eine offene Berichtsrunde aufnehmen. Bitte öffnen Sie sie zuerst.")
    keys = [measure.pk for measure in measures]
    found = list(Measure.objects.filter(pk__in=keys).select_related("latest_progress").order_by("pk"))
    if any(measure.state not in ACTIVE_STATES for measure in found):
        raise Refused(
            "Gefragt wird nur nach geplanten, laufenden und ruhenden Maßnahmen. Bitte ändern Sie die Auswahl."
        )
    present = set(current.reports.filter(measure__in=found).values_list("measure", flat=True))
    return len(add_tasks(current, [measure for measure in found if measure.pk not in present], by=by))


def follow_leads(measures: Sequence[Measure], *, by: User) -> int:
    """What is still owed about `measures` in open rounds is owed by their lead offices of today; how many tasks moved.

    Answers that were sent stay with the office that gave them. Called inside the transaction that changes the lead.
    """
    leads = {each.pk: each.lead_department for each in measures}
    outstanding = ProgressReport.objects.select_for_update(of=("self",)).filter(
        measure__in=leads, round__state=RoundState.OPEN, state__in=OUTSTANDING_STATES
    )
    owed = outstanding.select_related("department").order_by("pk") if leads else ()
    moved = [report for report in owed if report.department != leads[report.measure_id]]
    events = []
    for report in moved:
        before, report.department, report.assignee = report.department, leads[report.measure_id], None
        told = {"transition": "hand_over", "from_state": report.state, "to_state": report.state}
        comment = f"Von „{before}“ an „{report.department}“"
        events.append(ProgressEvent(report=report, actor=by, comment=comment, **told))
    save_together([(report, ["department", "assignee"]) for report in moved], by=by)
    if events:
        store_steps(events)
    return len(moved)


def workers_on(measure: Measure) -> list[list[int]]:
    """Who works on which report that is still owed about `measure`, as JSON can keep it; one query."""
    owed = measure.progress_reports.filter(round__state=RoundState.OPEN, state__in=OUTSTANDING_STATES)
    found = owed.filter(assignee__isnull=False, department=measure.lead_department_id).order_by("pk")
    return [list(pair) for pair in found.values_list("pk", "assignee")]


def give_back(workers: Iterable[Sequence[int]], *, by: User) -> None:
    """Those of `workers_on` work on their reports again, where these are still owed, nobody else took them over
    and they still act for the office. Called inside the transaction that takes a change of the lead back.
    """
    meant = {pair[0]: pair[1] for pair in workers}
    owed = ProgressReport.objects.select_for_update(of=("self",)).filter(
        pk__in=meant, assignee=None, round__state=RoundState.OPEN, state__in=OUTSTANDING_STATES
    )
    for report in owed.order_by("pk") if meant else ():
        person = next((each for each in colleagues_of(report) if each.pk == meant[report.pk]), None)
        if person is not None:
            report.assignee = person
            save_as(report, ["assignee"], by=by)
            record_event(report, "assign", by=by, comment=f"Wieder an {person}")


def colleagues_of(report: ProgressReport) -> list[User]:
    """Who can work on the report today: the people of its office and who stands in for them; one query."""
    today = timezone.localdate()
    members = Membership.objects.valid_on(today).filter(
        role=Role.DEPARTMENT_EDITOR, department=report.department_id, user__is_active=True
    )
    standing_in = Deputy.objects.on(today).filter(person__in=members.values("user"), deputy__is_active=True)
    found = User.objects.filter(Q(pk__in=members.values("user")) | Q(pk__in=standing_in.values("deputy")))
    return list(found.order_by("name", "pk"))


@transaction.atomic
def assign(report: ProgressReport, *, by: User, to: User | None) -> ProgressReport:
    """`to` works on the report and is the one who is reminded; None leaves it to the whole office again.

    Raises Refused for an answered report and for somebody who does not act for the office.
    """
    access = access_of(by)
    is_own = access.has(Permission.REPORT_PROGRESS) and report.department_id in access.department_ids
    if not is_own and not access.has(Permission.MANAGE_ROUNDS):
        raise PermissionDenied
    current = locked(report)
    if current.state not in OUTSTANDING_STATES:
        raise Refused(f"Der Bericht ist schon {current.get_state_display()}. Zu übergeben ist hier nichts mehr.")
    if to is not None and to not in colleagues_of(current):
        raise Refused(f"{to} handelt heute nicht für „{current.department}“. Bitte wählen Sie eine andere Person.")
    if current.assignee_id == (to.pk if to else None):
        return current
    current.assignee = to
    save_as(current, ["assignee"], by=by)
    record_event(current, "assign", by=by, comment=f"An {to}" if to else "An die ganze Fachdienststelle")
    return current
