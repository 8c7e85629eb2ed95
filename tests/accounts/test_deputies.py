"""Who stands in for whom: entering, changing, ending, and what the deputy may do meanwhile."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Deputy, User
from neuss_integration.accounts.selectors import history_of_deputy
from neuss_integration.accounts.services.deputies import appoint_deputy, end_deputy, extend_deputy
from neuss_integration.foundation.exceptions import Refused
from tests.factories import World, make_person, sign_in

LIST = "/vertretungen/"


def day(offset: int) -> dt.date:
    """The day so many days from today."""
    return timezone.localdate() + dt.timedelta(days=offset)


def appointed(world: World, start: int = 0, end: int = 7, **given: Any) -> Deputy:
    """The Stadtbibliothek stands in for the Jugendamt, entered by the absent person."""
    people = {"person": world.jugendamt_person, "deputy": world.bibliothek_person, "by": world.jugendamt_person}
    return appoint_deputy(valid_from=day(start), valid_until=day(end), **people | given)


def entered(world: World, start: int, end: int) -> Deputy:
    """The same, already stored some time ago."""
    people = {"person": world.jugendamt_person, "deputy": world.bibliothek_person}
    return Deputy.objects.create(valid_from=day(start), valid_until=day(end), **people)


def offices(person: User) -> set[str]:
    """For which offices the person acts today."""
    again = User.objects.get(pk=person.pk)
    return set(again.access.department_ids)


def test_deputy_acts_for_the_office_from_the_first_day_to_the_last(world: World) -> None:
    appointed(world, 1, 2)
    days = [world.bibliothek_person.access_on(day(offset)).department_ids for offset in (0, 1, 2, 3)]
    both, own = {world.stadtbibliothek.pk, world.jugendamt.pk}, {world.stadtbibliothek.pk}
    assert days == [own, both, both, own]


def test_appointing_twice_gives_one(world: World) -> None:
    assert appointed(world) == appointed(world)
    assert Deputy.objects.count() == 1


def test_appointing_keeps_who_entered_it(world: World) -> None:
    made = appointed(world, by=world.koordination)
    extend_deputy(made, by=world.jugendamt_person, valid_until=day(9))
    told = [(entry.who, entry.title, entry.before, entry.after) for entry in history_of_deputy(made)]
    first, last = (f"{day(0):%d.%m.%Y} bis {day(end):%d.%m.%Y}" for end in (7, 9))
    what = "Vertretung durch Sachbearbeitung Stadtbibliothek"
    assert told == [
        ("Sachbearbeitung Jugendamt", f"{what} geändert", first, last),
        ("Koordination Integrationsbüro", f"{what} eingetragen", "", first),
    ]


def test_colleague_enters_the_absence_of_somebody_ill(world: World) -> None:
    colleague = make_person("zweite@neuss.example", "Zweite Person", Role.DEPARTMENT_EDITOR, world.jugendamt)
    assert appointed(world, by=colleague, deputy=colleague).deputy == colleague


def test_other_offices_and_deputies_enter_nothing(world: World) -> None:
    made = appointed(world)
    deputy = User.objects.get(pk=world.bibliothek_person.pk)
    for action in (
        lambda: appointed(world, by=deputy, start=8, end=9),
        lambda: extend_deputy(made, by=deputy, valid_until=day(30)),
        lambda: end_deputy(made, by=deputy),
        lambda: appointed(world, by=world.integrationsrat_person),
    ):
        with pytest.raises(PermissionDenied):
            action()


@pytest.mark.parametrize(("start", "end", "sentence"), [(-1, 1, "Der Beginn liegt in der"), (7, 9, "schon")])
def test_past_and_double_periods_are_refused(world: World, start: int, end: int, sentence: str) -> None:
    appointed(world)
    with pytest.raises(Refused, match=sentence):
        appointed(world, start, end)


def test_end_before_the_start_and_oneself_are_refused(world: World) -> None:
    with pytest.raises(ValidationError, match="Das Ende liegt vor dem Beginn"):
        appointed(world, 2, 1)
    with pytest.raises(ValidationError, match="Niemand vertritt sich selbst"):
        appointed(world, deputy=world.jugendamt_person)


def test_deputy_acts_for_an_office_and_is_there(world: World) -> None:
    with pytest.raises(Refused, match="handelt heute für keine Fachdienststelle"):
        appointed(world, deputy=world.integrationsrat_person)
    people = {"person": world.bibliothek_person, "deputy": world.jugendamt_person, "by": world.koordination}
    appointed(world, **people)
    with pytest.raises(Refused, match="ist selbst abwesend"):
        appointed(world, 7, 14)


def test_ended_deputy_has_no_rights_from_now_on(world: World) -> None:
    made = entered(world, -3, 3)
    before = offices(world.bibliothek_person)
    end_deputy(made, by=world.jugendamt_person)
    made.refresh_from_db()
    assert (before, offices(world.bibliothek_person)) == (
        {world.stadtbibliothek.pk, world.jugendamt.pk},
        {world.stadtbibliothek.pk},
    )
    assert (made.valid_from, made.valid_until) == (day(-3), day(-1))


def test_coming_deputy_is_taken_back_and_history_keeps_it(world: World) -> None:
    made = appointed(world, 1, 2)
    key = made.pk
    end_deputy(made, by=world.koordination)
    rows = Deputy.history.filter(id=key).order_by("history_id")
    assert [(row.history_type, row.history_user) for row in rows] == [
        ("+", world.jugendamt_person),
        ("-", world.koordination),
    ]
    assert not Deputy.objects.exists()


def test_what_is_over_stays_as_it_was(world: World) -> None:
    over = entered(world, -9, -5)
    end_deputy(over, by=world.koordination)
    with pytest.raises(Refused, match="schon vorbei"):
        extend_deputy(over, by=world.koordination, valid_until=day(1))
    over.refresh_from_db()
    assert over.valid_until == day(-5)


def test_end_is_not_moved_into_the_past(world: World) -> None:
    with pytest.raises(Refused, match="Bitte beenden Sie dann die Vertretung"):
        extend_deputy(appointed(world), by=world.koordination, valid_until=day(-1))


def test_person_enters_the_own_absence_in_three_inputs(client: Client, world: World) -> None:
    browser = sign_in(client, world.jugendamt_person)
    form = browser.get(f"{LIST}neu/").context["form"]
    typed = {name: form[name].value() for name in ("person", "valid_from")}
    data = typed | {"deputy": world.bibliothek_person.pk, "valid_until": f"{day(7):%d.%m.%Y}"}
    assert browser.post(f"{LIST}neu/", data).url == LIST
    assert str(Deputy.objects.get()) == "Sachbearbeitung Stadtbibliothek für Sachbearbeitung Jugendamt"


def test_choices_are_the_own_office_and_for_the_koordination_all(client: Client, world: World) -> None:
    people = {}
    for person in (world.jugendamt_person, world.koordination):
        field = sign_in(Client(), person).get(f"{LIST}neu/").context["form"]["person"]
        people[person.name] = [label for _, label in field.field.choices][1:]
    assert people == {
        "Sachbearbeitung Jugendamt": ["Sachbearbeitung Jugendamt, Jugendamt"],
        "Koordination Integrationsbüro": [
            "Sachbearbeitung Jugendamt, Jugendamt",
            "Sachbearbeitung Stadtbibliothek, Stadtbibliothek",
        ],
    }


def test_absent_deputy_of_others_is_told(client: Client, world: World) -> None:
    appointed(world, person=world.bibliothek_person, deputy=world.jugendamt_person, by=world.koordination)
    third = make_person("dritte@neuss.example", "Dritte Person", Role.DEPARTMENT_EDITOR, world.integrationsamt)
    data = {"person": world.jugendamt_person.pk, "deputy": third.pk}
    days = {"valid_from": f"{day(0):%d.%m.%Y}", "valid_until": f"{day(1):%d.%m.%Y}"}
    page = sign_in(client, world.jugendamt_person).post(f"{LIST}neu/", data | days, follow=True)
    assert "vertritt in dieser Zeit selbst: Sachbearbeitung Stadtbibliothek." in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_has_the_same_queries_for_any_number(
    client: Client, world: World, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for number in range(rows):
        appointed(world, number, number)
    browser = sign_in(client, world.jugendamt_person)
    with django_assert_num_queries(8):
        assert len(browser.get(LIST).context["rows"]) == rows


def test_deputy_sees_but_does_not_change(client: Client, world: World) -> None:
    made = appointed(world)
    browser = sign_in(client, world.bibliothek_person)
    rows = browser.get(LIST).context["rows"]
    assert [(row.deputy, row.offices, row.may_change) for row in rows] == [(made, "Jugendamt", False)]
    assert browser.get(f"{LIST}{made.pk}/").status_code == 404
    assert browser.post(f"{LIST}{made.pk}/beenden/").status_code == 404
