"""Writing needs: numbers, rights, steps, and merging."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from neuss_integration.foundation.exceptions import Refused, Stale
from roundtables.enums.needs import NeedOrigin, NeedState
from roundtables.models import Need, RoundTable
from roundtables.services.need_states import change_need_state, merge_need
from roundtables.services.needs import raise_need, resolved, update_need
from tests.factories import World, make_meeting, make_need, make_organisation, make_seat, make_table

TODAY = timezone.localdate()


@pytest.fixture
def table(world: World) -> RoundTable:
    """A table at which the member of the small world has a seat."""
    return make_seat(round_table=make_table(name="Bedarfe"), user=world.rundertisch_person).round_table


def values(table: RoundTable, **fields: Any) -> dict[str, Any]:
    """What a form would send."""
    return {"round_table": table, "title": "Sprachkurs am Abend", "origin": NeedOrigin.BETWEEN} | fields


def test_need_gets_the_next_number_of_the_year(world: World, table: RoundTable) -> None:
    needs = [raise_need(by=world.koordination, values=values(table)) for _ in range(2)]
    year = TODAY.year
    assert [need.number for need in needs] == [f"B-{year}-001", f"B-{year}-002"]
    assert [event.transition for event in needs[0].events.all()] == ["create"]
    assert (needs[0].state, needs[0].raised_on) == (NeedState.REPORTED, TODAY)


def test_number_of_a_removed_need_is_never_given_again(world: World, table: RoundTable) -> None:
    first = raise_need(by=world.koordination, values=values(table))
    first.events.all().delete()
    first.delete()
    assert raise_need(by=world.koordination, values=values(table)).number == f"B-{TODAY.year}-002"


def test_double_click_raises_one_need(world: World, table: RoundTable) -> None:
    key = uuid.uuid4()
    made = [raise_need(by=world.koordination, values=values(table), submission_key=key) for _ in range(2)]
    assert made[0] == made[1]
    assert raise_need(by=world.koordination, values=values(table)).number == f"B-{TODAY.year}-002"


def test_need_keeps_places_and_people_in_one_history_row_each(world: World, table: RoundTable) -> None:
    need = raise_need(by=world.koordination, values=values(table, districts=[world.erfttal]))
    assert list(need.districts.all()) == [world.erfttal]
    assert need.history.first().districts.count() == 1


def test_member_raises_at_the_own_table_only(world: World, table: RoundTable) -> None:
    need = raise_need(by=world.rundertisch_person, values=values(table))
    assert need.raised_by == world.rundertisch_person
    with pytest.raises(PermissionDenied):
        raise_need(by=world.rundertisch_person, values=values(make_table()))


@pytest.mark.parametrize("more", [{"is_public": True}, {"raised_by_name": "X"}, {"origin": NeedOrigin.OFFICE}])
def test_member_writes_nothing_of_the_office(world: World, table: RoundTable, more: dict[str, Any]) -> None:
    with pytest.raises(PermissionDenied):
        raise_need(by=world.rundertisch_person, values=values(table, **more))


def test_member_speaks_for_own_organisations_only(world: World, table: RoundTable) -> None:
    own, other = table.members.get().organisation, make_organisation("Stadt Dormagen")
    with pytest.raises(PermissionDenied):
        raise_need(by=world.rundertisch_person, values=values(table, raised_by_organisation=other))
    need = raise_need(by=world.rundertisch_person, values=values(table, raised_by_organisation=own))
    assert need.raised_by_organisation == own


def test_member_keeps_the_organisation_that_the_office_entered(world: World, table: RoundTable) -> None:
    other, by = make_organisation("Stadt Dormagen"), world.rundertisch_person
    need = make_need(round_table=table, raised_by=by, raised_by_organisation=other)
    changed = update_need(
        need, by=by, expected_version=need.version, values={"title": "Neu", "raised_by_organisation": other}
    )
    assert (changed.title, changed.raised_by_organisation) == ("Neu", other)


def test_seat_that_ended_raises_nothing(world: World, table: RoundTable) -> None:
    table.members.update(valid_until=TODAY - dt.timedelta(days=1))
    with pytest.raises(PermissionDenied):
        raise_need(by=world.rundertisch_person, values=values(table))


def test_need_of_tomorrow_is_refused(world: World, table: RoundTable) -> None:
    with pytest.raises(ValidationError, match="liegt in der Zukunft"):
        raise_need(by=world.koordination, values=values(table, raised_on=TODAY + dt.timedelta(days=1)))


def test_meeting_belongs_to_the_same_table(world: World, table: RoundTable) -> None:
    given = values(table, origin=NeedOrigin.MEETING, meeting=make_meeting())
    with pytest.raises(ValidationError, match="anderen Runden Tisch"):
        raise_need(by=world.koordination, values=given)


def test_member_changes_own_need_until_it_is_discussed(world: World, table: RoundTable) -> None:
    need = raise_need(by=world.rundertisch_person, values=values(table))
    changed = update_need(need, by=world.rundertisch_person, expected_version=1, values={"title": "Abendkurs"})
    assert (changed.title, changed.version, "abendkurs" in changed.search_text) == ("Abendkurs", 2, True)
    change_need_state(need, by=world.koordination, transition="discuss")
    with pytest.raises(PermissionDenied):
        update_need(need, by=world.rundertisch_person, expected_version=3, values={"title": "Anders"})


def test_second_writer_is_told(world: World, table: RoundTable) -> None:
    need = make_need(round_table=table)
    update_need(need, by=world.koordination, expected_version=1, values={"title": "Eins"})
    with pytest.raises(Stale):
        update_need(need, by=world.vertretung, expected_version=1, values={"title": "Zwei"})


def test_same_values_change_nothing(world: World, table: RoundTable) -> None:
    need = make_need(round_table=table, title="Gleich")
    assert update_need(need, by=world.koordination, expected_version=1, values={"title": "Gleich"}).version == 1


def test_step_is_recorded_once(world: World) -> None:
    need = make_need()
    for _ in range(2):
        change_need_state(need, by=world.koordination, transition="discuss")
    told = need.events.values_list("transition", "from_state", "to_state", "actor")
    assert list(told) == [("discuss", "reported", "in_discussion", world.koordination.pk)]


def test_need_is_given_up_with_a_reason_only(world: World) -> None:
    need = make_need()
    with pytest.raises(Refused, match="Begründung"):
        change_need_state(need, by=world.koordination, transition="give_up")
    given_up = change_need_state(need, by=world.koordination, transition="give_up", reason="Der Kreis bietet es an.")
    assert (given_up.state, given_up.state_reason) == ("not_pursued", "Der Kreis bietet es an.")


def test_need_is_taken_over_into_a_measure(world: World) -> None:
    need = make_need()
    with pytest.raises(Refused, match="wählen Sie die Maßnahme"):
        change_need_state(need, by=world.koordination, transition="take_over")
    taken = change_need_state(need, by=world.koordination, transition="take_over", measures=[world.vorlesestunden])
    assert (taken.state, list(taken.measures.all())) == ("in_measure", [world.vorlesestunden])


def test_only_the_koordination_takes_steps(world: World) -> None:
    need = make_need()
    for write in (
        lambda: change_need_state(need, by=world.rundertisch_person, transition="discuss"),
        lambda: merge_need(need, by=world.jugendamt_person, into=make_need()),
    ):
        with pytest.raises(PermissionDenied):
            write()


def test_merged_need_lives_on_with_both_origins(world: World, table: RoundTable) -> None:
    one = make_need(round_table=table, districts=[world.erfttal])
    other = make_need(round_table=table, districts=[world.weckhoven])
    target = merge_need(one, by=world.koordination, into=other, reason="Dasselbe Anliegen.")
    one.refresh_from_db()
    assert (target, one.merged_into) == (other, other)
    assert set(target.districts.all()) == {world.erfttal, world.weckhoven}
    assert [need.events.last().transition for need in (one, target)] == ["merge", "merge"]


def test_need_merged_into_a_merged_one_goes_to_the_last(world: World, table: RoundTable) -> None:
    first, second, third = (make_need(round_table=table) for _ in range(3))
    merge_need(second, by=world.koordination, into=third)
    assert merge_need(first, by=world.koordination, into=second) == third
    assert resolved(Need.objects.get(pk=first.pk)) == third


def test_earlier_merged_needs_follow(world: World, table: RoundTable) -> None:
    first, second, third = (make_need(round_table=table) for _ in range(3))
    merge_need(first, by=world.koordination, into=second)
    merge_need(second, by=world.koordination, into=third)
    assert resolved(Need.objects.get(pk=first.pk)) == third


def test_needs_are_not_merged_in_a_circle(world: World, table: RoundTable) -> None:
    first, second, third = (make_need(round_table=table) for _ in range(3))
    merge_need(first, by=world.koordination, into=second)
    merge_need(second, by=world.koordination, into=third)
    for into in (first, second, third):
        with pytest.raises(Refused, match="derselbe Bedarf"):
            merge_need(Need.objects.get(pk=third.pk), by=world.koordination, into=into)


def test_needs_of_different_tables_are_not_merged(world: World) -> None:
    with pytest.raises(Refused, match="verschiedenen Runden Tischen"):
        merge_need(make_need(), by=world.koordination, into=make_need())


def test_merged_need_takes_no_step(world: World, table: RoundTable) -> None:
    one, other = make_need(round_table=table), make_need(round_table=table)
    merge_need(one, by=world.koordination, into=other)
    with pytest.raises(Refused, match=other.number):
        change_need_state(one, by=world.koordination, transition="discuss")
    with pytest.raises(Refused, match=other.number):
        update_need(one, by=world.koordination, expected_version=2, values={"title": "Anders"})


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"state": "lost"}, "roundtables_need_state_valid"),
        ({"state": "not_pursued"}, "roundtables_need_not_pursued_reason"),
        ({"origin": "radio"}, "roundtables_need_origin_valid"),
        ({"title": ""}, "roundtables_need_title_given"),
    ],
)
def test_database_holds_the_rules(world: World, fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_need(**fields)
