"""The office that enters the Personalzahlen finds them on its start page, others do not."""

import pytest
from django.test import Client
from django.utils import timezone

from success_factors.models import StaffYear
from tests.factories import World, make_indicator, sign_in

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year - 1


def test_start_page_leads_to_the_numbers_that_are_to_come(client: Client, world: World) -> None:
    make_indicator(name="Anteil", unit="%", staff_share="staff", department=world.jugendamt)
    page = sign_in(client, world.jugendamt_person).get("/").text
    assert f'<a href="/personal/{YEAR}/erfassen/">Personalzahlen {YEAR} erfassen</a>' in page
    assert "Personalzahlen" not in Client().get("/", follow=True).text


def test_start_page_says_how_far_the_numbers_are(client: Client, world: World) -> None:
    make_indicator(name="Anteil", unit="%", staff_share="staff", department=world.jugendamt)
    year = StaffYear.objects.create(year=YEAR)
    page = sign_in(client, world.jugendamt_person).get("/").text
    assert f'<a href="{year.get_absolute_url()}">Personalzahlen {YEAR}</a>: {year.get_state_display()}' in page


def test_start_page_of_an_office_without_them_names_none(client: Client, world: World) -> None:
    make_indicator(name="Anteil", unit="%", staff_share="staff", department=None)
    assert "Personalzahlen" not in sign_in(client, world.jugendamt_person).get("/").text.partition("<main")[2]
