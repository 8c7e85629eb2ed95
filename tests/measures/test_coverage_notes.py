"""A gap of the matrices: begin something there, or say why nothing is needed; then it is none."""

import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from measures.enums import MeasureState
from measures.models import CoverageNote, Measure
from measures.selectors.coverage import districts_by_fields, fields_by_factors, gaps_of_today
from measures.selectors.crossings import Crossing
from measures.services.coverage import accept_gap, count_as_gap
from neuss_integration.foundation.exceptions import Incomplete
from tests.factories import World, make_measure, sign_in
from tests.measures.answers import text_of

pytestmark = pytest.mark.django_db


def gaps(world: World) -> list[int]:
    """Of both matrices, as counted on them; the start page counts the same by itself."""
    counted = [found(world.koordination).gaps for found in (fields_by_factors, districts_by_fields)]
    today = gaps_of_today()
    assert counted == [today.by_factors, today.by_districts]
    return counted


def test_noted_crossing_is_no_gap_until_it_is_one_again(world: World) -> None:
    before = gaps(world)
    noted = [Crossing(world.bildung, factor=world.factors[1]), Crossing(world.bildung, district=world.erfttal)]
    for each in [*noted, Crossing(world.beteiligung)]:
        accept_gap(each, by=world.koordination, reason="Macht das Land.")
    assert gaps(world) == [before[0] - 1, before[1] - 2]
    assert districts_by_fields(world.koordination).accepted == 2
    for each in noted:
        count_as_gap(each, by=world.koordination)
    assert gaps(world) == [before[0], before[1] - 1]


def test_note_says_nothing_where_something_runs(world: World) -> None:
    here = Crossing(world.bildung, factor=world.factors[1])
    accept_gap(here, by=world.koordination, reason="Macht das Land.")
    without = gaps(world)
    make_measure(field_of_action=world.bildung, success_factors=[world.factors[1]])
    assert gaps(world) == without
    assert fields_by_factors(world.koordination).accepted == 0


def test_gap_is_reached_in_the_matrix_and_begins_a_measure_that_knows_it(client: Client, world: World) -> None:
    office = sign_in(client, world.koordination)
    shown = office.get("/erfolgsfaktoren/matrix/").text
    page = f"/massnahmen/luecken/{world.bildung.pk}/faktor-3/"
    assert f'href="{page}"' in shown
    begin = re.search(r'href="(/massnahmen/neu/\?[^"]+)"', office.get(page).text)
    assert begin
    form = office.get(begin[1].replace("&amp;", "&")).context["form"]
    chosen = form["field_of_action"].value(), form["success_factors"].value()
    assert [str(each) for each in chosen] == [str(world.bildung.pk), "['3']"]


def test_office_says_why_reads_it_and_takes_it_back(client: Client, world: World) -> None:
    office = sign_in(client, world.koordination)
    page = f"/massnahmen/luecken/{world.bildung.pk}/stadtteil-10/"
    assert "Das ist eine Lücke." in text_of(office.get(page))
    assert "Bitte" in text_of(office.post(f"{page}kein-bedarf/", {"reason": " "}))
    assert "Macht die Kirche." in text_of(
        office.post(f"{page}kein-bedarf/", {"reason": "Macht die Kirche."}, follow=True)
    )
    assert ">kein Bedarf<" in office.get("/erfolgsfaktoren/matrix/stadtteile/").text
    assert "zählt wieder als Lücke" in text_of(office.post(f"{page}wieder-offen/", follow=True))
    kept = CoverageNote.history.order_by("history_id").values_list("reason", "history_user")
    assert list(kept) == [("Macht die Kirche.", world.koordination.pk), ("", world.koordination.pk)]


def test_page_counts_what_is_not_running_as_far_as_it_may_be_seen(client: Client, world: World) -> None:
    there: dict[str, Any] = {"field_of_action": world.bildung, "success_factors": [world.factors[1]]}
    for state in (MeasureState.PLANNED, MeasureState.IDEA):
        make_measure(state=state, **there)
    assert Measure.objects.filter(success_factors=world.factors[1]).count() == 2
    page = f"/massnahmen/luecken/{world.bildung.pk}/faktor-2/"
    told = [text_of(sign_in(Client(), who).get(page)) for who in (world.koordination, world.integrationsrat_person)]
    assert ["2 Maßnahmen mit anderem" in told[0], "1 Maßnahme mit anderem" in told[1]] == [True, True]


@pytest.mark.parametrize(
    "crossing", ["faktor-10", "faktor-", "stadtteil-99", "faktor-²", "x-1", "stadt", "faktor-12345678901"]
)
def test_crossing_that_does_not_exist_is_not_found(client: Client, world: World, crossing: str) -> None:
    office = sign_in(client, world.koordination)
    assert office.get(f"/massnahmen/luecken/{world.bildung.pk}/{crossing}/").status_code == 404


def test_each_crossing_is_noted_once_and_with_a_reason(world: World) -> None:
    here = Crossing(world.bildung)
    with pytest.raises(Incomplete):
        accept_gap(here, by=world.koordination, reason="  ")
    accept_gap(here, by=world.koordination, reason="Erst so.")
    accept_gap(here, by=world.koordination, reason="Dann so.")
    assert CoverageNote.objects.get().reason == "Dann so."
    for wrong in ({"is_citywide": True}, {"is_citywide": True, "district": world.erfttal}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CoverageNote.objects.create(field_of_action=world.bildung, **wrong)
