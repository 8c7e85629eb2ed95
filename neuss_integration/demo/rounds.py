"""Playing the reporting rounds through the services: offices answer, the Koordination decides."""

import tomllib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction

from measures.enums import ProgressState
from measures.models import ProgressReport, ReportingRound
from measures.services import progress, rounds
from measures.services.questions import add_question
from neuss_integration.accounts.models import User
from neuss_integration.demo.accounts import offices_by_person, person
from neuss_integration.demo.calendar import RoundDates, moment
from neuss_integration.demo.dating import dated
from neuss_integration.demo.mails import sent_on, without_receipts
from neuss_integration.demo.measures import entered, key_of
from neuss_integration.demo.profiles import document_called
from neuss_integration.foundation.attachments.checking import check_content

FOLDER = Path(__file__).parent / "answers"
INSTRUCTIONS = (
    "**Demonstrationstext.** Die Maßnahmen dieser Stadt sind echt und mit Quellen belegt. Die Antworten, Ampeln, "
    "Wirkungen und Zahlen dieser Runde sind für die Demonstration erfunden; keine Stelle hat sie so abgegeben."
)
QUESTION = {"text": "Wirkten Ehrenamtliche mit?", "kind": "yes", "help_text": "Gemeint ist der Berichtszeitraum."}
GROUP_SIZE = 6
_NOT_A_VALUE = {"measure", "state", "unchanged", "return_comment", "left_out", "attachment"}

Answer = dict[str, Any]


def answers(name: str) -> list[Answer]:
    """The answers of the round `name`, in the order of their file."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["answers"]


def exists(name: str) -> bool:
    return ReportingRound.objects.filter(submission_key=key_of("round", name)).exists()


@transaction.atomic
def play(name: str, dates: RoundDates) -> None:
    """The round is opened, answered and, where it has an end, closed; all of it or nothing."""
    reporting_round = _opened(name, dates)
    groups = list(_groups(answers(name)))
    for number, group in enumerate(groups):
        _play_group(reporting_round, group, dates, number, of=len(groups))
    if dates.closed:
        with dated(moment(dates.closed, 9)):
            rounds.close_round(reporting_round, by=person("koordination"))


def _opened(name: str, dates: RoundDates) -> ReportingRound:
    by = person("koordination")
    with dated(moment(dates.opened, 8, 30)):
        reporting_round = rounds.create_round(
            by=by,
            values={
                "title": dates.title,
                "period_start": dates.period[0],
                "period_end": dates.period[1],
                "due_on": dates.due,
                "instructions": INSTRUCTIONS,
            },
            submission_key=key_of("round", name),
        )
        add_question(reporting_round, by=by, values=QUESTION)
        rounds.open_round(reporting_round, by=by)
        sent_on(reporting_round, moment(dates.opened, 9))
    return reporting_round


def _groups(rows: list[Answer]) -> Iterator[list[Answer]]:
    """Answers that come on the same day; each has the `state` it ends in."""
    remaining = iter([{"state": ProgressState.ACCEPTED.value, **row} for row in rows])
    while group := list(islice(remaining, GROUP_SIZE)):
        yield group


def _play_group(
    reporting_round: ReportingRound, group: list[Answer], dates: RoundDates, number: int, *, of: int
) -> None:
    """Offices answer in the morning, questions go out at noon, are answered in the afternoon, then decided."""
    day = dates.day(number, of)
    office_of = offices_by_person()
    measures = entered()
    decider = person("koordination" if number % 2 == 0 else "vertretung")
    tasks = [
        (reporting_round.reports.select_related("measure").get(measure=measures[row["measure"]]), row) for row in group
    ]
    with dated(moment(day, 9, 7 * number % 60)):
        for task, row in tasks:
            _answer(task, row, by=office_of[task.department_id], first=True)
    with dated(moment(day, 12, 11 * number % 60)):
        for task, row in tasks:
            if "return_comment" in row:
                progress.return_for_revision(task, by=decider, comment=row["return_comment"])
    with dated(moment(day, 14, 13 * number % 60)):
        for task, row in tasks:
            if "return_comment" in row and row["state"] == ProgressState.ACCEPTED:
                _answer(task, row, by=office_of[task.department_id], first=False)
    with dated(moment(day, 15, 17 * number % 60)):
        for task, row in tasks:
            if row["state"] == ProgressState.ACCEPTED:
                progress.accept(task, by=decider)
    without_receipts()


def _answer(task: ProgressReport, row: Answer, *, by: User, first: bool) -> None:
    """The office saves a draft and, unless the answer stays one, hands it in."""
    current = ProgressReport.objects.select_related("measure").get(pk=task.pk)
    if row.get("unchanged"):
        progress.submit_unchanged(current, by=by, expected_version=current.version)
        return
    left_out = row.get("left_out", []) if first else []
    values = {name: value for name, value in row.items() if name not in _NOT_A_VALUE and name not in left_out}
    values.setdefault("measure_state", current.measure.state)
    if values.get("traffic_light") in ("green", "unknown"):
        values |= {"traffic_light_reason": "", "delay_reason": ""}
    draft = progress.save_draft(current, by=by, expected_version=current.version, values=values)
    if (title := row.get("attachment")) and first:
        progress.attach_to_report(
            draft, by=by, file=check_content("anlage.docx", document_called(title)), title=title, is_internal=False
        )
    if row["state"] != ProgressState.IN_PROGRESS:
        progress.submit(draft, by=by, expected_version=draft.version, values=values)
