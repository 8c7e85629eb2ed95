"""Somebody leaves: what hangs on them is named and handed over in the same step."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from measures.enums import ProgressState
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Deputy, Membership, User
from neuss_integration.accounts.services.leaving import belongings_of, give_up_role, leave
from neuss_integration.foundation.exceptions import Refused
from roundtables.models import ActionItem, TableMember
from tests.factories import World, make_meeting, make_person, make_progress, make_seat, sign_in


@pytest.fixture
def successor(world: World) -> User:
    return make_person("nachfolge@neuss.example", "Nora Nachfolge", Role.COUNCIL_READER)


def entrusted(person: User) -> ActionItem:
    """An open action item of the person's own."""
    due = timezone.localdate() + dt.timedelta(days=9)
    return ActionItem.objects.create(meeting=make_meeting(), text="Räume suchen", responsible_user=person, due_on=due)


def sentences(user: User, role: Membership | None = None) -> list[str]:
    return [each.sentence for each in belongings_of(user, role)]


def test_page_names_what_hangs_on_the_only_person_of_an_office(client: Client, world: World) -> None:
    make_progress(department=world.jugendamt, state=ProgressState.OPEN)
    page = reverse("accounts:user-leave", args=[world.jugendamt_person.pk])
    text = sign_in(client, world.verwaltung_person).get(page).text
    assert f"Fachdienststelle {world.jugendamt}: sonst handelt niemand für sie." in text
    assert "1 offener Sachstand, die sonst niemand beantwortet." not in text
    assert "1 offener Sachstand, den sonst niemand beantwortet." in text


def test_office_with_a_second_person_is_not_left(world: World) -> None:
    make_person("zwei@neuss.example", "Zweite", Role.DEPARTMENT_EDITOR, world.jugendamt)
    assert sentences(world.jugendamt_person) == []


def test_successor_acts_for_the_office_and_has_the_report_in_hand(world: World, successor: User) -> None:
    report = make_progress(department=world.jugendamt, state=ProgressState.OPEN, assignee=world.jugendamt_person)
    leave(world.jugendamt_person, by=world.verwaltung_person, successor=successor)
    report.refresh_from_db()
    assert report.assignee == successor
    assert User.objects.get(pk=successor.pk).access.department_ids == {world.jugendamt.pk}
    assert User.objects.get(pk=world.jugendamt_person.pk).is_active is False
    assert not Membership.objects.current().filter(user=world.jugendamt_person).exists()


def test_seats_and_open_action_items_go_along_and_the_past_keeps_its_names(world: World, successor: User) -> None:
    seat = make_seat(user=world.rundertisch_person)
    item = entrusted(world.rundertisch_person)
    assert sentences(world.rundertisch_person) == ["1 Sitz an Runden Tischen.", "1 offener Auftrag aus Sitzungen."]
    leave(world.rundertisch_person, by=world.verwaltung_person, successor=successor)
    item.refresh_from_db()
    seat.refresh_from_db()
    assert (item.responsible_user, seat.user) == (successor, world.rundertisch_person)
    assert seat.valid_until == timezone.localdate() - dt.timedelta(days=1)
    assert TableMember.objects.current().get(round_table=seat.round_table).user == successor


def test_without_a_successor_everything_stays_and_is_named(world: World) -> None:
    item = entrusted(world.rundertisch_person)
    leave(world.rundertisch_person, by=world.verwaltung_person)
    item.refresh_from_db()
    assert item.responsible_user == world.rundertisch_person


def test_people_they_stand_in_for_are_named(world: World) -> None:
    today = timezone.localdate()
    Deputy.objects.create(
        person=world.bibliothek_person, deputy=world.jugendamt_person, valid_from=today, valid_until=today
    )
    make_person("zwei@neuss.example", "Zweite", Role.DEPARTMENT_EDITOR, world.jugendamt)
    assert sentences(world.jugendamt_person) == [
        f"Vertretung für {world.bibliothek_person} vom {today:%d.%m.%Y} bis {today:%d.%m.%Y}."
    ]


def test_ended_role_hands_over_what_hangs_on_it_only(world: World, successor: User) -> None:
    role = world.jugendamt_person.memberships.get()
    entrusted(world.jugendamt_person)
    assert len(sentences(world.jugendamt_person, role)) == 1
    give_up_role(role, by=world.verwaltung_person, successor=successor)
    assert User.objects.get(pk=successor.pk).access.department_ids == {world.jugendamt.pk}
    assert sentences(world.jugendamt_person) == ["1 offener Auftrag aus Sitzungen."]


def test_last_administration_does_not_leave(world: World) -> None:
    other = make_person("admin2@neuss.example", "Zweite", Role.ADMINISTRATOR)
    leave(other, by=world.verwaltung_person)
    with pytest.raises(Refused):
        leave(world.verwaltung_person, by=world.verwaltung_person)


def test_unchecked_account_leads_to_the_page_and_saves_the_rest(client: Client, world: World) -> None:
    person = world.jugendamt_person
    page = reverse("accounts:user-edit", args=[person.pk])
    answer = sign_in(client, world.verwaltung_person).post(page, {"name": "Neuer Name", "email": person.email})
    assert answer.url == reverse("accounts:user-leave", args=[person.pk])
    person.refresh_from_db()
    assert (person.name, person.is_active) == ("Neuer Name", True)
