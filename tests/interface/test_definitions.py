"""How each figure is counted: one document, one page, and pages with figures lead there."""

import pytest
from django.test import Client
from django.urls import reverse

from neuss_integration.definitions import definitions


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
