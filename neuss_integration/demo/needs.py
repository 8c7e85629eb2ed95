"""Needs of the demo: raised, rated, proposed, resolved, and one of them in a measure. All invented, and they say so."""

import datetime as dt
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.utils import timezone

from neuss_integration.city.models import Department, District, Organisation
from neuss_integration.demo.accounts import person
from neuss_integration.demo.calendar import moment, workday
from neuss_integration.demo.dating import dated, move_times
from neuss_integration.demo.measures import Names, key_of
from neuss_integration.demo.reports import committee_on
from roundtables.enums.meetings import MemberKind
from roundtables.models import Need, NeedEvent, Proposal, ProposalEvent, RatingEvent, RatingRun, RoundTable, TableMember
from roundtables.selectors.proposals import paper_text
from roundtables.selectors.ratings import office_seats, seats_of
from roundtables.services import need_states, needs, proposals, ratings, resolutions
from roundtables.services.feedback import add_feedback
from success_factors.models import FieldOfAction, SuccessFactor

FILE: Final = Path(__file__).parent / "answers" / "needs.toml"
INVENTED: Final = "**Demonstrationstext:** Dieser Bedarf ist erfunden."
SEATS: Final = (
    ("rundertisch", "Raum der Kulturen Neuss", MemberKind.VOTING),
    ("stadtbibliothek", "Evangelische Öffentliche Bücherei Erfttal", MemberKind.VOTING),
    ("jobcenter", "IHK Mittlerer Niederrhein", MemberKind.ADVISORY),
)
GIVEN: Final = {
    "rundertisch": ((5, 5), (4, 3), (5, 4), (3, 2), (2, 3)),
    "stadtbibliothek": ((5, 4), (3, 4), (4, 5), (4, 3), (3, 2)),
    "jobcenter": ((4, 5), (2, 2), (3, 3), (2, 2), (5, 4)),
}
OFFICE_RATINGS: Final = (((5, 4), (4, 4), (4, 3), (3, 3), (2, 2)), ((4, 5), (3, 3), (5, 5), (2, 3), (3, 4)))
MOVED: Final = (
    Need, NeedEvent, Proposal, ProposalEvent, RatingRun, RatingEvent, Need.history.model, Proposal.history.model,
    RatingRun.history.model,
)  # fmt: skip
Row = dict[str, Any]


def exists() -> bool:
    return Need.objects.filter(submission_key=key_of("need", "abendkurse")).exists()


def play(today: dt.date) -> None:
    """The register has a year of work in it; called once, see `exists`."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))
    table = RoundTable.objects.get(finds_needs=True)
    _take_seats(table)
    names = Names()
    raised = _on(today, 200, lambda day: _raise([row for row in rows["needs"] if "late" not in row], table, names, day))
    _on(today, 190, lambda day: _sort_out(rows["needs"], raised))
    _on(today, 170, lambda day: _rate(table, f"Bedarfe {day.year}"))
    made = _on(today, 150, lambda day: [_propose(row, raised, names) for row in rows["proposals"]])
    _on(today, 120, lambda day: _forward(made, rows["proposals"], day))
    _on(today, 80, lambda day: _resolve(made, rows["proposals"], day))
    _on(today, 9, lambda day: _raise([row for row in rows["needs"] if "late" in row], table, names, day))
    add_feedback(table.meetings.upcoming()[0], by=person("koordination"))
    _on(today, 8, lambda day: _open(table, f"Nachmeldungen {day.year}"))


def _on(today: dt.date, days_ago: int, write: Any) -> Any:
    """What `write` writes happened that many days ago."""
    day = workday(today - dt.timedelta(days=days_ago))
    begun, at = timezone.now(), moment(day, 14, 20)
    with dated(at):
        found = write(day)
        move_times(begun, at, MOVED)
    return found


def _take_seats(table: RoundTable) -> None:
    """Three people of the demo sit at the table, unless its seats were given already."""
    for box, organisation, kind in SEATS:
        user = person(box)
        if not TableMember.objects.current().of(user).filter(round_table=table).exists():
            seat = {"organisation": Organisation.objects.get(name=organisation), "user": user, "kind": kind}
            TableMember.objects.create(round_table=table, **seat)


def _raise(rows: list[Row], table: RoundTable, names: Names, day: dt.date) -> dict[str, Need]:
    return {row["key"]: _raised(row, table, names, day) for row in rows}


def _raised(row: Row, table: RoundTable, names: Names, day: dt.date) -> Need:
    values = {
        "round_table": table,
        "title": row["title"],
        "description": f"{row['description']}\n\n{INVENTED}",
        "service": row.get("service", ""),
        "origin": row["origin"],
        "raised_on": day,
        "raised_by_organisation": names.find(Organisation, "name", row["by"]),
        "field_of_action": names.find(FieldOfAction, "name", row["field"]),
        "success_factors": [names.find(SuccessFactor, "number", number) for number in row["factors"]],
        "districts": [names.find(District, "number", number) for number in row.get("districts", [])],
        "is_citywide": row.get("citywide", False),
    }
    return needs.raise_need(by=person("koordination"), values=values, submission_key=key_of("need", row["key"]))


def _sort_out(rows: list[Row], raised: dict[str, Need]) -> None:
    """Duplicates are merged, what others do already is given up."""
    by = person("koordination")
    for row in rows:
        if into := row.get("merged_into"):
            need_states.merge_need(raised[row["key"]], by=by, into=raised[into], reason="Dasselbe Anliegen.")
        if reason := row.get("given_up"):
            need_states.change_need_state(raised[row["key"]], by=by, transition="give_up", reason=reason)


def _open(table: RoundTable, title: str) -> RatingRun:
    chosen = table.needs.standing().filter(state__in=["reported", "in_discussion"]).order_by("number")
    due = timezone.localdate() + dt.timedelta(days=14)
    return ratings.open_rating(table, by=person("koordination"), title=title, needs=list(chosen), due_on=due)


def _rate(table: RoundTable, title: str) -> None:
    run = _open(table, title)
    keys = list(run.needs.order_by("number").values_list("pk", flat=True))
    for box, pairs in GIVEN.items():
        for seat in seats_of(run, person(box))[:1]:
            ratings.rate(run, by=person(box), seat=seat, given=dict(zip(keys, pairs, strict=False)))
    for seat, pairs in zip(office_seats(run, person("koordination")), OFFICE_RATINGS, strict=False):
        given = dict(zip(keys, pairs, strict=False))
        ratings.rate(run, by=person("koordination"), seat=seat, given=given)
    ratings.close_rating(run, by=person("koordination"))


def _propose(row: Row, raised: dict[str, Need], names: Names) -> Proposal:
    need = Need.objects.get(pk=raised[row["need"]].pk)
    values: Row = {name: row.get(name, "") for name in ("title", "description", "quantity", "amount_note")}
    values |= {
        "round_table": need.round_table,
        "needs": [need],
        "field_of_action": need.field_of_action,
        "success_factors": list(need.success_factors.all()),
        "districts": list(need.districts.all()),
        "is_citywide": need.is_citywide,
        "amount": Decimal(row["amount"]) if "amount" in row else None,
        "lead_department": names.find(Department, "name", row["department"]),
        "carrier": names.find(Organisation, "name", row["carrier"]) if "carrier" in row else None,
    }
    by = person("koordination")
    key = key_of("proposal", row["need"])
    return proposals.rank_proposal(
        proposals.create_proposal(by=by, values=values, submission_key=key), by=by, rank=row["rank"]
    )


def _forward(made: list[Proposal], rows: list[Row], day: dt.date) -> None:
    for proposal, row in zip(made, rows, strict=True):
        if "result" in row:
            proposals.forward_proposal(
                proposal,
                by=person("koordination"),
                committee=committee_on(day),
                forwarded_on=day,
                paper_text=paper_text(proposal),
            )


def _resolve(made: list[Proposal], rows: list[Row], day: dt.date) -> None:
    by = person("koordination")
    for proposal, row in zip(made, rows, strict=True):
        if "result" not in row:
            continue
        values = {
            "committee": committee_on(day),
            "resolved": day,
            "title": proposal.title,
            "result": row["result"],
            "text": row["reason"],
            "source": "Für die Demonstration erfunden.",
        }
        money = Decimal(row["resolved_amount"]) if "resolved_amount" in row else None
        decided = resolutions.record_resolution(
            proposal,
            by=by,
            values=values,
            reason=row["reason"],
            resolved_amount=money,
            submission_key=key_of("resolution", row["need"]),
        )
        if row.get("measure") and decided.lead_department is not None:
            resolutions.create_measure_of(decided, by=by, lead_department=decided.lead_department)
