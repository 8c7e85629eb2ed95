"""What the Fachadministration finds on its start page: only what needs it, and nothing that is not so."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from measures.enums import MeasureState
from measures.models import Measure
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Membership
from neuss_integration.first_steps import Steps
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.models import Mail
from neuss_integration.start_operation import operation_of_today
from tests.factories import World, sign_in

pytestmark = pytest.mark.django_db


def mail(state: MailState, days_ago: int) -> None:
    made = Mail.objects.create(
        key=f"{state}-{days_ago}",
        address="amt@neuss.example",
        kind="test",
        subject="S",
        text="T",
        state=state,
        error="weg",
    )
    Mail.objects.filter(pk=made.pk).update(created_at=timezone.now() - dt.timedelta(days=days_ago))


def test_offices_that_lead_and_that_nobody_answers_for(world: World) -> None:
    answered = set(
        Membership.objects.current().filter(role=Role.DEPARTMENT_EDITOR).values_list("department", flat=True)
    )
    leading = {each.lead_department for each in Measure.objects.active().select_related("lead_department")}
    wanted = {each.name for each in leading if each.pk not in answered}
    assert {each.name for each in operation_of_today().empty_offices} == wanted
    world.jugendamt_person.memberships.update(valid_until=timezone.localdate() - dt.timedelta(days=1))
    assert world.jugendamt.name in {each.name for each in operation_of_today().empty_offices}
    Measure.objects.filter(lead_department=world.jugendamt).update(state=MeasureState.COMPLETED)
    assert world.jugendamt.name not in {each.name for each in operation_of_today().empty_offices}


@pytest.mark.parametrize(("days", "shown"), [(-1, False), (0, True), (30, True), (31, False)])
def test_roles_that_end_within_thirty_days(world: World, days: int, shown: bool) -> None:
    world.jugendamt_person.memberships.update(valid_until=timezone.localdate() + dt.timedelta(days=days))
    assert bool(operation_of_today().ending_roles) is shown


def test_lost_mails_of_thirty_days_are_counted(world: World) -> None:
    for state, days in ((MailState.BOUNCED, 1), (MailState.FAILED, 29), (MailState.UNCERTAIN, 31)):
        mail(state, days)
    assert operation_of_today().lost_mails == 2


def test_page_shows_them_and_leads_to_accounts_without_role(world: World, client: Client) -> None:
    mail(MailState.BOUNCED, 1)
    page = sign_in(client, world.verwaltung_person).get("/").text
    assert "1 Nachricht der letzten 30 Tage kam nicht oder vielleicht nicht an" in page
    number = operation_of_today().without_role.count
    assert number >= 1
    found = client.get("/benutzer/?role=none&active=yes").text
    assert f"<strong>{number}</strong>" in found


def test_nothing_is_said_to_have_arrived_where_nothing_was_sent(world: World) -> None:
    def told() -> str:
        now = SimpleNamespace(is_fine=True, has_mails=operation_of_today().has_mails)
        overview = SimpleNamespace(operation=now, first_steps=Steps())
        return render_to_string("site/includes/start_operation.html", {"overview": overview})

    mail(MailState.BOUNCED, 31)
    assert "ging keine Nachricht verloren" not in told()
    mail(MailState.BOUNCED, 1)
    assert "ging keine Nachricht verloren" in told()
