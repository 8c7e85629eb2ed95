"""One search over everything, each kind only as far as the person may see it."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from measures.enums import MeasureState
from neuss_integration.city.models import District, Division
from neuss_integration.search import search
from roundtables.models import ActionItem
from tests.factories import (
    World,
    make_gauge,
    make_goal,
    make_indicator,
    make_judgement,
    make_measure,
    make_meeting,
    make_need,
    make_organisation,
    make_programme,
    make_proposal,
    make_report,
    make_resolution,
    sign_in,
)
from tests.measures.factories import make_effect

EVERYTHING = [
    "Bedarfe", "Handlungsvorschläge", "Beschlüsse", "Ziele", "Indikatoren", "Messgrößen", "Maßnahmen", "Wirkungen",
    "Einschätzungen", "Förderprogramme", "Organisationen", "Stadtteile", "Dezernate", "Sitzungen", "Aufträge",
    "Berichte",
]  # fmt: skip


def mentioned_everywhere(world: World) -> None:
    """Each kind holds the word „Bäckerei“ once."""
    meeting = make_meeting(title="In der Bäckerei")
    make_need(title="Bäckerei", round_table=meeting.round_table)
    make_proposal(title="Bäckerei", round_table=meeting.round_table)
    make_resolution(title="Bäckerei", search_text="baeckerei")
    goal = make_goal(text="Bäckerei")
    indicator = make_indicator(name="Bäckerei")
    make_gauge(goal, indicator)
    make_judgement(goal, author=world.koordination, reason="Wie in der Bäckerei")
    make_effect(measure=make_measure(title="Bäckerei", state=MeasureState.IDEA), indicator=indicator)
    make_programme(title="Backstube", funder="Stiftung Bäckerei")
    make_organisation("Bäckerei Sonne")
    District.objects.create(number=99, name="Bäckereiviertel")
    Division.objects.create(name="Dezernat Bäckerei", position=1)
    make_report(title="Bäckerei")
    ActionItem.objects.create(
        meeting=meeting, text="Bäckerei fragen", due_on=timezone.localdate(), responsible_department=world.jugendamt
    )


def kinds(person: object, text: str) -> list[str]:
    return [kind.label for kind in search(person, text)]


@pytest.mark.parametrize("text", ["Bäckerei", "baeckerei", "ÄCKER", "rei  BÄCK"])
def test_every_kind_is_found_in_either_spelling_and_by_a_part(world: World, text: str) -> None:
    mentioned_everywhere(world)
    assert kinds(world.koordination, text) == EVERYTHING


def test_nobody_finds_what_they_may_not_see(world: World) -> None:
    mentioned_everywhere(world)
    assert kinds(world.nobody, "Bäckerei") == []
    assert kinds(world.verwaltung_person, "Bäckerei") == []
    assert kinds(world.integrationsrat_person, "Bäckerei") == [
        "Beschlüsse",
        "Ziele",
        "Indikatoren",
        "Messgrößen",
        "Einschätzungen",
        "Förderprogramme",
        "Organisationen",
        "Stadtteile",
        "Dezernate",
    ]
    assert "Aufträge" in kinds(world.jugendamt_person, "Bäckerei")


@pytest.mark.parametrize("rows", [1, 3])
def test_search_has_a_fixed_number_of_queries(
    world: World, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    mentioned_everywhere(world)
    for _ in range(rows):
        make_need(title="Bäckerei")
    world.koordination.access  # noqa: B018 - read before, as the page does
    with django_assert_num_queries(22):
        search(world.koordination, "Bäckerei")


def test_word_for_programmes_and_name_of_a_stadtteil_lead_to_their_pages(world: World) -> None:
    programme = make_programme(title="Komm an", funder="Land")
    district = District.objects.create(number=99, name="Hafenviertel")
    found = {
        text: [each.items[0].url for each in search(world.koordination, text)] for text in ("Förderprogramm", "hafen")
    }
    assert found == {
        "Förderprogramm": [programme.get_absolute_url()],
        "hafen": [f"/stadtteile/{district.pk}/"],
    }


def test_number_leads_straight_to_its_page_and_words_to_the_finds(world: World, client: Client) -> None:
    need = make_need(number="B-2026-003", title="Dolmetschen", raised_on=dt.date(2026, 1, 1))
    sign_in(client, world.koordination)
    assert client.get("/suche/", {"q": "b-2026-003"}).url == need.get_absolute_url()
    page = client.get("/suche/", {"q": "Dolmetsch"}).text
    assert f'<a href="{need.get_absolute_url()}">B-2026-003 Dolmetschen</a>' in page
    assert "Ein Treffer für „Dolmetsch“ in dem, was Sie sehen dürfen" in " ".join(page.split())


def test_search_while_typing_gets_the_finds_alone(world: World, client: Client) -> None:
    for number in range(6):
        make_need(title=f"Dolmetschen {number}")
    page = sign_in(client, world.koordination).get("/suche/", {"q": "Dolmetsch", "liste": "1"}).text
    assert page.count("<a ") == 5
    assert "2 weitere Bedarfe in der Liste" in page
    assert "<html" not in page
    assert "Nichts gefunden" in client.get("/suche/", {"q": "<script>", "liste": "1"}).text


def test_key_of_a_meeting_is_no_word_of_it(world: World) -> None:
    meeting = make_meeting(pk=7654321, title="Sprachcafé")
    assert kinds(world.koordination, "sprachcafé") == ["Sitzungen"]
    assert kinds(world.koordination, str(meeting.pk)) == []


def test_indicator_is_found_by_its_steps(world: World) -> None:
    make_indicator(name="Leitlinie", value_kind="steps", steps="geplant\nverstetigt", unit="")
    (kind,) = search(world.koordination, "Verstetigt")
    assert [(item.title, item.note) for item in kind.items] == [("Leitlinie", "Einbürgerungsbehörde")]
