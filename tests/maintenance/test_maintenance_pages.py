"""Pages of master data, for Koordination and Fachadministration."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from neuss_integration.city.models import Department, District, TargetGroup
from success_factors.models import FieldOfAction
from tests.factories import World, make_department, make_target_group, sign_in

KINDS = [
    "handlungsfelder", "selbstcheck-fragen", "dezernate", "fachdienststellen", "organisationen", "gremien",
    "fraktionen", "stadtteile", "zielgruppen",
]  # fmt: skip


@pytest.fixture
def office(world: World, client: Client) -> Client:
    """The Koordination, signed in."""
    return sign_in(client, world.koordination)


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("url", "queries"),
    [("/stammdaten/", 12), ("/stammdaten/zielgruppen/", 4), ("/stammdaten/zielgruppen/{pk}/", 6)],
)
def test_pages_need_the_same_queries_at_any_length(
    office: Client, django_assert_num_queries: Any, rows: int, url: str, queries: int
) -> None:
    groups = [make_target_group(f"Gruppe {number}") for number in range(rows)]
    for group in groups[1:]:
        group.successor = groups[0]
        group.save()
    with django_assert_num_queries(queries):
        page(office, url.format(pk=groups[0].pk))


def test_entrance_leads_to_every_kind_and_counts_what_is_valid(office: Client) -> None:
    make_department("Altes Amt", valid_until=dt.date(2020, 1, 1))
    shown = page(office, "/stammdaten/")
    assert [f"/stammdaten/{slug}/" in shown for slug in KINDS] == [True] * len(KINDS)
    assert "3 gelten heute, 4 insgesamt" in shown


def test_kind_that_does_not_exist_is_not_found(office: Client) -> None:
    assert [office.get(f"/stammdaten/{path}").status_code for path in ("raumschiffe/", "gremien/99/")] == [404, 404]


def test_list_is_searched_by_name_in_any_spelling_and_by_validity(office: Client) -> None:
    make_department("Amt für Öffentliche Ordnung", valid_until=dt.date(2020, 1, 1))
    found = page(office, "/stammdaten/fachdienststellen/?suche=oeffentliche")
    assert ("Öffentliche Ordnung" in found, "Jugendamt" in found) == (True, False)
    ended = page(office, "/stammdaten/fachdienststellen/?stand=nicht")
    assert ("Öffentliche Ordnung" in ended, "Jugendamt" in ended) == (True, False)
    current = page(office, "/stammdaten/fachdienststellen/?stand=gilt")
    assert ("Öffentliche Ordnung" in current, "Jugendamt" in current) == (False, True)


def test_list_says_what_to_do_when_nothing_is_there_or_found(office: Client) -> None:
    assert "Hier ist noch nichts angelegt." in page(office, "/stammdaten/zielgruppen/")
    assert "Zu diesen Filtern gibt es nichts." in page(office, "/stammdaten/fachdienststellen/?suche=Raumfahrt")


def test_office_is_entered_and_shown_with_its_contacts(office: Client) -> None:
    data = {"name": "Sportamt", "contact": "Frau Muster", "deputy": "Herr Muster", "email": "sport@neuss.example"}
    response = office.post("/stammdaten/fachdienststellen/neu/", data, follow=True)
    shown = response.content.decode()
    for text in ("„Sportamt“ ist angelegt.", "Frau Muster", "Herr Muster", "sport@neuss.example", "Noch nirgends."):
        assert text in shown


def test_double_click_on_create_makes_one(office: Client) -> None:
    answers = [office.post("/stammdaten/zielgruppen/neu/", {"name": "Kinder"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert TargetGroup.objects.count() == 1


@pytest.mark.parametrize(
    ("slug", "data", "sentence"),
    [
        ("fachdienststellen", {"name": ""}, "Bitte füllen Sie „Name“ aus."),
        ("fachdienststellen", {"name": "Jugendamt"}, "Diesen Namen gibt es hier schon."),
        ("fachdienststellen", {"name": "A" * 201}, "„Name“ ist zu lang"),
        ("fachdienststellen", {"name": "Amt", "email": "kein Postfach"}, "als E-Mail-Adresse an"),
        ("fachdienststellen", {"name": "Amt", "valid_from": "31.02.2026"}, "gibt es im Kalender nicht"),
        ("fachdienststellen", {"name": "Amt\x00"}, "Steuerzeichen"),
        ("gremien", {"name": "Rat", "kind": "erfunden"}, "Ihre Auswahl bei „Art“ gibt es nicht mehr."),
        ("stadtteile", {"name": "Neu", "number": "9"}, "Diese Nummer hat schon ein anderer Stadtteil."),
        ("stadtteile", {"name": "Neu", "number": "40", "map_column": "3"}, "braucht Spalte und Zeile"),
        ("stadtteile", {"name": "Neu", "number": "40", "map_column": "13", "map_row": "1"}, "ist zu groß"),
        ("organisationen", {"name": "Verein", "kind": "other", "website": "javascript:alert(1)"}, "als Adresse an"),
        ("handlungsfelder", {"name": "Sport", "position": "x"}, "als Zahl an"),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_kept(
    office: Client, slug: str, data: dict[str, str], sentence: str
) -> None:
    shown = office.post(f"/stammdaten/{slug}/neu/", data).content.decode()
    assert sentence in shown
    assert "Fehler: " in shown
    if data["name"].isalpha():
        assert f'value="{data["name"]}"' in shown


def test_place_that_is_taken_is_refused_with_a_sentence(world: World, office: Client) -> None:
    District.objects.create(number=1, name="Innenstadt", map_column=4, map_row=4)
    data = {"number": "9", "name": "Weckhoven", "map_column": "4", "map_row": "4", "version": "1"}
    shown = office.post(f"/stammdaten/stadtteile/{world.weckhoven.pk}/bearbeiten/", data).content.decode()
    assert "An diesem Platz der Karte steht schon ein anderer Stadtteil." in shown


def test_second_writer_sees_both_versions(world: World, office: Client) -> None:
    url = f"/stammdaten/fachdienststellen/{world.jugendamt.pk}/bearbeiten/"
    assert office.post(url, {"name": "Jugendamt", "short_name": "51", "version": "1"}).status_code == 302
    conflict = office.post(url, {"name": "Jugendamt", "short_name": "JA", "version": "1"})
    assert conflict.status_code == 409
    assert [row.name for row in conflict.context["rows"]] == ["short_name"]
    assert Department.objects.get(pk=world.jugendamt.pk).short_name == "51"


def test_field_is_ended_and_its_page_names_what_follows(world: World, office: Client) -> None:
    base = f"/stammdaten/handlungsfelder/{world.bildung.pk}/"
    until = timezone.localdate() - dt.timedelta(days=1)
    data = {"valid_until": f"{until:%d.%m.%Y}", "successor": world.beteiligung.pk, "version": "1"}
    assert office.post(f"{base}ende/", data).status_code == 302
    assert "beendet" in page(office, base)
    assert "Beteiligung und Dialog" in page(office, f"/handlungsfelder/{world.bildung.pk}/")
    assert "Davor" in page(office, f"/stammdaten/handlungsfelder/{world.beteiligung.pk}/")
    assert not FieldOfAction.objects.get(pk=world.bildung.pk).is_valid_on(timezone.localdate())


def test_circle_is_refused_at_its_field(world: World, office: Client) -> None:
    first, second = world.jugendamt.pk, world.stadtbibliothek.pk
    office.post(f"/stammdaten/fachdienststellen/{first}/ende/", {"successor": second, "version": "1"})
    answer = office.post(f"/stammdaten/fachdienststellen/{second}/ende/", {"successor": first, "version": "1"})
    assert "Diese Nachfolge führt im Kreis zurück." in answer.content.decode()


def test_referenced_office_offers_to_end_it_instead_of_deleting(world: World, office: Client) -> None:
    base = f"/stammdaten/fachdienststellen/{world.jugendamt.pk}/"
    assert f"{base}loeschen/" not in page(office, base)
    shown = page(office, f"{base}loeschen/")
    assert ("Maßnahmen: Federführung: 1" in shown, "Stattdessen beenden" in shown) == (True, True)
    refused = office.post(f"{base}loeschen/", follow=True).content.decode()
    assert "lässt sich nicht löschen, denn es kommt noch vor" in refused


def test_unreferenced_group_is_deleted_after_a_question(office: Client) -> None:
    group = make_target_group("Vertippt")
    base = f"/stammdaten/zielgruppen/{group.pk}/"
    assert "Es kommt nirgends vor." in page(office, f"{base}loeschen/")
    shown = office.post(f"{base}loeschen/", follow=True).content.decode()
    assert "„Vertippt“ ist gelöscht." in shown
    assert office.get(base).status_code == 404


def test_history_page_shows_old_and_new(world: World, office: Client) -> None:
    base = f"/stammdaten/fachdienststellen/{world.jugendamt.pk}/"
    for version, name in enumerate(("Amt für Jugend", "Amt für Kinder"), start=1):
        office.post(f"{base}bearbeiten/", {"name": name, "version": str(version)})
    shown = page(office, f"{base}verlauf/")
    for text in ("Amt für Jugend", "Amt für Kinder", "Koordination Integrationsbüro"):
        assert text in shown


def test_markup_in_a_name_is_shown_as_text(office: Client) -> None:
    group = make_target_group("<script>alert(1)</script>")
    for url in ("", f"{group.pk}/", f"{group.pk}/bearbeiten/", f"{group.pk}/ende/", f"{group.pk}/loeschen/"):
        assert "<script>alert" not in page(office, f"/stammdaten/zielgruppen/{url}")
