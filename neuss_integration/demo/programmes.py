"""Funding programmes of the demo: made up, and marked as such."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from measures.models import FundingProgramme
from measures.services.funding_programmes import create_programme
from neuss_integration.city.master_data.completing import known_ids
from neuss_integration.city.models import Department
from neuss_integration.demo import measures
from neuss_integration.demo.accounts import person
from neuss_integration.demo.measures import key_of

FILE = Path(__file__).parent / "answers" / "programmes.toml"
DAYS = ("starts_on", "ends_on", "apply_by", "applied_on", "interim_due", "interim_sent_on", "proof_due")
COPIED = ("title", "funder", "source", "granted", "called", "note")
Row = dict[str, Any]


def record(today: dt.date) -> bool:
    """The programmes of the file are there, their days counted from `today`. False when they were already."""
    begun, entered = FundingProgramme.objects.count(), measures.entered()
    for number, row in enumerate(tomllib.loads(FILE.read_text(encoding="utf-8"))["programmes"]):
        values: Row = {name: row[name] for name in COPIED if name in row}
        values |= {name: today + dt.timedelta(days=row[name]) for name in DAYS if name in row}
        values["department"] = Department.objects.get(pk=known_ids(Department, "name")[row["department"]])
        values["measures"] = [entered[key] for key in row["measures"] if key in entered]
        create_programme(by=person("koordination"), values=values, submission_key=key_of("programme", str(number)))
    return FundingProgramme.objects.count() > begun
