"""The Selbstcheck from one year to the next: gaps keep their measure, offices hand over, and who owes is reminded."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from measures.enums import HandoverKind
from measures.models import CheckAnswer, GapFollowUp, OfficeCheck
from measures.services.check_reminders import remind_of_checks
from measures.services.gap_follow_ups import follow_up
from measures.services.handover import HandoverPlan, hand_over, others_to_move
from measures.services.office_checks import save_check
from neuss_integration.accounts.models import Membership
from neuss_integration.mailing.models import Mail
from success_factors.models import Indicator
from tests.factories import World, make_indicator, sign_in
from tests.measures.checks import YEAR, answers_of, check_of, opened, released

pytestmark = pytest.mark.django_db
LAST_YEAR = YEAR - 1
YESTERDAY = timezone.localdate() - dt.timedelta(days=1)


def two_years(world: World, state: str = "running", rating: str = "partly") -> CheckAnswer:
    """The gap of this year whose measure was linked last year."""
    opened(world, LAST_YEAR)
    before = released(world, world.jugendamt, LAST_YEAR).answers.get(question__kind="choice")
    type(world.praeventionsnetz).objects.filter(pk=world.praeventionsnetz.pk).update(state=state)
    follow_up(before, by=world.koordination, measure=world.praeventionsnetz, reason="")
    opened(world)
    return released(world, world.jugendamt, rating=rating).answers.get(question__kind="choice")


def test_gap_that_persists_gets_its_measure_with_one_click(world: World, client: Client) -> None:
    gap = two_years(world)
    sign_in(client, world.koordination)
    for url in (gap.office_check.get_absolute_url(), f"/dienstleistungen/stelle/{world.jugendamt.pk}/"):
        page = client.get(url)
        assert (page.status_code, "Wie im Vorjahr" in page.text) == (200, True), url
        assert f'name="measure" value="{world.praeventionsnetz.pk}"' in page.text
    client.post(f"/dienstleistungen/luecke/{gap.pk}/", {"measure": world.praeventionsnetz.pk})
    assert GapFollowUp.objects.get(answer=gap).measure == world.praeventionsnetz
    assert "Wie im Vorjahr" not in client.get(gap.office_check.get_absolute_url()).text


@pytest.mark.parametrize(("state", "rating"), [("completed", "partly"), ("running", "yes")])
def test_nothing_is_proposed_for_what_ended_or_is_no_gap(world: World, client: Client, state: str, rating: str) -> None:
    gap = two_years(world, state, rating)
    assert "Wie im Vorjahr" not in sign_in(client, world.koordination).get(gap.office_check.get_absolute_url()).text


def test_who_decides_on_no_gap_is_offered_none(world: World, client: Client) -> None:
    gap = two_years(world)
    assert "Wie im Vorjahr" not in sign_in(client, world.jugendamt_person).get(gap.office_check.get_absolute_url()).text


def renamed(world: World, **more: Any) -> None:
    plan = HandoverPlan(**{"kind": HandoverKind.RENAMED, "last_day": YESTERDAY, "successors": ["Amt Neu"]} | more)
    hand_over(world.jugendamt, by=world.koordination, plan=plan)


def entered(world: World) -> OfficeCheck:
    """What the Jugendamt typed and did not send."""
    opened(world)
    check = check_of(world.jugendamt)
    return save_check(check, by=world.koordination, expected_version=1, answers=answers_of(check))


def test_successor_owes_the_check_with_what_was_entered_and_fills_in_the_form_for_staff(world: World) -> None:
    check = entered(world)
    make_indicator(staff_share="staff", department=world.jugendamt)
    assert ("offene Selbstchecks", 1) in others_to_move(world.jugendamt)
    renamed(world)
    check.refresh_from_db()
    assert (check.department.name, check.answers.count(), check.state) == ("Amt Neu", 2, "open")
    heir = check.department
    membership = Membership.objects.filter(user=world.jugendamt_person, department=heir).first()
    assert membership is not None
    assert set(Indicator.objects.exclude(staff_share="").values_list("department", flat=True)) == {heir.pk}


def test_office_that_answers_itself_answers_once_and_what_was_sent_keeps_its_name(world: World) -> None:
    opened(world, LAST_YEAR)
    sent = released(world, world.jugendamt, LAST_YEAR)
    check = entered(world)
    renamed(world, kind=HandoverKind.MERGED, successors=[world.stadtbibliothek])
    assert not OfficeCheck.objects.filter(pk=check.pk).exists()
    assert OfficeCheck.history.get(id=check.pk, history_type="-").history_change_reason
    assert CheckAnswer.history.filter(office_check_id=check.pk, history_type="-").count() == 2
    sent.refresh_from_db()
    assert (sent.department, check_of(world.stadtbibliothek).state) == (world.jugendamt, "open")


def test_who_owes_has_one_mail_a_week_from_two_weeks_before(world: World) -> None:
    opened(world, due_on=timezone.localdate() + dt.timedelta(days=20))
    assert remind_of_checks() == 0
    later = timezone.now() + dt.timedelta(days=7)
    released(world, world.stadtbibliothek)
    assert [remind_of_checks(later) for _ in range(2)] == [remind_of_checks(later)] * 2
    mails = Mail.objects.filter(kind="check")
    assert world.jugendamt_person.email.lower() in {mail.address for mail in mails}
    assert world.bibliothek_person.email.lower() not in {mail.address for mail in mails}
    text = mails.get(address=world.jugendamt_person.email.lower())
    assert (text.subject, f"Selbstcheck {YEAR}, {world.jugendamt}" in text.text) == ("Bald fällig: 1 Selbstcheck", True)


def test_overdue_check_is_called_so(world: World) -> None:
    opened(world)
    remind_of_checks(timezone.now() + dt.timedelta(days=40))
    mail = Mail.objects.filter(kind="check", address=world.jugendamt_person.email.lower()).get()
    assert (mail.subject, ", vorbei" in mail.text) == ("Überfällig: 1 Selbstcheck", True)
