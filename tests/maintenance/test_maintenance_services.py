"""Master data is entered, changed, ended and, when nothing refers to it, deleted."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from neuss_integration.city.models import Committee, Department, District, Organisation, TargetGroup
from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.foundation.records.abstract_models import MaintainedModel
from neuss_integration.foundation.records.history import Trail
from neuss_integration.maintenance.selectors import references_to
from neuss_integration.maintenance.services import create_item, delete_item, end_item, update_item
from success_factors.models import FieldOfAction
from tests.factories import World, make_committee, make_department, make_measure, make_organisation

SPORT = {"name": "Sportamt", "short_name": "52", "email": "sport@neuss.example"}
EVERY_KIND: list[tuple[type[MaintainedModel], dict[str, Any], dict[str, Any]]] = [
    (Department, SPORT, {"contact": "Leitung", "deputy": "Vertretung der Leitung", "phone": "02131 1"}),
    (Committee, {"name": "Kulturausschuss", "kind": "committee"}, {"note": "Tagt monatlich", "kind": "council"}),
    (District, {"name": "Norf", "number": 27}, {"map_column": 6, "map_row": 7, "source": "Stadtplan"}),
    (TargetGroup, {"name": "Kinder"}, {"name": "Kinder bis 12", "valid_from": dt.date(2026, 1, 1)}),
    (
        Organisation,
        {"name": "Caritas"},
        {"website": "https://caritas.example", "address": "Markt 1", "kind": "welfare"},
    ),
    (FieldOfAction, {"name": "Sport", "position": 9}, {"is_priority": True, "position": 2}),
]
every_kind = pytest.mark.parametrize(
    ("model", "first", "then"), EVERY_KIND, ids=lambda each: getattr(each, "__name__", "")
)


def end(item: MaintainedModel, world: World, **values: Any) -> Any:
    """Ended by the Koordination at the version it has."""
    values = {"valid_until": dt.date(2026, 6, 30)} | values
    return end_item(item, by=world.koordination, expected_version=item.version, **values)


@every_kind
def test_every_change_of_every_kind_appears_in_its_history(
    world: World, model: type[MaintainedModel], first: dict[str, Any], then: dict[str, Any]
) -> None:
    item = create_item(model, by=world.koordination, values=first)
    update_item(item, by=world.verwaltung_person, expected_version=1, values=then)
    newest, oldest = Trail(item).page().object_list
    assert {change.name for change in newest.changes} == set(then)
    assert {change.name for change in oldest.changes} >= set(first)
    assert (newest.who, oldest.who) == ("Fachadministration", "Koordination Integrationsbüro")


@every_kind
def test_every_kind_refuses_a_second_one_of_the_same_name(
    world: World, model: type[MaintainedModel], first: dict[str, Any], then: dict[str, Any]
) -> None:
    create_item(model, by=world.koordination, values=first)
    with pytest.raises(ValidationError) as refused:
        create_item(model, by=world.vertretung, values=first)
    assert refused.value.message_dict["name"] == ["Diesen Namen gibt es hier schon. Bitte wählen Sie einen anderen."]
    assert model._default_manager.filter(name=first["name"]).count() == 1


@every_kind
def test_double_click_makes_one_of_every_kind(
    world: World, model: type[MaintainedModel], first: dict[str, Any], then: dict[str, Any]
) -> None:
    both = [create_item(model, by=world.koordination, values=first) for _ in range(2)]
    assert both[0] == both[1]
    assert both[0].history.count() == 1


@every_kind
def test_unreferenced_one_of_every_kind_is_deleted_with_its_history_kept(
    world: World, model: type[MaintainedModel], first: dict[str, Any], then: dict[str, Any]
) -> None:
    item = create_item(model, by=world.koordination, values=first)
    key = item.pk
    delete_item(item, by=world.verwaltung_person)
    assert not model._default_manager.filter(pk=key).exists()
    rows = model.history.filter(id=key).values_list("history_type", "history_user")
    assert list(rows) == [("-", world.verwaltung_person.pk), ("+", world.koordination.pk)]


@pytest.mark.parametrize("who", ["jugendamt_person", "rundertisch_person", "integrationsrat_person", "nobody"])
def test_only_coordination_and_administration_write(world: World, who: str) -> None:
    person, office = getattr(world, who), world.jugendamt
    for write in (
        lambda: create_item(Department, by=person, values=SPORT),
        lambda: update_item(office, by=person, expected_version=1, values=SPORT),
        lambda: end_item(office, by=person, expected_version=1, valid_until=None),
        lambda: delete_item(office, by=person),
    ):
        with pytest.raises(PermissionDenied):
            write()


def test_second_writer_is_noticed(world: World) -> None:
    update_item(world.jugendamt, by=world.koordination, expected_version=1, values={"short_name": "51"})
    with pytest.raises(Stale):
        update_item(world.jugendamt, by=world.vertretung, expected_version=1, values={"short_name": "JA"})
    with pytest.raises(Stale):
        end_item(world.jugendamt, by=world.vertretung, expected_version=1, valid_until=dt.date(2026, 1, 1))


def test_saving_without_a_change_writes_nothing(world: World) -> None:
    before = world.jugendamt.history.count()
    values = {"name": "Jugendamt", "note": ""}
    assert update_item(world.jugendamt, by=world.koordination, expected_version=1, values=values).version == 1
    assert world.jugendamt.history.count() == before


@pytest.mark.parametrize("name", ["successor", "valid_until", "sort_key", "version", "erfunden"])
def test_unknown_values_are_refused(world: World, name: str) -> None:
    with pytest.raises(ValidationError, match="Unbekannte Angaben"):
        update_item(world.jugendamt, by=world.koordination, expected_version=1, values={name: None})


def test_office_is_ended_and_followed_and_may_be_valid_again(world: World) -> None:
    ended = end(world.jugendamt, world, successor=world.integrationsamt)
    assert (ended.valid_until, ended.successor) == (dt.date(2026, 6, 30), world.integrationsamt)
    again = end(ended, world, valid_until=None)
    assert (again.valid_until, again.successor, again.version) == (None, None, 3)


def test_end_before_the_start_is_refused(world: World) -> None:
    update_item(world.jugendamt, by=world.koordination, expected_version=1, values={"valid_from": dt.date(2026, 7, 1)})
    world.jugendamt.refresh_from_db()
    with pytest.raises(ValidationError, match="Das Ende liegt vor dem Beginn"):
        end(world.jugendamt, world)


def test_successors_never_run_in_a_circle(world: World) -> None:
    end(world.jugendamt, world, successor=world.stadtbibliothek)
    end(world.stadtbibliothek, world, successor=world.integrationsamt)
    with pytest.raises(ValidationError) as refused:
        end(world.integrationsamt, world, successor=world.jugendamt)
    sentence = "Diese Nachfolge führt im Kreis zurück. Bitte wählen Sie eine andere."
    assert refused.value.message_dict == {"successor": [sentence]}


def test_nothing_follows_itself_also_in_the_database(world: World) -> None:
    with pytest.raises(ValidationError):
        end(world.jugendamt, world, successor=world.jugendamt)
    for item in (world.jugendamt, world.weckhoven, make_organisation("AWO"), make_committee(), world.bildung):
        item.successor = item
        with pytest.raises(IntegrityError, match="not_own_successor"), transaction.atomic():
            item.save()


def test_what_refers_to_an_office_is_named_from_every_app(world: World) -> None:
    found = {each.label: each.count for each in references_to(world.jugendamt)}
    assert found["Maßnahmen: Federführung"] == 1
    assert found["Rollen von Personen: Fachdienststelle"] == 1
    assert found["Einträge im Änderungsverlauf"] >= 2


def test_many_to_many_references_are_counted_once(world: World) -> None:
    carrier = make_organisation("AWO")
    for _ in range(3):
        make_measure(carriers=[carrier], partners=[carrier])
    found = {each.label: each.count for each in references_to(carrier)}
    assert (found["Maßnahmen: Träger"], found["Maßnahmen: Partnerorganisationen"]) == (3, 3)


def test_referenced_office_is_not_deleted_and_says_by_what(world: World) -> None:
    with pytest.raises(Refused) as refused:
        delete_item(world.jugendamt, by=world.koordination)
    assert "Maßnahmen: Federführung (1)" in str(refused.value)
    assert "Bitte tragen Sie stattdessen ein Ende ein" in str(refused.value)
    assert Department.objects.filter(name="Jugendamt").exists()


def test_office_that_only_the_past_knows_is_not_deleted(world: World) -> None:
    old = make_department("Amt für Vergangenes")
    measure = make_measure(lead_department=old)
    measure.lead_department = world.jugendamt
    measure.save()
    with pytest.raises(Refused, match=r"Einträge im Änderungsverlauf \(\d\)"):
        delete_item(old, by=world.koordination)


def test_references_take_one_query(world: World, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        references_to(world.jugendamt)


@pytest.mark.parametrize(
    ("place", "constraint"),
    [((3, None), "place_whole"), ((0, 1), "place_in_range"), ((1, 13), "place_in_range"), ((5, 5), "place_unique|map")],
)
def test_place_on_the_map_is_whole_in_range_and_free(
    world: World, place: tuple[int, int | None], constraint: str
) -> None:
    world.erfttal.map_column, world.erfttal.map_row = 5, 5
    world.erfttal.save()
    world.weckhoven.map_column, world.weckhoven.map_row = place
    with pytest.raises(ValidationError):
        world.weckhoven.full_clean()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        world.weckhoven.save()
