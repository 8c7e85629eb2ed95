"""The search over all text: word parts, either spelling of umlauts, any case; the suite runs on both databases."""

import pytest
from django.test import Client

from tests.factories import World, make_measure, make_organisation, sign_in


@pytest.fixture
def searched(world: World, client: Client) -> Client:
    """Somebody of the Integrationsrat, and two measures to be found among others."""
    make_measure(title="Ärztliche Sprechstunde", initial_situation="Viele Straßen führen hierher.")
    make_measure(title="Frühsprachförderung in Kitas", carriers=[make_organisation("Café Größenwahn e. V.")])
    return sign_in(client, world.integrationsrat_person)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ÄRZTLICHE", ["Ärztliche Sprechstunde"]),
        ("aerztliche", ["Ärztliche Sprechstunde"]),
        ("ärztl", ["Ärztliche Sprechstunde"]),
        ("STRASSEN", ["Ärztliche Sprechstunde"]),
        ("Sprach", ["Frühsprachförderung in Kitas", "Mehrsprachige Vorlesestunden"]),
        ("sprachfoerder", ["Frühsprachförderung in Kitas"]),
        ("FRÜHSPRACH kita", ["Frühsprachförderung in Kitas"]),
        ("groessenwahn cafe", ["Frühsprachförderung in Kitas"]),
        ("ärztliche kita", []),
        ("100%", []),
        ("_", []),
    ],
)
def test_search_finds_parts_of_words_in_every_spelling(searched: Client, words: str, found: list[str]) -> None:
    response = searched.get("/massnahmen/", {"suche": words, "sortierung": "titel"})
    assert [row[1] for row in response.context["page_obj"].object_list] == found
