"""Pages that say a quantity in a sentence lead to the rule it is counted by."""

import pytest
from django.test import Client

from neuss_integration.definitions import definitions
from tests.access.test_numbers import rules_led_to
from tests.factories import World, make_programme, make_published, make_table, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "anchor"),
    [
        ("/massnahmen/", "beendet-geplant-laufend"),
        ("/massnahmen/zeitplan/", "beendet-geplant-laufend"),
        ("/massnahmen/tafel/", "beendet-geplant-laufend"),
        ("/foerderprogramme/{programme}/", "geld"),
        ("/berichte/", "massnahme-des-berichtszeitraums"),
        ("/berichte/{report}/vorlage/", "massnahme-des-berichtszeitraums"),
        ("/runde-tische/", "beschlussfaehigkeit"),
        ("/runde-tische/{table}/", "beschlussfaehigkeit"),
    ],
)
def test_page_leads_to_the_rule_of_what_it_says(client: Client, world: World, address: str, anchor: str) -> None:
    made = {"programme": make_programme().pk, "report": make_published().pk, "table": make_table().pk}
    sign_in(client, world.koordination)
    assert anchor in rules_led_to(client.get(address.format(**made)).text)
    assert anchor in {each.anchor for each in definitions()[2]}
