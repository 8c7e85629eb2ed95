"""The subject of a letter tells what is due per due date."""

import datetime as dt

import pytest

from measures.mails import RoundPart, subject_of
from measures.models import ProgressReport, ReportingRound

FIRST, SECOND = dt.date(2026, 12, 14), dt.date(2026, 12, 25)


def part(kind: str, due: dt.date, count: int) -> RoundPart:
    """A round with so many reports that are owed."""
    return RoundPart(ReportingRound(title="Runde 2026", due_on=due), [ProgressReport() for _ in range(count)], kind)


@pytest.mark.parametrize(
    ("parts", "subject"),
    [
        ([part("invitation", SECOND, 4)], "Runde 2026: 4 Sachstände bis 25.12.2026"),
        (
            [part("invitation", SECOND, 4), part("", FIRST, 2)],
            "Sachstände: 2 bis 14.12.2026, 4 bis 25.12.2026",
        ),
        (
            [part("overdue", FIRST, 1), part("reminder", SECOND, 2)],
            "Sachstände: 1 überfällig seit 14.12.2026, 2 bis 25.12.2026",
        ),
        ([part("reminder", SECOND, 1), part("", SECOND, 2)], "Erinnerung: 3 Sachstände bis 25.12.2026"),
    ],
)
def test_subject_tells_what_is_due_per_due_date(parts: list[RoundPart], subject: str) -> None:
    assert subject_of(parts) == subject
