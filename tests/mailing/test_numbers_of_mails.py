"""Every number a mail says is counted a second time in plain SQL; a new kind of mail has to say how."""

import datetime as dt
import re
from typing import Final

import pytest
from django.db import connection
from django.utils import timezone

from measures.models import CheckYear, OfficeCheck
from measures.services.check_reminders import remind_of_checks
from measures.services.funder_reminders import remind_of_funders
from measures.services.indicator_reminders import remind_of_values
from measures.services.order_reminders import remind_of_orders
from neuss_integration.mailing.models import Mail
from neuss_integration.steering.models import CalendarSubscription
from neuss_integration.steering.services.weekly_mail import send_weeks
from reporting.mails import queue_prepared_mail, queue_publication_mail
from reporting.models import PublicationRun
from roundtables.services.reminders import remind_of_actions
from success_factors.models import ValueRequest
from tests.conventions.source import modules
from tests.factories import World, make_indicator, make_meeting, make_programme, make_published, make_resolution

DAYS: Final = (-3, -1, 2)
"""Two things of each kind are late and one comes."""
TOLD: Final = {
    "order": "SELECT COUNT(*), SUM(due_date < {today}) FROM measures_resolution WHERE due_date <= {week}",
    "funder": "SELECT COUNT(*), SUM(proof_due < {today}) FROM measures_fundingprogramme WHERE proof_due <= {week}",
    "indicator": "SELECT COUNT(*), SUM(due_on < {today}) FROM success_factors_valuerequest WHERE due_on <= {week}",
    "check": "SELECT COUNT(*), SUM(y.due_on < {today}) FROM measures_officecheck c "
    "JOIN measures_checkyear y ON y.id = c.check_year_id WHERE y.due_on <= {week}",
    "action": "SELECT COUNT(*), SUM(due_on < {today}) FROM roundtables_actionitem WHERE due_on <= {week}",
}
"""How many lines a mail has, and how many of them are late, by its kind."""
ELSEWHERE: Final = {
    "progress": "tests/measures/test_mail_subjects.py", "receipt": "tests/measures/test_receipts.py",
    "calendar": "below: all that is late and all that comes, each with a line",
    "report_published": "below: the pages of the file", "report_run": "below: the pages of the file",
    "meeting": "days and hours of the meeting", "freshness": "no number", "enquiry": "the number of the enquiry",
    "report_proof": "tests/reporting/test_proofs.py",
    "task": "no number, a line for each task",
    "report_review": "no number", "report_withdrawn": "no number", "answer": "no number, the day of the answer",
}  # fmt: skip
"""Kinds of mail whose numbers stand elsewhere or are none."""


def day(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def counted(query: str) -> tuple[int, int]:
    """All, and those that are late."""
    late = re.sub(r"SUM\((.*?)\)", r"SUM(CASE WHEN \1 THEN 1 ELSE 0 END)", query)
    with connection.cursor() as cursor:
        cursor.execute(late.format(today=f"'{day(0)}'", week=f"'{day(7)}'"))
        lines, overdue = cursor.fetchone()
        return int(lines), int(overdue)


@pytest.fixture
def owed(world: World) -> None:
    """The Jugendamt owes of each kind what DAYS say, and something far away that no mail tells of."""
    meeting, office = make_meeting(state="held"), {"responsible_department": world.jugendamt}
    for number, days in enumerate((*DAYS, 200)):
        year = CheckYear.objects.create(year=2020 + number, due_on=day(days))
        OfficeCheck.objects.create(check_year=year, department=world.jugendamt)
        make_resolution(due_date=day(days), order_text="Berichten", state="open", **office)
        make_programme(proof_due=day(days), department=world.jugendamt)
        indicator = make_indicator(department=world.jugendamt)
        ValueRequest.objects.create(indicator=indicator, department=world.jugendamt, due_on=day(days))
        meeting.action_items.create(text=f"Auftrag {days}", due_on=day(days), **office)


@pytest.mark.parametrize("kind", TOLD)
def test_mail_says_how_many_are_late_and_has_a_line_for_each(world: World, owed: None, kind: str) -> None:
    for send in (remind_of_orders, remind_of_funders, remind_of_values, remind_of_checks, remind_of_actions):
        send()
    mail, (lines, late) = Mail.objects.get(kind=kind, address=world.jugendamt_person.email), counted(TOLD[kind])
    assert re.findall(r"\d+", mail.subject) == [str(late)]
    told = [len(re.findall(each, mail.text, re.MULTILINE)) for each in ("^- ", "überfällig|vorbei")]
    assert told == [lines, late]


def test_mail_of_the_week_has_a_line_for_each_it_counts(world: World, owed: None) -> None:
    CalendarSubscription.objects.create(user=world.jugendamt_person, wants_mail=True, only_own=True)
    send_weeks()
    mail, (lines, late) = Mail.objects.get(kind="calendar"), map(sum, zip(*map(counted, TOLD.values()), strict=True))
    assert re.findall(r"\d+ Termine?", mail.subject) == [f"{late} Termine", f"{lines - late} Termine"]
    over, _, coming = mail.text.partition("In den nächsten zwei Wochen:")
    assert [text.count("\n- ") for text in (over, coming)] == [late, lines - late]


@pytest.mark.parametrize(("pages", "words"), [(1, "1 Seite."), (28, "28 Seiten.")])
def test_mail_says_the_pages_of_the_report(world: World, pages: int, words: str) -> None:
    publication = make_published().publication
    publication.page_count = pages
    run = PublicationRun(pk=7, report=publication.report, requested_by=world.koordination)
    mails = [queue_publication_mail(publication, world.koordination), queue_prepared_mail(run, pages)]
    assert [words in mail.text for mail in mails] == [True, True]


def test_each_kind_of_mail_says_where_its_numbers_are_counted() -> None:
    said = r"^KIND(?:: Final)? = \"(\w+)\"|queue_mail\([^)]*kind=\"(\w+)\""
    texts = [each.text for each in modules() if "queue_" in each.text]
    found = {kind for text in texts for pair in re.findall(said, text, re.MULTILINE) for kind in pair if kind}
    assert found == TOLD.keys() | ELSEWHERE.keys()
