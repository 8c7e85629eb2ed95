"""Many measures are changed as one by one, in a transaction that only writes."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from measures.enums import ProgressState
from measures.models import Measure, Milestone, ProgressEvent, ProgressReport
from measures.services.bulk import Together, change_together
from measures.services.measure import create_measures, update_measure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.words.partial_dates import PartialDate
from tests.factories import World, make_goal, make_organisation, make_progress
from tests.measures.test_undo_together import history

DAY = dt.date(2027, 5, 1)


def everything(world: World, kind: type[Together] = Together) -> Together:
    values = {"lead_department": world.integrationsamt, "end": PartialDate.from_parts(2031), "contact_name": "Leitung"}
    added = {"carriers": [make_organisation("Verein Brücke")], "districts": [world.erfttal], "goals": [make_goal()]}
    removed = {"success_factors": world.factors[:1]}
    return kind(values, added, removed, "paused", " Haushalt ", ("Auftakt", DAY))


def running(world: World, number: int) -> list[Measure]:
    """Measures with two factors and an answer that their office owes."""
    row = {"lead_department": world.jugendamt, "kind": "project", "success_factors": world.factors[:2],
           "field_of_action": world.praeventionsnetz.field_of_action}  # fmt: skip
    new = create_measures([{"title": f"Angebot {at}", **row} for at in range(number)], by=world.koordination)
    Measure.objects.filter(pk__in=[each.pk for each in new]).update(state="running")
    first = make_progress(measure=new[0], state=ProgressState.IN_PROGRESS, assignee=world.jugendamt_person)
    for each in new[1:]:
        make_progress(measure=each, round=first.round, state=ProgressState.IN_PROGRESS)
    return new


def told() -> list[Any]:
    """All that a change leaves, the rows of history in the order of each measure."""
    reports = ProgressReport.history.values_list("id", "department", "assignee", "version", "history_type")
    events = ProgressEvent.objects.order_by("report", "pk").values_list("report", "transition", "comment", "actor")
    milestones = Milestone.objects.order_by("measure", "pk").values_list("measure", "title", "due_date", "position")
    rows = Measure.objects.order_by("pk").values_list("pk", "search_text", "version", "state_since")
    return [
        *([each[0], each[1:]] for each in history() if each[0] != "Milestone"),
        *reports.order_by("id", "history_id"), *events, *milestones, *rows,
    ]  # fmt: skip


def test_many_are_changed_as_one_by_one(world: World) -> None:
    new, change, found = running(world, 3), everything(world), []
    for blocks in ([new], [[each] for each in new]):
        with transaction.atomic():
            number = sum(change_together(change, by=world.koordination, versions=of(block)) for block in blocks)
            found.append((number, told()))
            transaction.set_rollback(True)
    assert found[0][0] == 3
    assert without_keys(found[0][1]) == without_keys(found[1][1])


def of(measures: list[Measure]) -> dict[int, int]:
    return dict(Measure.objects.filter(pk__in=[each.pk for each in measures]).values_list("pk", "version"))


def without_keys(rows: list[Any]) -> list[str]:
    return sorted(str(row) for row in rows)


@pytest.mark.parametrize("number", [3, 9])
def test_transaction_asks_as_often_for_three_as_for_nine_besides_the_rows_it_writes(world: World, number: int) -> None:
    new, change = running(world, number), everything(world)
    with CaptureQueriesContext(connection) as queries:
        change_together(change, by=world.koordination, versions=of(new))
    sql = [query["sql"] for query in queries]
    looked = max(at for at, each in enumerate(sql) if '"_check"' in each)
    writing = sql[looked + 3 :]  # with the check end its savepoint and the look for the same milestone
    assert writing[0].startswith("SAVEPOINT")
    updates = [each for each in writing if each.startswith("UPDATE")]
    assert (len(updates), len(writing) - len(updates)) == (3 * number, 49)


class Meanwhile(Together):
    """Somebody saves the first measure when its rules have been looked at, and those of the second are."""

    def step(self, measure: Measure) -> Any:
        Measure.objects.filter(number__lt=measure.number).update(version=F("version") + 1)
        return super().step(measure)


class MilestoneMeanwhile(Together):
    """Somebody adds the same milestone to the first measure while the second is looked at."""

    def step(self, measure: Measure) -> Any:
        for first in Measure.objects.filter(number__lt=measure.number):
            Milestone.objects.create(measure=first, title="Auftakt", due_date=DAY)
        return super().step(measure)


@pytest.mark.parametrize(("kind", "named"), [(Meanwhile, "M-2013-001"), (MilestoneMeanwhile, "an einer Maßnahme")])
def test_what_somebody_saves_between_look_and_write_stops_all(world: World, kind: type[Together], named: str) -> None:
    both = [world.praeventionsnetz, world.vorlesestunden]
    Measure.objects.update(state="running")
    before = Measure.history.count()
    with pytest.raises(Refused, match=f"anderswo gespeichert: {named}.* nichts geändert"), transaction.atomic():
        change_together(everything(world, kind), by=world.koordination, versions=of(both))
    assert Measure.history.count() == before
    assert not Measure.objects.filter(contact_name="Leitung").exists()


def test_measure_keeps_its_goals_when_others_are_added(world: World) -> None:
    first = make_goal(text="Erstes")
    second = make_goal(text="Zweites", edition=first.guiding_goal.edition)
    net = world.praeventionsnetz
    update_measure(net, by=world.koordination, expected_version=net.version, values={"goals": [first]})
    change_together(Together({}, {"goals": [second]}, {}), by=world.koordination, versions=of([net]))
    assert [goal.text for goal in net.goals.order_by("text")] == ["Erstes", "Zweites"]
