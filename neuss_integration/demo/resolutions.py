"""Resolutions: the real ones a source of a measure tells of, and some that are made up for the demo."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from measures.models import Resolution
from measures.services.consultations import add_consultation
from measures.services.council_questions import ask_question, release_answer
from measures.services.orders import report_order
from measures.services.resolutions import create_resolution
from neuss_integration.city.master_data.completing import known_ids
from neuss_integration.city.models import Committee, Department, ParliamentaryGroup
from neuss_integration.demo import measures, reports
from neuss_integration.demo.accounts import person
from neuss_integration.demo.measures import key_of
from neuss_integration.foundation.words.partial_dates import PartialDate
from reporting.services.resolutions import link_resolution

FILE = Path(__file__).parent / "answers" / "resolutions.toml"
COPIED = (
    "kind", "title", "paper_number", "text", "result", "votes_for", "votes_against", "abstentions", "is_unanimous",
    "source", "order_text", "link",
)  # fmt: skip
Row = dict[str, Any]
ASKED = {
    "committee": "Ausschuss für Chancengerechtigkeit und Integration",
    "title": "Demonstration: Anfrage zu Dolmetschen in der Ausländerbehörde",
    "text": "Demonstration: Diese Anfrage ist erfunden. In welchen Sprachen wird in der Ausländerbehörde gedolmetscht?",
}


def record(today: dt.date) -> bool:
    """The resolutions of the file are there, with what came of them. False when they were already."""
    begun = Resolution.objects.count()
    entered = measures.entered()
    for number, row in enumerate(tomllib.loads(FILE.read_text(encoding="utf-8"))["resolutions"]):
        by, key = person("koordination"), key_of("resolution", str(number))
        if Resolution.objects.filter(submission_key=key).exists():
            continue
        values = _values(row, today) | {"measures": [entered[key] for key in row.get("measures", ()) if key in entered]}
        resolution = create_resolution(by=by, values=values, submission_key=key)
        _follow(resolution, row, today)
        for name in row.get("reports", ()):
            if report := reports.find(name):
                link_resolution(report, by=by, resolution=resolution)
    _ask_and_publish()
    return Resolution.objects.count() > begun


def _ask_and_publish() -> None:
    """A member asks something invented, and the answered question of the file is read by everybody."""
    committee = Committee.objects.get(pk=known_ids(Committee, "name")[ASKED["committee"]])
    key = key_of("question", "member")
    ask_question(
        by=person("integrationsrat"), committee=committee, title=ASKED["title"], text=ASKED["text"], submission_key=key
    )
    for each in Resolution.objects.questions().filter(state="answered", answer_released_at=None):
        release_answer(each, by=person("koordination"), question=each.order_text, answer=each.outcome)


def _values(row: Row, today: dt.date) -> Row:
    found = {name: row[name] for name in COPIED if name in row} | {
        "committee": _committee(row),
        "resolved": PartialDate.from_parts(row["year"]) if "year" in row else _day(today, row["days_ago"]),
        "proposers": [ParliamentaryGroup.objects.get_or_create(name=name)[0] for name in row.get("proposers", ())],
    }
    if "order_text" in row:
        office = Department.objects.get(pk=known_ids(Department, "name")[row["responsible"]])
        found |= {"responsible_department": office, "due_date": _day(today, row["due_days_ago"])}
    return found


def _follow(resolution: Resolution, row: Row, today: dt.date) -> None:
    """What other Gremien said, and what the office noted."""
    by = person("koordination")
    for each in row.get("consultations", ()):
        values = {"committee": _committee(each), "kind": each["kind"], "day": _day(today, each["days_ago"])}
        add_consultation(resolution, by=by, values=values | {"result": each.get("result", "")})
    for note in row.get("notes", ()):
        report_order(resolution, by=by, step=note["step"], text=note["text"], noted_on=_day(today, note["days_ago"]))


def _committee(row: Row) -> Committee:
    return Committee.objects.get(pk=known_ids(Committee, "name")[row["committee"]])


def _day(today: dt.date, days_ago: int) -> dt.date:
    return today - dt.timedelta(days=days_ago)
