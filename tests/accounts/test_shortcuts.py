"""The switch of the keyboard shortcuts, its page and what the script is told."""

import json

from django.test import Client

from neuss_integration.accounts.models import User
from neuss_integration.accounts.selectors import history_of
from neuss_integration.accounts.services.users import create_user, switch_shortcuts
from neuss_integration.foundation.records.history import NOBODY
from neuss_integration.navigation import shortcut_addresses
from tests.factories import World, sign_in

HELP = "/hilfe/tastenkuerzel/"


def test_shortcuts_lead_where_the_person_may_go(world: World) -> None:
    everything = {"/": "/suche/#id_suche", "n": "/massnahmen/neu/", "?": HELP}
    assert json.loads(shortcut_addresses(world.koordination)) == everything
    assert list(json.loads(shortcut_addresses(world.integrationsrat_person))) == ["/", "?"]
    assert list(json.loads(shortcut_addresses(world.nobody))) == ["/", "?"]
    assert shortcut_addresses(None) == ""


def test_switching_off_is_kept_and_stands_in_the_history(world: World) -> None:
    person = create_user(by=None, email="a@neuss.example", name="Ada")
    switch_shortcuts(by=person, on=False)
    switch_shortcuts(by=person, on=False)
    stored = User.objects.get(pk=person.pk)
    assert (stored.has_shortcuts, shortcut_addresses(stored)) == (False, "")
    entries = [(entry.title, entry.who) for entry in history_of(stored)]
    assert entries == [("Tastenkürzel ausgeschaltet", "Ada"), ("Konto angelegt", NOBODY)]


def test_page_switches_off_and_on_without_a_script(world: World, client: Client) -> None:
    sign_in(client, world.bibliothek_person)
    assert "Tastenkürzel ausschalten" in client.get(HELP).text
    assert "sind ausgeschaltet" in client.post(HELP, {"on": "no"}, follow=True).text
    page = client.get(HELP).text
    assert ("Tastenkürzel einschalten" in page, "data-shortcuts" in page) == (True, False)
    assert "sind eingeschaltet" in client.post(HELP, {"on": "yes"}, follow=True).text
    assert "data-shortcuts" in client.get("/konto/").text


def test_account_leads_to_the_switch(world: World, client: Client) -> None:
    page = sign_in(client, world.nobody).get("/konto/").text
    assert f'<a href="{HELP}">Ansehen und ausschalten</a>' in page
