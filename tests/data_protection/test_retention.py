"""What the preview says will go is what goes, row for row, for every rule."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from measures.models import CatalogueImport
from neuss_integration.accounts.models import ColleagueRequest
from neuss_integration.accounts.services.colleagues import ask_for_colleague, decline_colleague
from neuss_integration.audit.models import AuditEntry
from neuss_integration.data_protection.selectors import PREVIEW_DAYS, retention_preview, retention_rules
from neuss_integration.foundation.words.months import add_months
from neuss_integration.mailing.models import BarrierReport, Mail
from neuss_integration.portal.models import Enquiry
from neuss_integration.portal.services.enquiries import receive_enquiry
from roundtables.enums.meetings import MeetingState
from roundtables.models import Guest
from tests.factories import World, make_meeting, make_seat

pytestmark = pytest.mark.django_db
AROUND = (-2, -1, 0, 1, 2)
"""Days beside the last one on which something is kept."""
KEPT = {"E-Mails": 730, "Adressen gemeldeter Barrieren": 90, "Vorgeschlagene Konten": 90}
COUNTS = dict.fromkeys(("Sitze an Runden Tischen", "Gäste von Sitzungen", "Einträge des Protokolls"), 2)
COUNTS |= {"Anfragen an die Beratung": 3, "E-Mails": 2, "Vorgeschlagene Konten": 2, "Adressen gemeldeter Barrieren": 2}
COUNTS |= {"Kataloge, die zum Einlesen bereitliegen": 3, "Anmeldungen mit begonnenen Eingaben": 3}


def fill(world: World, then: dt.datetime) -> None:
    """Of each kind a row for every day around the one on which `tick` begins to forget it."""
    today, months = timezone.localdate(then), -24
    for days in AROUND:
        day, at = add_months(today, months) + dt.timedelta(days=days), then + dt.timedelta(days=days)
        make_seat(contact_name=f"Sitz {days}", valid_until=day)
        starts = timezone.make_aware(dt.datetime.combine(day, dt.time(17)))
        Guest.objects.create(meeting=make_meeting(state=MeetingState.HELD, starts_at=starts), guest_name=f"Gast {days}")
        enquiry = receive_enquiry(values={"message": f"Frage {days}", "reply_to": "frage@neuss.example"})
        Enquiry.objects.filter(pk=enquiry.pk).update(erase_on=today + dt.timedelta(days=days))
        aged(Mail, at, KEPT["E-Mails"], key=f"k{days}", kind="test", address="a@neuss.example", state="cancelled")
        wished(world, f"m{days}@neuss.example", at)
        aged(BarrierReport, at, KEPT["Adressen gemeldeter Barrieren"], message="Barriere", email="b@neuss.example")
        in_database = then.date() + dt.timedelta(days=days)  # it knows no time zone
        AuditEntry.objects.create(event="signed_in", kept_until=in_database)
        kept = CatalogueImport.objects.create(owner=world.koordination, file_name="k.xlsx", table={})
        CatalogueImport.objects.filter(pk=kept.pk).update(updated_at=at - dt.timedelta(days=14, hours=1))
        Session.objects.create(session_key=f"s{days}", session_data="", expire_date=at - dt.timedelta(hours=1))
    Mail.objects.exclude(kind="test").delete()


def aged(model: Any, at: dt.datetime, days: int, **values: Any) -> None:
    row = model.objects.create(**values)
    model.objects.filter(pk=row.pk).update(created_at=at - dt.timedelta(days=days, hours=-1))


def wished(world: World, email: str, at: dt.datetime) -> None:
    wish = ask_for_colleague(world.jugendamt, by=world.jugendamt_person, name="Mia Neu", email=email)
    decline_colleague(wish, by=world.verwaltung_person, answer="Im Sportamt.")
    decided = at - dt.timedelta(days=KEPT["Vorgeschlagene Konten"], hours=-1)
    ColleagueRequest.objects.filter(pk=wish.pk).update(decided_at=decided)


def stored() -> dict[str, dict[Any, Any]]:
    """Every row of each table that a rule is about, by its key."""
    tables = {title: rows.model for title, rows in retention_rules(timezone.now())}
    keys = {title: model._meta.pk.attname for title, model in tables.items()}
    return {title: {row[keys[title]]: row for row in model._base_manager.values()} for title, model in tables.items()}


def test_tick_erases_what_the_preview_said_and_nothing_else(world: World) -> None:
    """The clock of the database cannot be moved: the preview is of a month ago."""
    then = timezone.now()
    with time_machine.travel(then - dt.timedelta(days=PREVIEW_DAYS), tick=False):
        fill(world, then)
        said, before = dict(retention_preview()), stored()
        rows = {title: {row.pk for row in found} for title, found in retention_rules(then)}
    with time_machine.travel(then, tick=False):
        call_command("tick")
        after = stored()
    gone = {title: {key for key, row in kept.items() if after[title].get(key) != row} for title, kept in before.items()}
    assert gone == rows
    assert said == {title: len(keys) for title, keys in gone.items()} == COUNTS
