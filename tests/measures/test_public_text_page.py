"""Who writes the text for the public sees it as everybody will read it; releasing it is for the Koordination."""

import pytest
from django.test import Client

from measures.services.measure import update_measure
from tests.factories import World, sign_in

pytestmark = pytest.mark.django_db


def test_office_sees_how_its_text_will_be_read_and_cannot_release_it(world: World) -> None:
    measure = world.vorlesestunden
    values = {"public_text": "Kinder hören **Geschichten**."}
    update_measure(measure, by=world.bibliothek_person, expected_version=measure.version, values=values)
    seen = {}
    for person in (world.bibliothek_person, world.koordination):
        page = sign_in(Client(), person).get(f"/massnahmen/{measure.number}/oeffentlichkeit/").text
        seen[person] = ("<strong>Geschichten</strong>" in page, "Text freigeben" in page)
    assert seen == {world.bibliothek_person: (True, False), world.koordination: (True, True)}
