"""The history page of a measure: one entry per version, readable, and never more than somebody may see."""

from typing import Any

import pytest
from django.test import Client

from measures.models import Measure, ProgressReport
from measures.services.measure import change_state, create_measure, update_measure
from neuss_integration.foundation.records.history import FieldChange, Trail, shown
from neuss_integration.foundation.words.differences import word_changes
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.models import Goal
from tests.factories import World, make_measure, make_organisation, make_round, sign_in


@pytest.fixture
def measure(world: World) -> Measure:
    """Entered by the Koordination through the service: version 1."""
    values = {
        "title": "Sprachcafé",
        "kind": "project",
        "field_of_action": world.bildung,
        "lead_department": world.jugendamt,
        "start": PartialDate.from_parts(2024),
        "districts": [world.weckhoven],
        "internal_note": "Streng vertraulich",
        "partners": [make_organisation("AWO")],
        "success_factors": [world.factors[0]],
    }
    return create_measure(by=world.koordination, values=values)


def change(measure: Measure, by: Any, **values: Any) -> None:
    """One more version."""
    update_measure(measure, by=by, expected_version=Measure.objects.get(pk=measure.pk).version, values=values)


def newest(measure: Measure) -> dict[str, FieldChange]:
    """The changes of the last version by field name."""
    return {each.name: each for each in Trail(measure).page().object_list[0].changes}


def test_trail_has_one_entry_per_version(world: World, measure: Measure) -> None:
    change(measure, world.vertretung, title="Sprachcafé Süd")
    change_state(measure, by=world.koordination, transition="start")
    entries = Trail(measure).page().object_list
    assert [(each.version, each.who, each.is_first) for each in entries] == [
        (3, "Koordination Integrationsbüro", False),
        (2, "Vertretung Koordination", False),
        (1, "Koordination Integrationsbüro", True),
    ]


def test_trail_shows_old_and_new_with_german_names(world: World, measure: Measure) -> None:
    values = {"kind": "event", "is_citywide": True, "districts": [], "lead_department": world.stadtbibliothek}
    change(measure, world.koordination, end=PartialDate.from_parts(2026, 3), **values)
    shown = newest(measure)
    assert [(each.label, each.old, each.new) for each in shown.values() if not each.is_relation] == [
        ("Art", "Projekt", "Veranstaltung"),
        ("Federführung", "Jugendamt", "Stadtbibliothek"),
        ("Gilt für die ganze Stadt", "nein", "ja"),
        ("Ende", "", "März 2026"),
    ]
    assert (shown["districts"].label, shown["districts"].removed) == ("Stadtteile", ["09 Weckhoven"])


def test_trail_notices_a_change_of_precision_only(world: World, measure: Measure) -> None:
    change(measure, world.koordination, start=PartialDate.from_parts(2024, 1, 1))
    assert (newest(measure)["start"].old, newest(measure)["start"].new) == ("2024", "01.01.2024")


def test_trail_lists_the_first_values_without_empty_ones(measure: Measure) -> None:
    labels = {each.label for each in newest(measure).values()}
    assert {"Titel", "Beginn", "Stadtteile", "Interne Notiz"} <= labels
    assert not {"Ende", "Ort", "Gilt für die ganze Stadt", "Version", "Id"} & labels


def test_trail_groups_quantities_and_no_years() -> None:
    year, people = Goal._meta.get_field("target_year"), ProgressReport._meta.get_field("participants")
    assert [shown(year, 2030, {}), shown(people, 2030, {})] == ["2030", "2.030"]


def test_trail_survives_a_vanished_office(world: World, measure: Measure) -> None:
    change(measure, world.koordination, partners=[])
    world_partner = make_organisation("AWO")
    key = world_partner.pk
    world_partner.delete()
    assert newest(measure)["partners"].removed == [f"nicht mehr vorhanden (Nr. {key})"]


def test_trail_of_a_model_without_versions_has_an_entry_per_save(world: World) -> None:
    asked = make_round(title="Runde 2026")
    asked.title = "Runde 2026/27"
    asked.save()
    entries = Trail(asked).page().object_list
    assert [(each.old, each.new) for each in entries[0].changes] == [("Runde 2026", "Runde 2026/27")]
    assert [entry.who for entry in entries] == ["automatisch", "automatisch"]


@pytest.mark.parametrize("count", [1, 3])
def test_history_keeps_every_link_in_the_same_queries(
    world: World, measure: Measure, django_assert_num_queries: Any, count: int
) -> None:
    chosen = [make_organisation(f"Verein {number}") for number in range(count)]
    values = {"partners": chosen, "related": [make_measure() for _ in range(count)]}
    update_measure(measure, by=world.koordination, expected_version=1, values=values)
    current, kept = Measure.objects.get(pk=measure.pk), measure.history.first()
    for field in Measure._meta.many_to_many:
        links = getattr(kept, field.name).values_list(f"{field.m2m_reverse_field_name()}_id", flat=True)
        assert sorted(links) == sorted(getattr(current, field.name).values_list("pk", flat=True))
    assert [kept.partners.count(), kept.related.count()] == [count, count]
    with django_assert_num_queries(15):
        change_state(measure, by=world.koordination, transition="start")


def test_trail_has_pages_and_compares_across_them(world: World, measure: Measure) -> None:
    for number in range(4):
        change(measure, world.koordination, title=f"Titel {number}")
    page = Trail(measure).page(2, per_page=2)
    assert [entry.version for entry in page.object_list] == [3, 2]
    assert (page.object_list[1].changes[0].old, page.paginator.num_pages) == ("Sprachcafé", 3)
    assert [entry.version for entry in Trail(measure).page("x", per_page=2).object_list] == [5, 4]


@pytest.mark.parametrize("more", [1, 3])
def test_history_page_needs_the_same_queries_at_any_length(
    world: World, measure: Measure, client: Client, django_assert_num_queries: Any, more: int
) -> None:
    for number in range(more):
        change(measure, world.koordination, title=f"Titel {number}")
    sign_in(client, world.koordination)
    with django_assert_num_queries(17):
        assert client.get(f"{measure.get_absolute_url()}verlauf/").status_code == 200


def test_history_page_hides_the_internal_note_from_the_office(world: World, measure: Measure, client: Client) -> None:
    change(measure, world.koordination, internal_note="Noch geheimer")
    url = f"{measure.get_absolute_url()}verlauf/"
    assert "Streng vertraulich" in sign_in(client, world.koordination).get(url).content.decode()
    page = sign_in(client, world.jugendamt_person).get(url).content.decode()
    assert not {"Streng vertraulich", "Noch geheimer", "Interne Notiz"} & {
        text for text in ("Streng vertraulich", "Noch geheimer", "Interne Notiz") if text in page
    }


def test_history_page_is_not_for_readers_and_foreign_offices(world: World, measure: Measure, client: Client) -> None:
    url = f"{measure.get_absolute_url()}verlauf/"
    assert sign_in(client, world.bibliothek_person).get(url).status_code == 404
    assert sign_in(client, world.integrationsrat_person).get(url).status_code == 403


def test_history_page_shows_decisions_beside_the_changes(world: World, measure: Measure, client: Client) -> None:
    change_state(measure, by=world.koordination, transition="drop", reason="Kein Bedarf <b>mehr</b>")
    page = sign_in(client, world.koordination).get(f"{measure.get_absolute_url()}verlauf/")
    assert [entry["title"] for entry in page.context["timeline"]] == ["Nicht weiter verfolgen", "Angelegt"]
    assert "<b>mehr" not in page.content.decode()


def test_word_changes_mark_what_went_and_came() -> None:
    pieces = word_changes("Treffen am Montag im Rathaus", "Treffen am Dienstag im Rathaus")
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "Treffen am "),
        ("removed", "Montag "),
        ("added", "Dienstag "),
        ("same", "im Rathaus"),
    ]


def test_word_changes_shorten_what_stayed_and_give_up_on_very_long_texts() -> None:
    long = "Wort " * 100
    assert [piece.kind for piece in word_changes(long + "alt", long + "neu")] == [
        "same",
        "gap",
        "same",
        "removed",
        "added",
    ]
    assert word_changes("", "neu") == []
    assert word_changes("Wort " * 2000, "Wort " * 2000) == []


def test_long_texts_are_shown_word_by_word(world: World, measure: Measure, client: Client) -> None:
    change(measure, world.koordination, aim="Erstens.\nZweitens.")
    change(measure, world.koordination, aim="Erstens.\nDrittens.")
    shown = newest(measure)["aim"]
    assert (shown.is_long, [piece.kind for piece in shown.pieces]) == (True, ["same", "removed", "added"])
    page = sign_in(client, world.koordination).get(f"{measure.get_absolute_url()}verlauf/").content.decode()
    assert "entfernt: </span>Zweitens." in page


def test_text_with_form_is_read_as_words(client: Client, world: World, measure: Measure) -> None:
    change(measure, world.koordination, description="## Treffen\n\n* **dienstags** für [alle](https://neuss.example/)")
    first = newest(measure)["description"]
    assert first.new == "Treffen\n\n– dienstags für alle (https://neuss.example/)"
    change(measure, world.koordination, description="Treffen\n\n* dienstags für [alle](https://neuss.example/)")
    only = newest(measure)["description"]
    assert (only.is_form_only, first.is_form_only) == (True, False)
    sign_in(client, world.koordination)
    page = client.get(f"{measure.get_absolute_url()}verlauf/").text
    assert "nur die Form des Textes ist eine andere" in page
    assert "**" not in page
