"""Two Standortbestimmungen of all criteria: before the first report, and a year after it. Made up for the demo."""

import datetime as dt
import tomllib
from pathlib import Path

from neuss_integration.demo.accounts import person
from neuss_integration.demo.calendar import moment
from neuss_integration.demo.measures import key_of
from success_factors.models import Assessment, Criterion
from success_factors.services.assessments import assess_criterion

FILE = Path(__file__).parent / "answers" / "assessments.toml"
MARK = "Demonstration, keine Einschätzung der Stadt: "
FIRST, SECOND = 0, 1


def assess(turn: int, day: dt.date) -> bool:
    """All criteria of the file are judged as of `day`, `turn` FIRST or SECOND. False when they were already."""
    begun = Assessment.objects.count()
    criteria = {(each.factor.number, each.position): each for each in Criterion.objects.select_related("factor")}
    for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["assessments"]:
        number, position = row["criterion"]
        if level := row["levels"][turn]:
            assess_criterion(
                criteria[number, position],
                by=person("koordination"),
                values={
                    "level": level,
                    "assessed_on": day,
                    "rationale": MARK + row["rationale"],
                    "evidence": row["evidence"],
                },
                submission_key=key_of("assessment", f"{number}-{position}-{turn}"),
                recorded_at=moment(day, 15),
            )
    return Assessment.objects.count() > begun
