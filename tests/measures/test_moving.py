"""Cards of the board: moved to another state with all rules of the form, and back again."""

import html
import re

import pytest
from django.test import Client

from measures.models import Measure
from tests.factories import World, sign_in

ADDRESS = "/massnahmen/tafel/verschieben/"


def send(client: Client, target: str, seen: str = "running") -> str:
    """The board after a card was moved; what it says."""
    answer = client.post(ADDRESS, {"karte": f"M-2017-001 {seen} {target}", "query": "art=project&seite=2"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/massnahmen/tafel/?art=project&seite=2"
    return " ".join(str(message) for message in answer.context["messages"])


def state_of(number: str = "M-2017-001") -> str:
    return Measure.objects.get(number=number).state


def test_card_is_moved_with_its_event_and_taken_back(world: World, client: Client) -> None:
    said = send(sign_in(client, world.koordination), "completed")
    assert said.startswith("M-2017-001 ist jetzt „abgeschlossen“. <a href=")
    assert (state_of(), world.praeventionsnetz.events.last().transition) == ("completed", "complete")
    client.post("/massnahmen/gemeinsam-aendern/rueckgaengig/")
    assert (state_of(), world.praeventionsnetz.events.last().transition) == ("running", "undo")


def test_taking_back_leads_to_the_board_that_somebody_came_from(world: World, client: Client) -> None:
    said = send(sign_in(client, world.koordination), "completed")
    (link,) = re.findall('href="([^"]+)"', said)
    back = client.post(html.unescape(link))
    assert (back.url, state_of()) == ("/massnahmen/tafel/?art=project&seite=2", "running")


def test_second_click_moves_nothing_and_can_still_be_taken_back(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    send(client, "completed")
    send(client, "completed")
    assert world.praeventionsnetz.events.filter(transition="complete").count() == 1
    client.post("/massnahmen/gemeinsam-aendern/rueckgaengig/")
    assert state_of() == "running"


@pytest.mark.parametrize(
    ("target", "seen", "said"),
    [
        ("completed", "planned", "Inzwischen hat sich der Status geändert: M-2017-001 ist jetzt „laufend“."),
        ("idea", "running", "Von „laufend“ führt kein Schritt zu „Idee“."),
        ("<b>", "running", "Bitte wählen Sie, wohin die Maßnahme verschoben werden soll."),
        ("", "", "Bitte wählen Sie, wohin die Maßnahme verschoben werden soll."),
    ],
)
def test_refused_move_says_why_and_changes_nothing(
    world: World, client: Client, target: str, seen: str, said: str
) -> None:
    assert send(sign_in(client, world.koordination), target, seen) == said
    assert state_of() == "running"


def test_step_with_reason_asks_for_it_and_goes_back_to_the_board(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    answer = client.post(ADDRESS, {"karte": "M-2017-001 running paused", "query": "art=project"})
    page = client.get(answer.url)
    assert page.context["form"]["transition"].value() == "pause"
    done = client.post(answer.url, {"transition": "pause", "reason": "Kein Raum"})
    assert (done.url, state_of()) == ("/massnahmen/tafel/?art=project", "paused")
    client.post("/massnahmen/gemeinsam-aendern/rueckgaengig/")
    assert state_of() == "running"


def test_moved_card_that_somebody_worked_on_stays(world: World, client: Client) -> None:
    send(sign_in(client, world.koordination), "completed")
    Measure.objects.filter(number="M-2017-001").update(version=99)
    answer = client.post("/massnahmen/gemeinsam-aendern/rueckgaengig/", follow=True)
    assert "Inzwischen hat jemand weitergearbeitet: M-2017-001." in answer.content.decode()
    assert state_of() == "completed"


def test_board_offers_moving_only_to_who_may(world: World, client: Client) -> None:
    assert b"verschieben/" in sign_in(client, world.koordination).get("/massnahmen/tafel/").content
    assert b"verschieben/" not in sign_in(client, world.jugendamt_person).get("/massnahmen/tafel/").content
