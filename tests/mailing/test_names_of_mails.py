"""Under every mail stand the names that were entered for the city and its office, not those of the settings."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

import pytest
from django.utils import timezone

from measures.services import progress
from measures.services.order_reminders import remind_of_orders
from neuss_integration.accounts.services.users import invite
from neuss_integration.foundation.words.city_names import hold_names, names_of_settings
from neuss_integration.mailing.messages import message_of
from neuss_integration.mailing.models import Mail
from neuss_integration.steering.models import CalendarSubscription
from neuss_integration.steering.services.weekly_mail import send_weeks
from roundtables.services.meeting_mails import write_to_all
from roundtables.services.reminders import remind_of_actions
from tests.factories import World, make_meeting, make_resolution, make_seat
from tests.measures.answers import COMPLETE, task_of

ENTERED: Final = {"full_name": "Stadt Musterhausen", "office": "Stabsstelle Vielfalt"}


@pytest.fixture
def entered() -> Iterator[None]:
    hold_names(ENTERED)
    yield
    hold_names({})


def write_of_each_kind(world: World) -> None:
    """Mails of six kinds wait."""
    day, office = timezone.localdate() + dt.timedelta(days=2), {"responsible_department": world.jugendamt}
    make_resolution(due_date=day, order_text="Berichten", state="open", **office)
    meeting = make_meeting()
    make_seat(round_table=meeting.round_table, user=world.jugendamt_person)
    meeting.action_items.create(text="Raum suchen", due_on=day, **office)
    CalendarSubscription.objects.create(user=world.jugendamt_person, wants_mail=True, only_own=True)
    progress.submit(task_of(world), by=world.jugendamt_person, expected_version=1, values=COMPLETE)
    invite(world.nobody, by=world.verwaltung_person)
    write_to_all(meeting, "invitation")
    for send in (remind_of_orders, remind_of_actions, send_weeks):
        send()


@pytest.mark.usefixtures("entered")
def test_mails_are_signed_with_the_names_that_were_entered(world: World) -> None:
    write_of_each_kind(world)
    mails, old = list(Mail.objects.all()), names_of_settings()
    assert {mail.kind for mail in mails} == {"receipt", "password", "meeting", "order", "action", "calendar"}
    assert [mail.kind for mail in mails if not all(name in mail.text for name in ENTERED.values())] == []
    assert [mail.kind for mail in mails if old.full_name in mail.text or old.office in mail.text] == []


def test_mails_name_no_city_before_anybody_did(world: World, settings) -> None:
    settings.CITY_NAME_IS_GIVEN, settings.CONTACT_EMAIL = False, "koordination@stadt.example"
    settings.DEFAULT_FROM_EMAIL = settings.CONTACT_EMAIL
    write_of_each_kind(world)
    told = {mail.kind: f"{mail.subject} {mail.text} {message_of(mail).from_email}" for mail in Mail.objects.all()}
    assert [kind for kind, text in told.items() if "Integrationskonzept" not in text] == []
    names = ("Stadt Neuss", "koordination@neuss", "Integrationsbüro, ", "Integrationsbüro <")
    assert [(kind, name) for kind, text in told.items() for name in names if name in text] == []
