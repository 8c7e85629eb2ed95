"""Writing measures: every step once allowed, refused, twice and by the wrong person."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from measures.enums import MeasureState
from measures.models import Measure, MeasureEvent
from measures.services.measure import change_state, create_measure, create_measures, editable_names, update_measure
from measures.workflows import MEASURE_WORKFLOW
from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.foundation.records.saving import save_as
from neuss_integration.foundation.words.partial_dates import PartialDate
from tests.factories import World, make_organisation


def values(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "title": "Sprachcafé",
        "kind": "project",
        "field_of_action": world.bildung,
        "lead_department": world.jugendamt,
    } | changes


def events(measure: Measure) -> list[tuple[str, str, str, str]]:
    return list(
        MeasureEvent.objects.filter(measure=measure).values_list("transition", "from_state", "to_state", "comment")
    )


def test_create_gives_the_next_number_of_the_year(world: World) -> None:
    first, second = (create_measure(by=world.koordination, values=values(world)) for _ in range(2))
    year, next_number = timezone.localdate().year, int(first.number[-3:]) + 1
    assert (first.number[:7], second.number) == (f"M-{year}-", f"M-{year}-{next_number:03d}")


def test_create_writes_one_version_and_one_event(world: World) -> None:
    made = create_measure(by=world.koordination, values=values(world, districts=[world.erfttal]))
    assert (made.version, events(made)) == (1, [("create", "", "planned", "")])
    rows = list(made.history.all())
    assert {(row.version, row.history_user) for row in rows} == {(1, world.koordination)}
    assert [each.district for each in rows[0].districts.all()] == [world.erfttal]


OWN = {"id", "number", "created_at", "updated_at", "history_id", "history_date", "search_text", "sort_key", "version"}


def told(row: Any) -> dict[str, Any]:
    """What a measure or a row of its history holds, its relations too, without what is its own."""
    found = {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields if each.attname not in OWN}
    for field in Measure._meta.many_to_many:
        other = field.m2m_reverse_field_name() if hasattr(row, "history_id") else "pk"
        found[field.name] = set(getattr(row, field.name).values_list(other, flat=True))
    return found


def test_many_are_created_as_one_is(world: World, django_assert_max_num_queries: Any) -> None:
    """Row by row: the measure, its history with all relations, its event; and as saving it alone keeps its history."""
    carriers = [make_organisation("Ö"), make_organisation("A")]
    chosen = {"carriers": carriers, "related": [world.lesegarten], "start": PartialDate.from_parts(2024)}
    alone = create_measure(by=world.koordination, values=values(world, **chosen))
    with django_assert_max_num_queries(40):
        many = create_measures([values(world, **chosen), *[values(world)] * 20], by=world.koordination)
    assert len({measure.number for measure in many}) == 21
    assert told(many[0]) == told(Measure.objects.get(pk=alone.pk))
    assert [told(each) for each in many[0].history.all()] == [told(each) for each in alone.history.all()]
    assert events(many[0]) == events(alone) == events(many[20])
    save_as(many[0], [], by=world.koordination)
    later, first = (told(row) for row in many[0].history.all())
    assert later == first
    assert first["carriers"] == {each.pk for each in carriers}
    assert world.lesegarten.history.first().related.count() == 2


def test_create_makes_the_measure_findable(world: World) -> None:
    carrier = make_organisation("Für Vielfalt e. V.")
    made = create_measure(by=world.koordination, values=values(world, carriers=[carrier], aim="Größere Räume"))
    assert [Measure.objects.matching(text).get() for text in ("fuer vielfalt", "GROESSERE", made.number)] == [made] * 3


def test_create_with_one_key_twice_makes_one(world: World) -> None:
    key = uuid.uuid4()
    first = create_measure(by=world.koordination, values=values(world), submission_key=key)
    assert create_measure(by=world.koordination, values=values(world, title="Anders"), submission_key=key) == first
    assert Measure.objects.filter(title="Anders").count() == 0


def test_create_refuses_unknown_names_and_broken_rules(world: World) -> None:
    with pytest.raises(ValidationError, match="Unbekannte Angaben: number, version"):
        create_measure(by=world.koordination, values=values(world, number="M-1", version=7))
    period = {"start": PartialDate.from_parts(2026), "end": PartialDate.from_parts(2025)}
    with pytest.raises(ValidationError, match="Das Ende liegt vor dem Beginn"):
        create_measure(by=world.koordination, values=values(world, **period))
    assert Measure.objects.count() == 3


def test_create_is_for_the_koordination(world: World) -> None:
    with pytest.raises(PermissionDenied):
        create_measure(by=world.jugendamt_person, values=values(world))


def test_update_stores_the_last_day_of_the_end(world: World) -> None:
    period = {"start": PartialDate.from_parts(2017, 2), "end": PartialDate.from_parts(2020, 2)}
    after = update_measure(world.praeventionsnetz, by=world.koordination, expected_version=1, values=period)
    assert (after.start_date, after.end_date, after.end_precision) == (
        dt.date(2017, 2, 1),
        dt.date(2020, 2, 29),
        "month",
    )
    assert str(after.end) == "Februar 2020"
    emptied = update_measure(after, by=world.koordination, expected_version=2, values={"end": None})
    assert (emptied.end, emptied.end_precision, emptied.version) == (None, "", 3)


def test_update_without_change_writes_nothing(world: World) -> None:
    same = {"title": world.praeventionsnetz.title, "districts": [world.weckhoven]}
    rows = world.praeventionsnetz.history.count()
    after = update_measure(world.praeventionsnetz, by=world.koordination, expected_version=1, values=same)
    assert (after.version, after.history.count()) == (1, rows)


def test_update_of_a_relation_is_one_version_with_who_did_it(world: World) -> None:
    rows = world.praeventionsnetz.history.count()
    update_measure(world.praeventionsnetz, by=world.vertretung, expected_version=1, values={"districts": []})
    last = world.praeventionsnetz.history.first()
    assert (last.version, last.history_user, last.districts.count()) == (2, world.vertretung, 0)
    assert world.praeventionsnetz.history.count() == rows + 1


def test_update_of_an_old_version_is_stale(world: World) -> None:
    update_measure(world.praeventionsnetz, by=world.vertretung, expected_version=1, values={"aim": "Erstes"})
    with pytest.raises(Stale) as stale:
        update_measure(world.praeventionsnetz, by=world.koordination, expected_version=1, values={"aim": "Zweites"})
    assert stale.value.current.aim == "Erstes"


def test_office_updates_only_the_names_it_keeps(world: World) -> None:
    update_measure(world.praeventionsnetz, by=world.jugendamt_person, expected_version=1, values={"aim": "Ziel"})
    with pytest.raises(PermissionDenied):
        update_measure(world.praeventionsnetz, by=world.jugendamt_person, expected_version=2, values={"title": "Titel"})
    with pytest.raises(PermissionDenied):
        update_measure(world.vorlesestunden, by=world.jugendamt_person, expected_version=1, values={"aim": "Ziel"})
    assert editable_names(world.integrationsrat_person, world.praeventionsnetz) == frozenset()


def test_update_refuses_broken_rules(world: World) -> None:
    with pytest.raises(ValidationError):
        update_measure(world.praeventionsnetz, by=world.koordination, expected_version=1, values={"title": ""})
    assert Measure.objects.get(pk=world.praeventionsnetz.pk).version == 1


def test_change_state_keeps_who_from_to_and_why(world: World) -> None:
    after = change_state(world.praeventionsnetz, by=world.koordination, transition="pause", reason=" Umbau ")
    assert (after.state, after.state_reason, after.version) == (MeasureState.PAUSED, "Umbau", 2)
    assert events(after) == [("pause", "running", "paused", "Umbau")]


def test_change_state_twice_by_one_person_is_one_step(world: World) -> None:
    for _ in range(2):
        change_state(world.praeventionsnetz, by=world.koordination, transition="complete")
    assert events(world.praeventionsnetz) == [("complete", "running", "completed", "")]
    with pytest.raises(Refused, match="„Abschließen“ ist im Status „abgeschlossen“ nicht möglich"):
        change_state(world.praeventionsnetz, by=world.vertretung, transition="complete")


def test_change_state_needs_a_reason_where_the_table_says_so(world: World) -> None:
    with pytest.raises(Refused, match="braucht es eine Begründung"):
        change_state(world.praeventionsnetz, by=world.koordination, transition="drop", reason=" ")
    assert events(world.praeventionsnetz) == []


def test_change_state_is_for_the_koordination(world: World) -> None:
    with pytest.raises(PermissionDenied):
        change_state(world.praeventionsnetz, by=world.jugendamt_person, transition="complete")


def test_step_to_finds_the_step_or_none() -> None:
    step = MEASURE_WORKFLOW.step_to("planned", "running")
    assert step is not None
    assert step.name == "start"
    assert MEASURE_WORKFLOW.step_to("idea", "completed") is None
