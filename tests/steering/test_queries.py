"""Lists of the steering ask as often for three rows as for one, at the first look: nothing is kept yet."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from django.test import Client
from django.utils import timezone

from neuss_integration.city.models import Department
from success_factors.models import ValueRequest
from success_factors.services.staff import accept_staff, save_staff
from tests.factories import (
    World,
    make_area_value,
    make_department,
    make_district,
    make_goal,
    make_indicator,
    make_judgement,
    make_measure,
    make_programme,
    sign_in,
)
from tests.measures.checks import YEAR, opened, released
from tests.success_factors.requests import make_value_request

pytestmark = pytest.mark.django_db
LAST: Final = timezone.localdate().year - 1


def areas(world: World, rows: int) -> str:
    indicator = make_indicator()
    for number in range(rows):
        make_area_value(indicator=indicator, district=make_district(50 + number, f"Viertel {number}"))
        make_area_value(indicator=indicator, area=f"Stadt {number}")
    return f"{indicator.get_absolute_url()}gebiete/"


def programme(world: World, rows: int) -> str:
    return make_programme(measures=[make_measure() for _ in range(rows)]).get_absolute_url()


def offices(rows: int) -> list[Department]:
    return [make_department(f"Amt {number}") for number in range(rows)]


def self_checks(world: World, rows: int) -> str:
    given = offices(rows)
    opened(world)
    for each in given:
        released(world, each)
    return "/dienstleistungen/"


def self_checks_of_one(world: World, rows: int) -> str:
    office = offices(1)[0]
    for back in range(rows):
        opened(world, YEAR - back)
        released(world, office, YEAR - back)
    return f"/dienstleistungen/stelle/{office.pk}/"


def staff(world: World, rows: int) -> str:
    given = {each: {"staff": 100, "answered": 60, "with_migration": 20} for each in offices(rows)}
    accept_staff(
        save_staff(LAST, offices=given, by=world.koordination, expected_version=0, submit=True), by=world.koordination
    )
    return f"/personal/?jahr={LAST}"


def staff_form(world: World, rows: int) -> str:
    given = {each: {"staff": 100} for each in offices(rows)}
    save_staff(LAST, offices=given, by=world.koordination, expected_version=0)
    return f"/personal/{LAST}/erfassen/"


def value_request(world: World, rows: int) -> str:
    row = make_value_request(world)
    for number in range(rows):
        row.lines.create(group=f"Gruppe {number}", value=number)
    ValueRequest.objects.filter(pk=row.pk).update(source="Register")
    return row.get_absolute_url()


def judgements(world: World, rows: int) -> str:
    goal = make_goal()
    for _ in range(rows):
        make_judgement(goal, author=world.koordination)
        make_judgement(goal, author=world.jugendamt_person, department=world.jugendamt)
    return goal.get_absolute_url()


Making = Callable[[World, int], str]
LISTS: Final[list[tuple[Making, int]]] = [
    (areas, 8), (programme, 6), (self_checks, 9), (self_checks_of_one, 7), (staff, 9), (staff_form, 7),
    (value_request, 6), (judgements, 17),
]  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("make", "queries"), LISTS)
def test_list_has_the_same_queries_for_any_number(
    world: World, client: Client, django_assert_num_queries: Any, make: Making, queries: int, rows: int
) -> None:
    address = make(world, rows)
    sign_in(client, world.koordination)
    with django_assert_num_queries(queries):
        answer = client.get(address)
    assert answer.status_code == 200
