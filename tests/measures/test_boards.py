"""The Zeitplan and the board: the same measures as the list, in other shapes."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from measures.enums import MeasureState
from measures.models import Measure
from measures.selectors.excerpts import Excerpt
from measures.selectors.filter_choices import filter_choices
from neuss_integration.foundation.ui.gantt import Bar, Sign, gantt
from neuss_integration.foundation.words.partial_dates import PartialDate
from tests.factories import World, make_measure, sign_in
from tests.measures.factories import make_milestone

TODAY = dt.date(2026, 6, 1)


def test_gantt_shows_open_ends_rough_dates_and_milestones() -> None:
    year, day = PartialDate.from_parts(2024), PartialDate.from_parts(2025, 3, 12)
    signs = [Sign(dt.date(2025, 1, 1), "Start <b>", is_done=True), Sign(dt.date(2027, 1, 1), "Bericht")]
    picture = gantt(
        [Bar("A", "/a/", year, None, signs), Bar("B", "/b/", day, day), Bar("C", "/c/", None, None)],
        "Plan",
        today=TODAY,
    )
    assert picture.count('class="gantt__bar"') == 2
    assert picture.count("stroke-dasharray") == 1
    assert (picture.count("gantt__sign--done"), picture.count("gantt__sign--open")) == (1, 1)
    assert "Zeitraum nicht bekannt" in picture
    assert "Start &lt;b&gt;, 01.01.2025 (erreicht)" in picture
    assert '<th scope="row"><a href="/a/">A</a></th><td></td><td>2024</td><td>offen</td>' in picture


def test_gantt_of_a_quarter_draws_what_lies_in_it() -> None:
    signs = [Sign(dt.date(2026, 5, 1), "Fest"), Sign(dt.date(2026, 8, 1), "Später")]
    bars = [Bar("A", "/a/", PartialDate.from_parts(2024), None, signs, "laufend")]
    picture = gantt(bars, "Plan", today=dt.date(2026, 9, 1), window=(dt.date(2026, 4, 1), dt.date(2026, 6, 30)))
    drawn = picture.split("<table", maxsplit=1)[0]
    assert ("Fest" in drawn, "Später" in drawn, "gantt__today" in drawn) == (True, False, False)
    assert [month for month in ("Mär", "Apr", "Mai", "Jun", "Jul") if f">{month}<" in drawn] == ["Apr", "Mai", "Jun"]
    assert '<a class="gantt__link" href="/a/" aria-label="A, laufend, 2024 bis offen">' in drawn


def test_excerpt_is_named_by_year_and_quarter_and_moves_over_the_year() -> None:
    quarter, year = Excerpt.named("2026-4"), Excerpt.named("2028")
    assert quarter
    assert year
    assert (quarter.date, quarter.last_day) == (dt.date(2026, 10, 1), dt.date(2026, 12, 31))
    assert (str(quarter.moved(1)), str(quarter.moved(-4)), str(year.moved(-1))) == (
        "1. Quartal 2027", "4. Quartal 2025", "2027",
    )  # fmt: skip
    assert [Excerpt.named(key) for key in ("", "2026-5", "26", "2026-1-1", "٢٠٢٦", "1899")] == [None] * 6


def test_zeitplan_of_a_year_has_what_runs_in_it_and_keeps_the_filter(world: World, client: Client) -> None:
    make_measure(
        title="Im Lesekreis", start_date=dt.date(2020, 1, 1), end_date=dt.date(2020, 12, 31), state="completed"
    )
    make_measure(title="Vorlesen", start_date=dt.date(2022, 1, 1), end_date=dt.date(2022, 12, 31), state="completed")
    page = sign_in(client, world.koordination).get("/massnahmen/zeitplan/?suche=lese&ausschnitt=2020")
    text = page.content.decode()
    assert ("Im Lesekreis" in text, "Vorlesen" in text) == (True, False)
    assert page.context["in_excerpt"].split()[3:] == [str(page.context["shown"]), "im", "Ausschnitt", "2020"]
    assert 'href="?suche=lese&amp;ausschnitt=2020-1"' in text


@pytest.mark.parametrize("more", [0, 2])
@pytest.mark.parametrize(("page", "queries"), [("zeitplan", 7), ("tafel", 7)])
def test_pages_need_the_same_queries_for_any_number(
    world: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries, more: int, page: str, queries: int
) -> None:
    Measure.objects.exclude(pk=world.praeventionsnetz.pk).delete()
    for measure in [world.praeventionsnetz, *(make_measure() for _ in range(more))]:
        make_milestone(measure=measure)
    sign_in(client, world.koordination)
    filter_choices()  # read once per version
    with django_assert_num_queries(queries):
        assert client.get(f"/massnahmen/{page}/").context["count"] == 1 + more


@pytest.mark.parametrize("page", ["zeitplan", "tafel"])
def test_pages_show_what_the_list_shows_and_nobody_more(world: World, client: Client, page: str) -> None:
    text = sign_in(client, world.koordination).get(f"/massnahmen/{page}/?suche=lese").content.decode()
    assert ("Lesegarten" in text, "Präventionsnetz" in text) == (True, False)
    assert "Lesegarten" not in sign_in(client, world.jugendamt_person).get(f"/massnahmen/{page}/").content.decode()


def test_board_has_a_lane_for_each_state(world: World, client: Client) -> None:
    lanes = sign_in(client, world.koordination).get("/massnahmen/tafel/").context["lanes"]
    assert {str(lane.state): lane.count for lane in lanes if lane.count} == {"idea": 1, "running": 2}
    assert len(lanes) == 7


@pytest.mark.parametrize("path", ["/massnahmen/tafel/", "/massnahmen/neu/", "/massnahmen/gemeinsam-aendern/"])
def test_states_are_explained_where_one_is_chosen(world: World, client: Client, path: str) -> None:
    page = sign_in(client, world.koordination).get(path).content.decode()
    assert [state for state in MeasureState if state.meaning not in page] == []
