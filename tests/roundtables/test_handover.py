"""What Runde Tische have of an office goes along when it is handed over."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from measures.services.handover import HandoverPlan, hand_over, others_to_move
from neuss_integration.city.models import Department
from roundtables.enums.minutes import ActionState
from roundtables.models import ActionItem, Meeting, RoundTable
from tests.factories import World

YESTERDAY = timezone.localdate() - dt.timedelta(days=1)
TWO_HOURS = dt.timedelta(hours=2)


@pytest.fixture
def table(world: World) -> RoundTable:
    """Run by the Jugendamt, which has one open and one closed action item from it."""
    table = RoundTable.objects.create(name="Runder Tisch Jugend", office=world.jugendamt)
    meeting = Meeting.objects.create(
        round_table=table, title="Sitzung", starts_at=timezone.now(), ends_at=timezone.now() + TWO_HOURS
    )
    item = {"meeting": meeting, "responsible_department": world.jugendamt, "due_on": dt.date(2026, 12, 1)}
    ActionItem.objects.create(text="Räume suchen", **item)
    closed = {"state": ActionState.DONE, "closed_at": timezone.now(), "closed_by": world.koordination}
    ActionItem.objects.create(text="Liste schreiben", **item, **closed)
    return table


def test_open_items_and_tables_are_counted(world: World, table: RoundTable) -> None:
    RoundTable.objects.create(name="Beendet", office=world.jugendamt, valid_until=dt.date(2020, 1, 1))
    assert others_to_move(world.jugendamt) == [("Geschäftsführung Runder Tische", 1), ("offene Aufträge", 1)]
    assert others_to_move(world.integrationsamt) == []


def test_open_items_and_tables_go_to_the_successor_with_history(world: World, table: RoundTable) -> None:
    done = hand_over(
        world.jugendamt, by=world.koordination, plan=HandoverPlan("renamed", YESTERDAY, ["Amt für Jugend"])
    )
    new = Department.objects.get(name="Amt für Jugend")
    assert (RoundTable.objects.get(pk=table.pk).office, done.tasks) == (new, 2)
    offices = dict(ActionItem.objects.values_list("text", "responsible_department__name"))
    assert offices == {"Räume suchen": "Amt für Jugend", "Liste schreiben": "Jugendamt"}
    assert table.history.first().history_user == world.koordination


def test_office_with_an_open_item_is_not_dissolved_without_somebody(world: World, table: RoundTable) -> None:
    plan = HandoverPlan("dissolved", YESTERDAY, [])
    world.praeventionsnetz.lead_department = world.integrationsamt
    world.praeventionsnetz.save()
    with pytest.raises(ValidationError, match="Es ist noch etwas offen"):
        hand_over(world.jugendamt, by=world.koordination, plan=plan)
