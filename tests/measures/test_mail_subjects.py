"""The subject of a letter tells what is due per due date."""

import datetime as dt

import pytest

from measures.mails import MailDraft, RoundPart, composed, subject_of
from measures.models import Measure, ProgressReport, ReportingRound
from measures.selectors.contacts import Contact

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
    assert subject_of(parts, dt.date(2026, 12, 14 if parts[0].kind != "overdue" else 20)) == subject


@pytest.mark.parametrize(
    ("parts", "subject"),
    [
        (
            [part("", FIRST, 2), part("invitation", SECOND, 4)],
            "Sachstände: 2 überfällig seit 14.12.2026, 4 bis 25.12.2026",
        ),
        (
            [part("by_hand", FIRST, 1), part("by_hand", SECOND, 1)],
            "Sachstände: 1 überfällig seit 14.12.2026, 1 bis 25.12.2026",
        ),
        ([part("invitation", FIRST, 1)], "Runde 2026: 1 Sachstand, Frist war 14.12.2026"),
    ],
)
def test_no_subject_asks_for_something_until_a_day_that_is_over(parts: list[RoundPart], subject: str) -> None:
    assert subject_of(parts, dt.date(2026, 12, 15)) == subject


def test_reminder_that_goes_out_after_the_due_date_says_that_it_is_over() -> None:
    owed = ProgressReport(pk=1, measure=Measure(number="M-001", title="Sprachkurs"))
    about = ReportingRound(title="Runde 2026", due_on=FIRST)
    draft = MailDraft(Contact("amt@stadt.example"), [RoundPart(about, [owed], "reminder")])
    in_time, late = composed(draft, FIRST), composed(draft, dt.date(2026, 12, 15))
    assert "Rückmeldung bis 14.12.2026" in in_time.plain
    assert "rückt näher" in in_time.plain
    assert late.subject == "Frist vorbei: 1 Sachstand fehlt seit 14.12.2026"
    for text in (late.plain, late.html):
        assert "rückt näher" not in text
        assert "bis 14.12.2026" not in text
        assert "die Frist war der" in text
