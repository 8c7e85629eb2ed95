"""On which indicators measures are to have an effect: entering, changing, pages, list, history."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from measures.catalogue.columns import BY_KEY
from measures.catalogue.rows import read_rows
from measures.models import IndicatorEffect, Measure
from measures.services.indicator_effects import add_effect, change_effect, remove_effect
from neuss_integration.foundation.exceptions import Incomplete, Stale
from neuss_integration.search import search
from tests.factories import World, make_indicator, make_measure, sign_in
from tests.measures.answers import text_of
from tests.measures.factories import make_effect

pytestmark = pytest.mark.django_db
KEY = "3f1c2a52-1111-4222-8333-444455558888"


def test_effect_is_entered_once_and_changed_with_history(world: World) -> None:
    measure, indicator = world.praeventionsnetz, make_indicator(name="Sprachstand")
    values = {"indicator": indicator, "kind": "outcome", "note": "Kurse"}
    made, again = (
        add_effect(measure, by=world.jugendamt_person, values=values, submission_key=KEY)  # type: ignore[arg-type]
        for _ in range(2)
    )
    assert (made.pk, made.history.get().history_user) == (again.pk, world.jugendamt_person)
    with pytest.raises(ValidationError, match="schon verknüpft"):
        add_effect(measure, by=world.koordination, values=values)
    changed = change_effect(made, by=world.koordination, expected_version=1, values={"kind": "impact"})
    assert (changed.kind, changed.version) == ("impact", 2)
    with pytest.raises(Stale):
        change_effect(made, by=world.koordination, expected_version=1, values={"kind": "input"})


def test_removed_effect_leaves_its_history_with_the_reason(world: World) -> None:
    made = make_effect(measure=world.praeventionsnetz, indicator=make_indicator())
    with pytest.raises(Incomplete):
        remove_effect(made, by=world.koordination, reason=" ")
    remove_effect(made, by=world.koordination, reason="Irrtum")
    assert IndicatorEffect.history.get(id=made.pk, history_type="-").history_change_reason == "Irrtum"


def test_only_who_keeps_the_measure_says_what_it_does(world: World) -> None:
    values = {"indicator": make_indicator(), "kind": "input", "note": ""}
    for person in (world.bibliothek_person, world.integrationsrat_person, world.nobody):
        with pytest.raises(PermissionDenied):
            add_effect(world.praeventionsnetz, by=person, values=values)
    assert not IndicatorEffect.objects.exists()


def test_database_holds_the_rules(world: World) -> None:
    indicator = make_indicator()
    made = make_effect(measure=world.praeventionsnetz, indicator=indicator)
    for wrong in ({"indicator": indicator}, {"indicator": make_indicator(), "kind": "magic"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_effect(measure=world.praeventionsnetz, **wrong)
    assert IndicatorEffect.objects.get() == made


def test_office_enters_it_and_both_pages_and_the_history_tell(world: World, client: Client) -> None:
    indicator, measure = make_indicator(name="Sprachstand"), world.praeventionsnetz
    sign_in(client, world.jugendamt_person)
    url = f"/massnahmen/{measure.number}/wirkung/"
    assert "Bitte" in text_of(client.post(url, {"indicator": indicator.pk, "kind": "magic"}))
    shown = text_of(client.post(url, {"indicator": indicator.pk, "kind": "outcome", "note": "Kurse"}, follow=True))
    assert "Wirkung bei den Menschen (Outcome)" in shown
    for thing, other in ((measure, indicator.name), (indicator, measure.title)):
        told = text_of(client.get(thing.get_absolute_url()))
        assert [words for words in (other, "Wirkung bei den Menschen (Outcome)", "Kurse") if words not in told] == []
    assert "Art der Wirkung" in text_of(client.get(f"{measure.get_absolute_url()}verlauf/"))


def test_drafts_are_told_to_nobody_else(world: World, client: Client) -> None:
    idea = make_measure(title="Geheime Idee", state="idea", lead_department=world.jugendamt)
    indicator = make_indicator(name="Sprachstand")
    make_effect(measure=idea, indicator=indicator)
    shown = text_of(sign_in(client, world.integrationsrat_person).get(indicator.get_absolute_url()))
    assert "Noch ist von keiner Maßnahme gesagt" in shown
    assert "Geheime Idee" not in shown
    assert "Wirkungen" not in [kind.label for kind in search(world.integrationsrat_person, "Sprachstand")]


@pytest.mark.parametrize(("place", "queries"), [("indicator", 11), ("measure", 20), ("keep", 6)])
@pytest.mark.parametrize("rows", [1, 3])
def test_pages_need_the_same_queries_at_any_number_of_effects(
    world: World, client: Client, django_assert_num_queries: Any, rows: int, place: str, queries: int
) -> None:
    measure, indicator = world.praeventionsnetz, make_indicator()
    make_effect(measure=measure, indicator=indicator)
    for each in range(rows):
        make_effect(measure=measure, indicator=make_indicator())
        make_effect(measure=make_measure(title=f"Weitere {each}"), indicator=indicator)
    urls = {
        "indicator": indicator.get_absolute_url(),
        "measure": measure.get_absolute_url(),
        "keep": f"{measure.get_absolute_url()}wirkung/",
    }
    sign_in(client, world.jugendamt_person)
    with django_assert_num_queries(queries):
        client.get(urls[place])


def test_list_of_measures_and_search_know_it(world: World) -> None:
    make_effect(measure=world.praeventionsnetz, indicator=make_indicator(name="Sprachstand"))
    found = Measure.objects.filter(pk=world.praeventionsnetz.pk)
    assert [list(row) for row in read_rows(found, [BY_KEY["wirkung"]])] == [[["Sprachstand"]]]
    kind = {each.label: each for each in search(world.koordination, "Sprachstand")}["Wirkungen"]
    assert kind.items[0].url == f"{world.praeventionsnetz.get_absolute_url()}#wirkung"
