"""The reason for delay: a short list beside the Begründung of a yellow or red light."""

from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test import Client

from measures.catalogue.columns import COLUMNS
from measures.selectors.round_summary import summary_of
from measures.services import progress
from measures.services.assignments import add_tasks
from tests.factories import World, make_measure, make_progress, make_round, sign_in
from tests.measures.answers import COMPLETE, task_of, with_last

YELLOW = {"traffic_light": "yellow", "traffic_light_reason": "Die Förderung endet.", "delay_reason": "money"}


def told_in_sql(round_key: int) -> dict[str, int]:
    """Reasons of accepted yellow and red reports, counted a second way."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT delay_reason, COUNT(*) FROM measures_progressreport WHERE round_id = %s AND state = 'accepted' "
            "AND traffic_light IN ('yellow', 'red') GROUP BY delay_reason",
            [round_key],
        )
        return dict(cursor.fetchall())


def test_reason_is_stored_with_the_answer_and_asked_again(world: World) -> None:
    task = task_of(world)
    sent = progress.submit(task, by=world.jugendamt_person, expected_version=1, values=COMPLETE | YELLOW)
    assert (sent.delay_reason, sent.history.first().delay_reason) == ("money", "money")
    progress.accept(sent, by=world.koordination)
    world.praeventionsnetz.refresh_from_db()
    [again] = add_tasks(make_round(state="open"), [world.praeventionsnetz], by=world.koordination)
    assert again.delay_reason == "money"


def test_unchanged_answer_keeps_the_reason(world: World) -> None:
    task = with_last(world, **YELLOW)
    assert progress.submit_unchanged(task, by=world.jugendamt_person, expected_version=1).delay_reason == "money"


def test_green_light_takes_no_reason_and_a_second_click_is_none(world: World) -> None:
    task, values = task_of(world), COMPLETE | {"delay_reason": "staff"}
    for _ in range(2):
        sent = progress.submit(task, by=world.jugendamt_person, expected_version=1, values=values)
        assert (sent.state, sent.delay_reason, sent.version) == ("submitted", "", 2)


@pytest.mark.parametrize(("typed", "kept"), [("Die  Förderung endet.\r\n", ""), ("Der Antrag ist bewilligt.", None)])
def test_green_light_keeps_no_reason_of_the_light_before(world: World, typed: str, kept: str | None) -> None:
    """The form carries it over; what the office writes itself stays."""
    task = with_last(world, **YELLOW)
    values = COMPLETE | {"traffic_light": "green", "traffic_light_reason": typed}
    for _ in range(2):
        sent = progress.submit(task, by=world.jugendamt_person, expected_version=1, values=values)
        assert (sent.traffic_light, sent.traffic_light_reason) == ("green", typed if kept is None else kept)


@pytest.mark.parametrize("values", [{"delay_reason": "staff"}, YELLOW | {"delay_reason": "weather"}])
def test_database_refuses_a_reason_without_trouble_or_off_the_list(world: World, values: dict[str, str]) -> None:
    with pytest.raises(IntegrityError, match="measures_progress_delay"):
        make_progress(measure=world.praeventionsnetz, state="accepted", **values)


def test_summary_counts_reasons_and_how_many_name_none(client: Client, world: World) -> None:
    asked = make_round(state="closed")
    for reason in ("staff", "money", "money", ""):
        make_progress(round=asked, measure=make_measure(), state="accepted", **YELLOW | {"delay_reason": reason})
    make_progress(round=asked, measure=make_measure(), state="submitted", **YELLOW)
    assert summary_of(asked).delays == [("Geld", 2), ("Personal", 1), ("ohne Angabe", 1)]
    assert told_in_sql(asked.pk) == {"money": 2, "staff": 1, "": 1}
    page = sign_in(client, world.koordination).get(f"/berichtsrunden/{asked.pk}/ergebnis/")
    assert "Geld 2, Personal 1, ohne Angabe 1." in " ".join(page.content.decode().split())


def test_form_offers_the_list_and_the_measure_shows_it(client: Client, world: World) -> None:
    task = with_last(world, **YELLOW)
    office = sign_in(client, world.jugendamt_person)
    form: Any = office.get(f"/sachstand/{task.pk}/").context["form"]
    assert [key for key, _ in form.fields["delay_reason"].choices][1:4] == ["staff", "money", "resolution"]
    page = office.get(world.praeventionsnetz.get_absolute_url()).content.decode()
    assert "Grund der Verzögerung: Geld" in page
    assert "verzoegerung" in [column.key for column in COLUMNS]
