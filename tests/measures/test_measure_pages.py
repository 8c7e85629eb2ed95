"""The page of one measure and the page that changes its state."""

from typing import Any

import pytest
from django.test import Client

from measures.enums import MeasureState, ProgressState, TrafficLight
from measures.models import Measure
from measures.selectors.measures import source_lines
from measures.services.measure import change_state
from neuss_integration.foundation.words.partial_dates import PartialDate, period_text
from tests.factories import (
    World,
    make_measure,
    make_organisation,
    make_progress,
    make_round,
    make_target_group,
    sign_in,
)

URL = "/massnahmen/M-2017-001/"
DETAIL_QUERIES = 19


def page(client: Client, url: str = URL) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("more", [0, 2])
def test_page_needs_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: Any, more: int
) -> None:
    for number in range(1 + more):
        make_progress(measure=world.praeventionsnetz, state=ProgressState.ACCEPTED)
        world.praeventionsnetz.partners.add(make_organisation(f"Verein {number}"))
        world.praeventionsnetz.target_groups.add(make_target_group(f"Gruppe {number}"))
        world.praeventionsnetz.events.create(actor=world.koordination, transition="start", to_state="running")
    sign_in(client, world.koordination)
    with django_assert_num_queries(DETAIL_QUERIES):
        page(client)


def test_page_keeps_state_light_and_freshness_apart(world: World, client: Client) -> None:
    make_progress(
        measure=world.praeventionsnetz,
        state=ProgressState.ACCEPTED,
        traffic_light=TrafficLight.RED,
        traffic_light_reason="Es fehlt Personal.",
    )
    shown = page(sign_in(client, world.integrationsrat_person))
    headings = [f'<h2 class="status-fact__name">{name}</h2>' for name in ("Status", "Ampel", "Aktualität")]
    assert [shown.count(heading) for heading in headings] == [1, 1, 1]
    assert "Es fehlt Personal." in shown
    assert "aktuell" in shown


def test_page_says_when_the_last_report_is_old(world: World, client: Client) -> None:
    report = make_progress(measure=world.praeventionsnetz, state=ProgressState.ACCEPTED)
    report.decided_at = report.decided_at.replace(year=report.decided_at.year - 2)
    report.save()
    assert "veraltet" in page(sign_in(client, world.koordination))


def test_page_lists_accepted_reports_newest_first_and_no_others(world: World, client: Client) -> None:
    for year in (2024, 2025):
        asked = make_round(title=f"Runde {year}", period_start=f"{year}-01-01", period_end=f"{year}-12-31")
        make_progress(
            measure=world.praeventionsnetz, round=asked, state=ProgressState.ACCEPTED, what_happened=f"In {year}"
        )
    make_progress(
        measure=world.praeventionsnetz,
        round=make_round(title="Runde offen"),
        state=ProgressState.SUBMITTED,
        what_happened="Noch nicht geprüft",
    )
    shown = page(sign_in(client, world.integrationsrat_person))
    assert shown.index("Runde 2025") < shown.index("Runde 2024")
    assert "Runde offen" not in shown
    assert "Noch nicht geprüft" not in shown


def test_page_shows_the_office_its_open_task_with_date_and_button(world: World, client: Client) -> None:
    task = make_progress(measure=world.praeventionsnetz, round=make_round(title="Runde offen"))
    button = f'<a class="kern-btn kern-btn--primary" href="/sachstand/{task.pk}/">'
    people = (world.jugendamt_person, world.koordination, world.bibliothek_person, world.integrationsrat_person)
    shown = [page(sign_in(client, person)) for person in people]
    assert [(button in each, "Runde offen</a>: offen" in each) for each in shown] == [
        (True, True), (False, True), (False, False), (False, False),
    ]  # fmt: skip
    assert f"{task.round.due_on:%d.%m.%Y}" in shown[0]


def test_page_asks_the_koordination_to_review_what_waits(world: World, client: Client) -> None:
    task = make_progress(measure=world.praeventionsnetz, round=make_round(), state=ProgressState.SUBMITTED)
    people = (world.koordination, world.jugendamt_person, world.bibliothek_person)
    shown = [page(sign_in(client, person)) for person in people]
    assert [f"/sachstand/{task.pk}/pruefen/" in each for each in shown] == [True, False, False]
    assert [f'/sachstand/{task.pk}/">' in each for each in shown] == [True, True, False]


def test_page_shows_the_internal_note_to_the_koordination_only(world: World, client: Client) -> None:
    url = "/massnahmen/M-2026-001/"
    assert "Noch nicht mit dem Träger besprochen" in page(sign_in(client, world.koordination), url)
    assert "Noch nicht mit dem Träger besprochen" not in page(sign_in(client, world.bibliothek_person), url)


def test_page_of_an_idea_is_not_found_by_others(world: World, client: Client) -> None:
    for person in (world.jugendamt_person, world.integrationsrat_person):
        assert sign_in(client, person).get("/massnahmen/M-2026-001/").status_code == 404


@pytest.mark.parametrize("number", ["M-9999-001", "x%00y", "%27%20OR%201=1", "Ä" * 300])
def test_page_of_no_measure_is_not_found(world: World, client: Client, number: str) -> None:
    assert sign_in(client, world.koordination).get(f"/massnahmen/{number}/").status_code == 404


def test_page_offers_only_what_somebody_may_do(world: World, client: Client) -> None:
    offered = {
        person.email: [part in page(sign_in(client, person)) for part in ("/bearbeiten/", "/status/", "/verlauf/")]
        for person in (world.koordination, world.jugendamt_person, world.integrationsrat_person)
    }
    assert list(offered.values()) == [[True, True, True], [True, False, True], [False, False, False]]


def test_page_shows_empty_fields_as_intended(world: World, client: Client) -> None:
    shown = page(sign_in(client, world.integrationsrat_person))
    assert "Eine Beschreibung ist noch nicht erfasst." in shown
    assert "Es gibt noch keinen angenommenen Sachstandsbericht." in shown
    assert "None" not in shown
    assert "Noch kein Geld erfasst." in shown


def test_page_shows_markup_as_text_and_only_web_addresses_as_links(world: World, client: Client) -> None:
    make_measure(
        number="M-2020-777",
        aim="<script>alert(1)</script>\n[x](javascript:alert(2))",
        sources="javascript:alert(3)\nSiehe https://www.neuss.de/a?b=1&c=2.",
    )
    shown = page(sign_in(client, world.koordination), "/massnahmen/M-2020-777/")
    assert "<script>alert" not in shown
    assert 'href="javascript' not in shown
    assert '<a href="https://www.neuss.de/a?b=1&amp;c=2" rel="noopener noreferrer external">' in shown


def test_source_lines_find_addresses_in_text() -> None:
    assert list(source_lines("Presse (https://neuss.de/a), 2013\n\n ftp://x \nhttp://b.de")) == [
        [("Presse (", False), ("https://neuss.de/a", True), ("), 2013", False)],
        [("ftp://x", False)],
        [("http://b.de", True)],
    ]


def test_period_is_said_as_far_as_it_is_known() -> None:
    start = PartialDate.from_parts(2013)
    spring = {"end_date": PartialDate.from_parts(2020, 3).last_day, "end_precision": "month"}
    known = {"start_date": start.date, "start_precision": "year"}
    measures = [Measure(**fields) for fields in (known, spring, known | spring, {})]
    assert [period_text(each.start, each.end) for each in measures] == [
        "seit 2013",
        "bis März 2020",
        "2013 bis März 2020",
        "",
    ]


def test_state_page_offers_only_possible_steps(world: World, client: Client) -> None:
    form = sign_in(client, world.koordination).get(f"{URL}status/").context["form"]
    assert [key for key, _ in form.fields["transition"].widget.choices] == ["pause", "complete", "make_routine", "drop"]


def test_state_page_takes_a_step_once(world: World, client: Client) -> None:
    sent = {"transition": "pause", "reason": "Umbau der Räume"}
    sign_in(client, world.koordination)
    assert [client.post(f"{URL}status/", sent).status_code for _ in range(2)] == [302, 302]
    after = Measure.objects.get(pk=world.praeventionsnetz.pk)
    assert (after.state, after.state_reason, after.events.count()) == (MeasureState.PAUSED, "Umbau der Räume", 1)


def test_state_page_asks_for_the_reason_and_keeps_what_was_typed(world: World, client: Client) -> None:
    form = sign_in(client, world.koordination).post(f"{URL}status/", {"transition": "drop"}).context["form"]
    assert form.errors == {"reason": ["Bitte begründen Sie den Schritt „Nicht weiter verfolgen“."]}
    change_state(world.praeventionsnetz, by=world.vertretung, transition="complete")
    late = client.post(f"{URL}status/", {"transition": "pause", "reason": "Lange Begründung"})
    assert late.context["form"].errors == {
        "transition": ["„Ruhen lassen“ ist im Status „abgeschlossen“ nicht möglich."]
    }
    assert "Lange Begründung" in late.content.decode()


def test_state_page_is_for_the_koordination(world: World, client: Client) -> None:
    assert sign_in(client, world.jugendamt_person).post(f"{URL}status/", {"transition": "complete"}).status_code == 403
    assert Measure.objects.get(pk=world.praeventionsnetz.pk).state == MeasureState.RUNNING
