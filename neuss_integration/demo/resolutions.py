"""Resolutions: the real ones a source of a measure tells of, and some that are made up for the demo."""

import datetime as dt
import tomllib
from pathlib import Path

from measures.models import Resolution
from measures.services.resolutions import create_resolution
from neuss_integration.city.master_data.completing import known_ids
from neuss_integration.city.models import Committee
from neuss_integration.demo import measures, reports
from neuss_integration.demo.accounts import person
from neuss_integration.demo.measures import key_of
from neuss_integration.foundation.words.partial_dates import PartialDate
from reporting.services.resolutions import link_resolution

FILE = Path(__file__).parent / "answers" / "resolutions.toml"
COPIED = (
    "title",
    "paper_number",
    "text",
    "result",
    "votes_for",
    "votes_against",
    "abstentions",
    "is_unanimous",
    "source",
)


def record(today: dt.date) -> bool:
    """The resolutions of the file are there. False when they were already."""
    begun = Resolution.objects.count()
    committees, entered = known_ids(Committee, "name"), measures.entered()
    for number, row in enumerate(tomllib.loads(FILE.read_text(encoding="utf-8"))["resolutions"]):
        day = today - dt.timedelta(days=row.get("days_ago", 0))
        values = {name: row[name] for name in COPIED if name in row} | {
            "committee": Committee.objects.get(pk=committees[row["committee"]]),
            "resolved": PartialDate.from_parts(row["year"]) if "year" in row else day,
            "measures": [entered[key] for key in row.get("measures", ()) if key in entered],
        }
        by, key = person("koordination"), key_of("resolution", str(number))
        resolution = create_resolution(by=by, values=values, submission_key=key)
        for name in row.get("reports", ()):
            if report := reports.find(name):
                link_resolution(report, by=by, resolution=resolution)
    return Resolution.objects.count() > begun
