"""A Dezernat ends and its successor takes over what stands in it, in one step."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from neuss_integration.city.models import Department, Division
from neuss_integration.foundation.exceptions import Incomplete
from neuss_integration.maintenance.services import end_item
from success_factors.models import SuccessFactor
from tests.factories import World, make_department, sign_in
from tests.measures.answers import text_of

pytestmark = pytest.mark.django_db
RELATIONS = ("departments", "successfactors", "fieldofactions")


def divisions(world: World) -> tuple[Division, Division]:
    """One with two offices of today, an ended one, a factor and a field; and one with nothing."""
    old, new = (Division.objects.create(name=f"Dezernat {name}", position=at) for at, name in enumerate(("A", "B")))
    ended = make_department("Früheres Amt")
    ended.valid_until = timezone.localdate() - dt.timedelta(days=400)
    ended.save()
    Department.objects.filter(pk__in=[world.jugendamt.pk, world.stadtbibliothek.pk, ended.pk]).update(division=old)
    SuccessFactor.objects.filter(number=4).update(division=old)
    type(world.bildung).objects.filter(pk=world.bildung.pk).update(division=old)
    return old, new


def names(division: Division) -> set[str]:
    return {each.name for each in division.departments.all()}


def test_successor_takes_over_what_is_valid_today_and_each_history_tells(world: World) -> None:
    old, new = divisions(world)
    by, day = world.verwaltung_person, timezone.localdate()
    end_item(old, by=by, expected_version=1, valid_until=day, successor=new, passed_on=RELATIONS)
    assert names(new) == {world.jugendamt.name, world.stadtbibliothek.name}
    assert names(old) == {"Früheres Amt"}
    assert SuccessFactor.objects.get(number=4).division == new
    world.bildung.refresh_from_db()
    assert world.bildung.division == new
    assert world.jugendamt.history.first().history_user == by


def test_nobody_takes_over_without_being_named_and_nothing_is_written(world: World) -> None:
    old, _ = divisions(world)
    with pytest.raises(Incomplete):
        end_item(old, by=world.verwaltung_person, expected_version=1, valid_until=None, passed_on=RELATIONS)
    assert len(names(old)) == 3


def test_page_offers_it_with_numbers_and_does_it_in_one_step(world: World, client: Client) -> None:
    old, new = divisions(world)
    sign_in(client, world.verwaltung_person)
    url = f"/stammdaten/dezernate/{old.pk}/ende/"
    assert "2 × Fachdienststellen, 1 × Erfolgsfaktoren, 1 × Handlungsfelder" in text_of(client.get(url))
    given = {"version": "1", "valid_until": f"{timezone.localdate():%d.%m.%Y}", "passes_on": "on"}
    assert "Bitte wählen Sie, wer übernimmt" in text_of(client.post(url, given))
    client.post(url, given | {"successor": new.pk})
    assert names(new) == {world.jugendamt.name, world.stadtbibliothek.name}
    assert "Die Nachfolge übernimmt" not in text_of(client.get(f"/stammdaten/dezernate/{new.pk}/bearbeiten/"))


def test_empty_dezernat_is_not_asked(world: World, client: Client) -> None:
    _, new = divisions(world)
    shown = text_of(sign_in(client, world.verwaltung_person).get(f"/stammdaten/dezernate/{new.pk}/ende/"))
    assert "Die Nachfolge übernimmt" not in shown
