"""Pages of the register of needs."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from neuss_integration.foundation.spreadsheets.reading import read_table
from roundtables.models import Need
from roundtables.services.need_states import merge_need
from tests.factories import World, make_need, make_organisation, make_seat, make_table, sign_in

LIST = "/runde-tische/bedarfe/"
ALL_ASKED = ["round_table", "title", "description", "service", "origin", "meeting", "raised_on", "districts"]


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("url", "queries"), [(LIST, 14), (LIST + "{number}/", 16), (LIST + "bedarfe.csv", 19)])
def test_pages_need_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: Any, rows: int, url: str, queries: int
) -> None:
    table = make_table()
    make_seat(round_table=table, user=world.rundertisch_person)
    need = make_need(round_table=table, measures=[world.vorlesestunden])
    ties = {"districts": [world.erfttal, world.weckhoven], "measures": [world.vorlesestunden]}
    for number in range(rows):
        ties["raised_by_organisation"] = make_organisation(f"Verein {number}")
        other = make_need(round_table=table, success_factors=world.factors[:rows], **ties)
        merge_need(make_need(round_table=table), by=world.koordination, into=need)
        merge_need(other, by=world.koordination, into=need) if number else None
    sign_in(client, world.rundertisch_person)
    with django_assert_num_queries(queries):
        page(client, url.format(number=need.number)) if "csv" not in url else client.get(url)


def test_register_shows_needs_once_and_merged_ones_on_request(world: World, client: Client) -> None:
    table = make_table()
    one, other = make_need(round_table=table, title="Doppelt"), make_need(round_table=table, title="Bleibt")
    merge_need(one, by=world.koordination, into=other)
    sign_in(client, world.koordination)
    assert ["Doppelt" in page(client, f"{LIST}{query}") for query in ("", "?status=zusammengefuehrt")] == [False, True]
    assert "Doppelt" in page(client, f"{LIST}?suche=doppelt")


@pytest.mark.parametrize(
    "query", ["?suche=abend", "?stadtteil=10", "?erfolgsfaktor=4", "?herkunft=counselling", "?status=reported&jahr={}"]
)
def test_register_is_filtered(world: World, client: Client, query: str) -> None:
    make_need(
        title="Kurs am Abend", districts=[world.erfttal], success_factors=[world.factors[3]], origin="counselling"
    )
    make_need(title="Anderes Anliegen", state="in_discussion")
    shown = page(sign_in(client, world.koordination), LIST + query.format(timezone.localdate().year))
    assert ("Kurs am Abend" in shown, "Anderes Anliegen" in shown) == (True, False)


def test_unknown_filter_is_named_and_ignored(world: World, client: Client) -> None:
    make_need(title="Kurs am Abend")
    shown = page(sign_in(client, world.koordination), f"{LIST}?stadtteil=999")
    assert "Den Filter „Stadtteil“ gibt es mit diesem Wert nicht." in shown
    assert "Kurs am Abend" in shown


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_file_holds_what_the_list_shows(world: World, client: Client, suffix: str) -> None:
    make_need(number="B-2026-901", title="=SUMME(A1)", raised_by_name="Frau Vertraulich")
    make_need(title="Herausgefiltert", state="in_discussion")
    sent = sign_in(client, world.koordination).get(f"{LIST}bedarfe.{suffix}?status=reported")
    assert sent["Content-Disposition"] == f'attachment; filename="bedarfe.{suffix}"'
    table = read_table(ContentFile(sent.content, f"bedarfe.{suffix}"), max_rows=10, max_bytes=100_000)
    assert [row[:2] for row in table.rows] == [["B-2026-901", "=SUMME(A1)"]]
    assert b"Vertraulich" not in sent.content


def test_member_raises_a_need_on_the_page(world: World, client: Client) -> None:
    table = make_seat(round_table=make_table(), user=world.rundertisch_person).round_table
    sign_in(client, world.rundertisch_person)
    assert f'value="{table.pk}" selected' in page(client, f"{LIST}neu/")
    sent = {"round_table": table.pk, "title": "Mehr Kursplätze", "origin": "between", "raised_on": "01.02.2026"}
    response = client.post(f"{LIST}neu/", sent)
    need = Need.objects.get()
    assert (response.url, need.title, need.round_table) == (need.get_absolute_url(), "Mehr Kursplätze", table)


def test_member_is_offered_the_organisation_they_sit_for(world: World, client: Client) -> None:
    seat = make_seat(user=world.rundertisch_person)
    other = make_organisation("Stadt Dormagen")
    shown = page(sign_in(client, world.rundertisch_person), f"{LIST}neu/")
    assert f'value="{seat.organisation_id}" selected' in shown
    assert other.name not in shown


def test_duplicate_is_asked_about_and_can_be_confirmed(world: World, client: Client) -> None:
    first = make_need(title="Mehr Kursplätze am Abend")
    sign_in(client, world.koordination)
    sent = {
        "round_table": first.round_table_id,
        "title": "Kursplätze am Abend",
        "origin": "office",
        "raised_on": "01.02.2026",
    }
    refused = client.post(f"{LIST}neu/", sent).content.decode()
    assert f"Ähnliche Bedarfe gibt es schon: {first.number}" in refused
    client.post(f"{LIST}neu/", sent | {"confirm_duplicate": "on"})
    assert Need.objects.count() == 2


def test_page_of_a_need_offers_to_merge_similar_ones(world: World, client: Client) -> None:
    table = make_table()
    one = make_need(round_table=table, title="Mehr Kursplätze am Abend")
    other = make_need(round_table=table, title="Kursplätze am Abend")
    sign_in(client, world.koordination)
    assert f"{LIST}{one.number}/zusammenfuehren/?mit={other.pk}" in page(client, one.get_absolute_url())
    assert f'value="{other.pk}" selected' in page(client, f"{LIST}{one.number}/zusammenfuehren/?mit={other.pk}")
    client.post(f"{LIST}{one.number}/zusammenfuehren/", {"into": other.pk})
    assert f'geht auf in <a href="{other.get_absolute_url()}"' in page(client, one.get_absolute_url())
    assert one.number in page(client, other.get_absolute_url())


def test_page_of_a_need_hides_the_person_from_members(world: World, client: Client) -> None:
    table = make_seat(round_table=make_table(), user=world.rundertisch_person).round_table
    need = make_need(round_table=table, raised_by_name="Frau Vertraulich")
    shown = [
        page(sign_in(client, who), need.get_absolute_url()) for who in (world.koordination, world.rundertisch_person)
    ]
    assert ["Frau Vertraulich" in text for text in shown] == [True, False]


def test_second_writer_sees_both_versions(world: World, client: Client) -> None:
    need = make_need(title="Alt")
    sign_in(client, world.koordination)
    url = f"{need.get_absolute_url()}bearbeiten/"
    sent = {"round_table": need.round_table_id, "title": "Eins", "origin": "office", "raised_on": "01.02.2026"}
    assert client.post(url, sent | {"version": 1}).status_code == 302
    conflict = client.post(url, sent | {"version": 1, "title": "Zwei"})
    assert (conflict.status_code, "Eins" in conflict.text, "Zwei" in conflict.text) == (409, True, True)


def test_state_is_changed_on_the_page(world: World, client: Client) -> None:
    need = make_need()
    sign_in(client, world.koordination)
    url = f"{need.get_absolute_url()}status/"
    assert "Bitte begründen Sie" in client.post(url, {"transition": "give_up"}).text
    client.post(url, {"transition": "give_up", "reason": "Der Kreis bietet es an."})
    assert "Der Kreis bietet es an." in page(client, need.get_absolute_url())
    assert "Nicht weiterverfolgen" in page(client, f"{need.get_absolute_url()}verlauf/")


def test_start_page_offers_to_raise_a_need_only_to_who_has_a_seat(client: Client, world: World) -> None:
    link = 'href="/runde-tische/bedarfe/neu/"'
    sign_in(client, world.rundertisch_person)
    assert link not in client.get("/").text
    make_seat(user=world.rundertisch_person)
    assert link in client.get("/").text


def test_member_is_asked_three_things_and_may_add_the_rest(world: World, client: Client) -> None:
    for _ in range(2):
        make_seat(round_table=make_table(), user=world.rundertisch_person)
    address = f"{LIST}neu/"
    first, more = page(sign_in(client, world.rundertisch_person), address).split('<details class="form-more">')
    assert [name for name in ALL_ASKED if f'name="{name}"' in first] == ["round_table", "title", "description"]
    assert 'name="districts"' in more
    wrong = client.post(address, {"title": "Es fehlt ein Kurs", "raised_on": "gestern früh"})
    assert '<details class="form-more" open>' in wrong.content.decode()
