"""How each figure is counted: one document, one page, and pages with figures lead there."""

import pytest
from django.test import Client
from django.urls import reverse

from neuss_integration.definitions import definitions
from tests.factories import World, make_indicator, make_round, sign_in


def test_each_rule_has_an_anchor_of_its_own_and_words() -> None:
    _, lead, found = definitions()
    anchors = [each.anchor for each in found]
    assert len(set(anchors)) == len(anchors)
    assert all([lead, *(each.text for each in found)])
    assert "massnahme-des-berichtszeitraums" in anchors


@pytest.mark.django_db
def test_page_shows_every_rule_to_everybody(client: Client) -> None:
    page = client.get(reverse("site:definitions")).text
    assert all(f'<h2 id="{each.anchor}">{each.title}</h2>' in page for each in definitions()[2])


PAGES = {
    "measures:funding-totals": "geld", "measures:district-list": "ort-einer-massnahme",
    "success_factors:factor-list": "stand-eines-erfolgsfaktors", "success_factors:goal-list": "zielerreichung",
    "success_factors:indicator-list": "wert-eines-indikators", "roundtables:need-list": "bedarfe",
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_page_with_figures_leads_to_their_rule(name: str, world: World, client: Client) -> None:
    page = sign_in(client, world.koordination).get(reverse(name)).text
    assert f'href="{reverse("site:definitions")}#{PAGES[name]}">Wie wird das gezählt?</a>' in page
    assert PAGES[name] in {each.anchor for each in definitions()[2]}


def test_pages_about_one_thing_lead_to_their_rule(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    indicator, asked = make_indicator(), make_round()
    things = {
        indicator.get_absolute_url(): "wert-eines-indikators",
        asked.get_absolute_url(): "ruecklauf",
        reverse("success_factors:factor-detail", args=[4]): "stand-eines-erfolgsfaktors",
    }
    wrong = [url for url, anchor in things.items() if f'#{anchor}">Wie wird das gezählt?' not in client.get(url).text]
    assert wrong == []
