"""A large city: lists in pages, and as many questions for hundreds of entries as for a few."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from neuss_integration.portal.models import ContactPoint, NewsItem, Offer, OrganisationProfile
from neuss_integration.portal.views import kept
from tests.factories import make_need, make_organisation, make_table
from tests.portal.factories import make_contact_point, make_news, make_offer, make_profile

pytestmark = pytest.mark.django_db
CARD = '<article class="portal-card">'


def multiplied(row: Any, number: int) -> None:
    """The released `row` so many times, each with another title."""
    rows = []
    for each in range(number):
        copy = type(row).objects.get(pk=row.pk)
        copy.pk, copy.title = None, f"{row.title} {each:03}"
        copy.released = row.released | {"title": copy.title}
        if isinstance(copy, OrganisationProfile):
            copy.organisation = make_organisation(f"Verein Nr. {each}")
        if hasattr(copy, "submission_key"):
            copy.submission_key = None
        rows.append(copy)
    type(row).objects.bulk_create(rows)


LISTS = [
    ("angebote", make_offer, Offer, 24, 3),
    ("beratung", make_contact_point, ContactPoint, 24, 3),
    ("organisationen", make_profile, OrganisationProfile, 24, 2),
    ("aktuelles", make_news, NewsItem, 30, 5),
]


@pytest.mark.parametrize("listed", LISTS, ids=[each[0] for each in LISTS])
@pytest.mark.parametrize("number", [0, 300])
def test_list_shows_a_page_and_asks_the_same(
    client: Client, listed: tuple, number: int, django_assert_num_queries: Any
) -> None:
    name, make, model, page, queries = listed
    multiplied(model.objects.get(pk=make(is_released=True).pk), number)
    client.get(f"/portal/{name}/")
    kept.forget()
    with django_assert_num_queries(queries):
        first = client.get(f"/portal/{name}/").text
    last = client.get(f"/portal/{name}/", {"seite": -(-(number + 1) // page)}).text
    assert first.count(CARD) == min(number + 1, page)
    assert last.count(CARD) == number % page + 1
    assert len(re.findall(r'rel="next"', first)) == (number > 0)


def test_press_texts_stand_in_pages_of_their_own(client: Client) -> None:
    multiplied(NewsItem.objects.get(pk=make_news(kind="press", title="Presse", is_released=True).pk), 60)
    first, third = (client.get("/portal/aktuelles/", {"presse": page}).text for page in (1, 3))
    assert (first.count(">Presse"), third.count(">Presse")) == (30, 1)


@pytest.mark.parametrize("number", [6, 300])
def test_needs_of_a_table_stand_in_pages(client, number: int, django_assert_num_queries) -> None:
    table = make_table()
    for each in range(number):
        make_need(round_table=table, title=f"Wunsch {each:03}", is_public=True)
    make_need(round_table=table, title="Wunsch intern")
    every = reverse("portal:round-table-needs", args=[table.pk])
    with django_assert_num_queries(6):
        page = client.get("/portal/runde-tische/").text
    with django_assert_num_queries(4):
        first = client.get(every).text
    last = client.get(every, {"seite": -(-number // 25)}).text
    assert (page.count("Wunsch "), f'href="{every}"' in page) == (5, True)
    assert (first.count("Wunsch "), last.count("Wunsch ")) == (min(number, 25), (number - 1) % 25 + 1)
    assert (f"Wunsch {number - 1:03}" in first, "intern" in first + last) == (True, False)
