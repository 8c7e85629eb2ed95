"""Who is written to, when, and never twice."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.utils import timezone

from measures.enums import ProgressState, RoundState
from measures.models import ReportingRound, RoundMail
from measures.services import progress, rounds
from measures.services.reminders import queue_due, refresh_waiting, remind_missing
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Deputy
from neuss_integration.mailing.delivery import deliver_due
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.models import Mail
from neuss_integration.mailing.services import record_bounce
from tests.factories import World, make_department, make_measure, make_person, make_progress, make_round
from tests.measures.conftest import RefusedBy

BOTH = ["jugendamt@neuss.example", "stadtbibliothek@neuss.example"]


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


def worked(now: dt.datetime) -> int:
    """How many mails the worker writes at this moment; all go out at once."""
    written = queue_due(now=now)
    deliver_due(now=now + dt.timedelta(days=1))
    return written


def opened(world: World, days: int = 20, *, sends: bool = True, **values: Any) -> ReportingRound:
    """A round that was opened today and is due in some days, with one measure of each of two offices.

    The invitations went out, unless it `sends` none.
    """
    asked = make_round(
        title="Runde 2026", state=RoundState.DRAFT, due_on=timezone.localdate() + dt.timedelta(days=days)
    )
    rounds.update_round(asked, by=world.koordination, values={"reminders": {-14, 3}} | values)
    rounds.open_round(asked, by=world.koordination)
    if sends:
        deliver_due(now=timezone.now() + dt.timedelta(days=1))
    return asked


def addresses(kind: str) -> list[str]:
    return sorted(RoundMail.objects.filter(kind=kind).values_list("address", flat=True))


def test_opening_writes_one_mail_to_each_person(world: World) -> None:
    for _ in range(3):
        make_measure(lead_department=world.jugendamt)
    opened(world)
    assert addresses("invitation") == BOTH
    assert sorted(Mail.objects.values_list("address", flat=True)) == BOTH
    mail = Mail.objects.get(address="jugendamt@neuss.example")
    assert (mail.subject.startswith("Runde 2026: 4 Sachstände bis "), mail.text.count("/sachstand/")) == (True, 5)


def test_mail_is_text_html_and_calendar_without_names_of_people(world: World) -> None:
    asked = opened(world)
    mail = Mail.objects.get(address="jugendamt@neuss.example")
    task = asked.reports.get(measure=world.praeventionsnetz)
    assert f"http://127.0.0.1:8000/sachstand/{task.pk}/" in mail.text
    assert f'<a href="http://127.0.0.1:8000/sachstand/{task.pk}/">' in mail.html
    assert f"DTSTART;VALUE=DATE:{asked.due_on:%Y%m%d}" in mail.calendar
    assert world.jugendamt_person.name not in mail.text + mail.html + mail.calendar


def test_mail_uses_the_words_of_the_coordination(world: World) -> None:
    opened(world, invitation_text="Bitte <b>heute</b> noch.")
    mail = Mail.objects.get(address="jugendamt@neuss.example")
    assert "Bitte <b>heute</b> noch." in mail.text
    assert "Bitte &lt;b&gt;heute&lt;/b&gt; noch." in mail.html


def test_reminders_come_on_the_days_of_the_plan_and_once(world: World) -> None:
    asked = opened(world)
    days = [asked.due_on + dt.timedelta(days=offset) for offset in (-15, -14, -13, 2, 3, 4)]
    written = [(worked(at(day)), worked(at(day, 15))) for day in days]
    assert written == [(0, 0), (2, 0), (0, 0), (0, 0), (2, 0), (0, 0)]
    assert (addresses("reminder"), addresses("overdue")) == (BOTH, BOTH)


def test_missed_reminders_become_one(world: World) -> None:
    asked = opened(world, reminders={-14, -7, -3})
    assert queue_due(now=at(asked.due_on - dt.timedelta(days=1))) == 2
    assert RoundMail.objects.filter(kind="reminder").count() == 2


def test_person_with_several_offices_and_rounds_gets_one_mail(world: World) -> None:
    office = make_department("Zweites Amt")
    other = make_measure(lead_department=office)
    world.jugendamt_person.memberships.create(role=Role.DEPARTMENT_EDITOR, department=office)
    opened(world)
    make_progress(measure=world.praeventionsnetz, round=make_round(title="Kurze Runde"))
    tomorrow = at(timezone.localdate() + dt.timedelta(days=1))
    assert (queue_due(), queue_due(now=tomorrow)) == (0, 1)
    first, second = Mail.objects.filter(address="jugendamt@neuss.example").order_by("pk")
    assert (other.title in first.text, "Kurze Runde" in first.text) == (True, False)
    assert (other.title in second.text, "Kurze Runde" in second.text) == (True, True)


def test_nothing_more_is_written_when_all_is_answered(world: World) -> None:
    asked = opened(world)
    make_answer(asked, world)
    assert queue_due(now=at(asked.due_on - dt.timedelta(days=14))) == 1
    assert addresses("reminder") == ["stadtbibliothek@neuss.example"]


def make_answer(asked: ReportingRound, world: World) -> None:
    task = asked.reports.get(measure=world.praeventionsnetz)
    values = {"measure_state": "running", "traffic_light": "green", "what_happened": "Vier Treffen."}
    progress.submit(task, by=world.jugendamt_person, expected_version=1, values=values)


def test_waiting_mail_is_taken_back_at_once_when_all_is_answered(world: World) -> None:
    asked = opened(world, sends=False)
    make_answer(asked, world)
    call_command("tick")
    deliver_due(now=at(timezone.localdate() + dt.timedelta(days=1)))
    states = dict(Mail.objects.filter(kind="progress").values_list("address", "state"))
    assert states == {BOTH[0]: MailState.CANCELLED, BOTH[1]: MailState.SENT}
    reminders = [message for message in outbox.outbox if not message.subject.startswith("Eingegangen")]
    assert [message.to for message in reminders] == [[BOTH[1]]]


def test_waiting_mail_names_only_what_is_still_owed(world: World) -> None:
    other = make_measure(title="Noch offen", lead_department=world.jugendamt)
    asked = opened(world, sends=False)
    make_answer(asked, world)
    assert refresh_waiting() == 1
    mail = Mail.objects.get(address="jugendamt@neuss.example", kind="progress")
    assert (other.title in mail.text, world.praeventionsnetz.title in mail.text) == (True, False)
    assert mail.subject.startswith("Runde 2026: 1 Sachstand bis ")
    assert refresh_waiting() == 0


def test_who_got_mail_today_is_reminded_by_hand_tomorrow_and_once(world: World) -> None:
    asked = opened(world)
    tomorrow = at(timezone.localdate() + dt.timedelta(days=1))
    told = [remind_missing(asked, by=world.koordination) for _ in range(2)]
    told.append(remind_missing(asked, by=world.koordination, now=tomorrow))
    assert [(each.written, each.tomorrow, each.underway) for each in told] == [(0, 2, 0), (0, 2, 0), (0, 0, 2)]
    waiting = Mail.objects.filter(state=MailState.QUEUED)
    assert {(timezone.localtime(mail.due_at).hour, timezone.localdate(mail.due_at)) for mail in waiting} == {
        (7, timezone.localdate(tomorrow))
    }
    assert (waiting.count(), addresses("by_hand"), queue_due(now=tomorrow)) == (2, BOTH, 0)


def test_question_after_a_reminder_for_tomorrow_is_still_told(world: World) -> None:
    asked = opened(world)
    remind_missing(asked, by=world.koordination)
    make_answer(asked, world)
    task = asked.reports.get(measure=world.praeventionsnetz)
    progress.return_for_revision(task, by=world.koordination, comment="Wie viele?")
    deliver_due(now=at(timezone.localdate() + dt.timedelta(days=1)))
    assert queue_due(now=at(timezone.localdate() + dt.timedelta(days=2))) == 1
    assert addresses("returned") == ["jugendamt@neuss.example"]


def test_one_person_is_reminded_and_no_other(world: World) -> None:
    asked = opened(world, sends=False)
    Mail.objects.all().update(state=MailState.CANCELLED)
    told = remind_missing(asked, by=world.koordination, address="jugendamt@neuss.example")
    nobody = remind_missing(asked, by=world.koordination, address="fremd@neuss.example")
    assert [(each.written + each.tomorrow, each.without_contact) for each in (told, nobody)] == [(1, []), (0, [])]
    assert addresses("by_hand") == ["jugendamt@neuss.example"]


def test_mail_server_that_is_down_for_a_day_makes_one_mail_of_two(world: World, settings: Any) -> None:
    asked = opened(world, days=15, sends=False)
    settings.EMAIL_BACKEND = "tests.mailing.backends.ServerDown"
    tomorrow, after = (timezone.localdate() + dt.timedelta(days=days) for days in (1, 2))
    deliver_due(now=at(tomorrow, 7))
    assert queue_due(now=at(tomorrow, 8)) == 0
    assert deliver_due(now=at(tomorrow, 12)) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    refresh_waiting(now=at(after, 8))
    assert deliver_due(now=at(after, 8)) == 2
    assert sorted(message.to[0] for message in outbox.outbox) == BOTH
    assert {message.subject for message in outbox.outbox} == {f"Runde 2026: 1 Sachstand bis {asked.due_on:%d.%m.%Y}"}
    assert (addresses("invitation"), addresses("reminder")) == (BOTH, BOTH)


def test_returned_report_is_told_the_next_time(world: World) -> None:
    asked = opened(world)
    make_answer(asked, world)
    task = asked.reports.get(measure=world.praeventionsnetz)
    progress.return_for_revision(task, by=world.koordination, comment="Vertrauliche Rückfrage?")
    assert queue_due(now=at(timezone.localdate() + dt.timedelta(days=1))) == 1
    mail = Mail.objects.latest("pk")
    assert (mail.address, mail.subject) == ("jugendamt@neuss.example", "Rückfrage zu einem Sachstand")
    assert "Vertrauliche" not in mail.text + mail.html


def test_absent_person_is_not_written_to_but_the_deputy_is(world: World) -> None:
    today = timezone.localdate()
    deputy = make_person(
        "stellvertretung@neuss.example", "Stellvertretung", Role.DEPARTMENT_EDITOR, world.integrationsamt
    )
    Deputy.objects.create(person=world.jugendamt_person, deputy=deputy, valid_from=today, valid_until=today)
    opened(world)
    assert addresses("invitation") == ["stadtbibliothek@neuss.example", "stellvertretung@neuss.example"]


def test_only_who_works_on_it_is_reminded(world: World) -> None:
    make_person("zweite@neuss.example", "Zweite Person", Role.DEPARTMENT_EDITOR, world.jugendamt)
    asked = opened(world)
    task = asked.reports.get(measure=world.praeventionsnetz)
    type(task).objects.filter(pk=task.pk).update(assignee=world.jugendamt_person)
    queue_due(now=at(asked.due_on - dt.timedelta(days=14)))
    assert (len(addresses("invitation")), addresses("reminder")) == (3, BOTH)


def test_address_that_bounced_is_replaced_by_the_mailbox_of_the_office(world: World) -> None:
    type(world.jugendamt).objects.filter(pk=world.jugendamt.pk).update(email="postfach-jugendamt@neuss.example")
    asked = opened(world)
    deliver_due(now=at(timezone.localdate() + dt.timedelta(days=1)))
    bounced = Mail.objects.get(address="jugendamt@neuss.example")
    record_bounce(bounced, by=world.koordination, reason="Postfach voll")
    found = remind_missing(asked, by=world.koordination, now=at(timezone.localdate() + dt.timedelta(days=1)))
    assert (found.written, addresses("by_hand")) == (2, ["postfach-jugendamt@neuss.example", BOTH[1]])


def test_office_that_nobody_reaches_is_named(world: World) -> None:
    make_measure(lead_department=make_department("Amt ohne Kontakt"))
    asked = opened(world)
    assert remind_missing(asked, by=world.koordination).without_contact == ["Amt ohne Kontakt"]


def test_extended_round_reminds_anew_before_the_new_date(world: World) -> None:
    asked = opened(world)
    reminded = asked.due_on - dt.timedelta(days=14)
    worked(at(reminded))
    later = asked.due_on + dt.timedelta(days=30)
    rounds.extend_round(asked, by=world.koordination, reason="Ferien", due_on=later)
    days = [later - dt.timedelta(days=offset) for offset in (15, 14)]
    assert [worked(at(day)) for day in days] == [0, 2]


def test_reopened_round_invites_again(world: World) -> None:
    asked = opened(world)
    rounds.close_round(asked, by=world.koordination)
    later = timezone.localdate() + dt.timedelta(days=30)
    rounds.reopen_round(asked, by=world.koordination, reason="Nachzügler", due_on=later)
    assert queue_due(now=at(timezone.localdate() + dt.timedelta(days=1))) == 2


@pytest.mark.parametrize("day", [dt.date(2027, 3, 28), dt.date(2027, 10, 31)])
def test_hour_that_comes_twice_or_never_writes_one_mail(world: World, day: dt.date) -> None:
    asked = opened(world, reminders=set())
    ReportingRound.objects.filter(pk=asked.pk).update(due_on=day + dt.timedelta(days=3))
    asked.reminders.create(days=-3)
    midnight = dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)
    assert sum(queue_due(now=midnight + dt.timedelta(minutes=30 * step)) for step in range(8)) == 2
    waiting = Mail.objects.filter(key__endswith=f"{day:%Y-%m-%d}").values_list("due_at", flat=True)
    assert {timezone.localtime(due).hour for due in waiting} == {7}


def test_database_holds_one_mail_per_round_address_kind_and_day(world: World, refused_by: RefusedBy) -> None:
    opened(world)
    row = RoundMail.objects.first()
    assert row is not None
    with refused_by("UNIQUE|unique"):
        RoundMail.objects.create(round=row.round, mail=row.mail, kind=row.kind, address=row.address, day=row.day)


@pytest.mark.parametrize("count", [1, 3])
def test_reminding_has_the_same_queries_for_any_number_when_nothing_is_due(
    world: World, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        make_measure(lead_department=make_department(f"Amt {number}", email=f"amt{number}@neuss.example"))
    opened(world)
    with django_assert_num_queries(10):
        assert queue_due() == 0


def test_closed_round_writes_nothing(world: World) -> None:
    make_progress(round=make_round(state=RoundState.CLOSED), state=ProgressState.NO_RESPONSE)
    assert queue_due() == 0
