"""Ticked measures are asked for their Sachstand, with their light, in a round that is open."""

import pytest
from django.test import Client

from measures.models import Measure
from tests.factories import World, make_measure, make_progress, make_round, sign_in

ADDRESS = "/sachstand/erfragen/?auswahl={0}&auswahl={1}"


def test_ticked_measures_are_ticked_in_the_open_round_and_asked(world: World, client: Client) -> None:
    Measure.objects.update(state="running")
    asked, new, other = make_progress(round=make_round()), make_measure(state="running"), make_measure(state="running")
    sign_in(client, world.koordination)
    page = client.get(ADDRESS.format(asked.measure.number, new.number), follow=True)
    form = page.context["form"]
    assert form["measures"].value() == [new.pk]
    assert str(other.pk) in form.fields["measures"].rows
    assert "Nicht dabei: 1 Maßnahme," in " ".join(page.text.split())
    client.post(page.redirect_chain[-1][0], {"measures": [new.pk]})
    assert [each.measure for each in asked.round.reports.order_by("pk")] == [asked.measure, new]


@pytest.mark.parametrize("rounds", [0, 2])
def test_page_offers_the_open_rounds_or_a_new_one(world: World, client: Client, rounds: int) -> None:
    found = [make_round() for _ in range(rounds)]
    page = sign_in(client, world.koordination).get(ADDRESS.format("M-2017-001", "M-2013-001"))
    links = [f'"/berichtsrunden/{each.pk}/aufnehmen/?auswahl=M-2017-001&amp;auswahl=M-2013-001"' for each in found]
    assert [link in page.text for link in links] == [True] * rounds
    assert ("Berichtsrunde anlegen" in page.text) == (not rounds)
