"""Whoever is named in every text of every table is named in none after being erased."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from neuss_integration.accounts.enums import Role
from neuss_integration.data_protection.selectors import findings, person_of
from neuss_integration.data_protection.services import erase_person
from neuss_integration.data_protection.texts import Person
from tests.access.conftest import standing_scene
from tests.access.scene import Scene
from tests.data_protection.scanning import columns_with, write_everywhere
from tests.factories import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NAME, EMAIL = "Sentinelia Fünffach-Ögmür", "sentinelia@fuenffach.example"


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    with standing_scene(django_db_blocker) as scene:
        yield scene


def test_whoever_stands_in_every_text_of_every_table_stands_in_none_afterwards(scene: Scene) -> None:
    with transaction.atomic():
        user = make_person(EMAIL, NAME, Role.ROUNDTABLE_MEMBER)
        assert write_everywhere(NAME, EMAIL) > 500
        assert len(columns_with([NAME, EMAIL])) > 500
        user.is_active = False
        user.save()
        erase_person(person_of(user), by=scene.world.verwaltung_person)
        assert columns_with([NAME, EMAIL]) == []
        transaction.set_rollback(True)


def test_whoever_has_no_account_is_told_of_every_table_and_erased_from_each(scene: Scene) -> None:
    person = Person(EMAIL, NAME)
    with transaction.atomic():
        assert write_everywhere(NAME, EMAIL) > 500
        written = {each.partition(".")[0] for each in columns_with([NAME, EMAIL])}
        assert written - {each.model._meta.db_table for each in findings(person)} == set()
        erase_person(person, by=scene.world.verwaltung_person)
        assert columns_with([NAME, EMAIL]) == []
        transaction.set_rollback(True)
