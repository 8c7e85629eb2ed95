"""The list of measures: what is shown to whom, filters, order, pages."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from measures.enums import MeasureState, ProgressState, TrafficLight
from measures.models import Measure
from measures.selectors.filter_choices import filter_choices
from measures.selectors.measures import THREE_FACTS
from tests.factories import World, make_department, make_measure, make_person, make_progress, sign_in

LIST_QUERIES = 7


def titles(client: Client, query: str = "") -> list[str]:
    response = client.get(f"/massnahmen/?{query}")
    assert response.status_code == 200
    return [row[1] for row in response.context["page_obj"].object_list]


@pytest.mark.parametrize("more", [0, 2])
def test_list_needs_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries, more: int
) -> None:
    Measure.objects.exclude(pk=world.vorlesestunden.pk).delete()
    for measure in [world.vorlesestunden, *(make_measure(districts=[world.erfttal]) for _ in range(more))]:
        make_progress(measure=measure, state=ProgressState.ACCEPTED)
    sign_in(client, world.koordination)
    filter_choices()  # read once per version
    with django_assert_num_queries(LIST_QUERIES):
        assert len(titles(client)) == 1 + more


def test_list_shows_ideas_to_the_office_concerned_and_the_koordination_only(world: World, client: Client) -> None:
    shown = {
        person.email: "Lesegarten Erfttal" in titles(sign_in(client, person))
        for person in (
            world.koordination,
            world.bibliothek_person,
            world.jugendamt_person,
            world.integrationsrat_person,
        )
    }
    assert list(shown.values()) == [True, True, False, False]


def test_list_is_forbidden_without_a_reading_role(world: World, client: Client) -> None:
    assert sign_in(client, world.nobody).get("/massnahmen/").status_code == 403
    assert sign_in(client, world.verwaltung_person).get("/massnahmen/").status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("suche=VORLESE", ["Mehrsprachige Vorlesestunden"]),
        ("suche=praevention", ["Präventionsnetz Kein Kind zurücklassen"]),
        ("suche=Prävention+zurueck", ["Präventionsnetz Kein Kind zurücklassen"]),
        ("suche=Prävention+Vorlese", []),
        ("erfolgsfaktor=8", ["Mehrsprachige Vorlesestunden"]),
        ("stadtteil=9", ["Präventionsnetz Kein Kind zurücklassen"]),
        ("stadtteil=stadt", ["Mehrsprachige Vorlesestunden"]),
        ("status=idea", ["Lesegarten Erfttal"]),
        ("status=idea&stadtteil=9", []),
    ],
)
def test_list_filters(world: World, client: Client, query: str, found: list[str]) -> None:
    assert titles(sign_in(client, world.koordination), query) == found


def test_list_filters_by_field_and_by_leading_or_contributing_office(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    world.vorlesestunden.contributing_departments.add(world.jugendamt)
    assert titles(client, f"handlungsfeld={world.beteiligung.pk}") == [world.praeventionsnetz.title]
    both = [world.vorlesestunden.title, world.praeventionsnetz.title]
    assert titles(client, f"fachdienststelle={world.jugendamt.pk}") == both


def test_list_filters_by_the_light_of_the_last_accepted_report(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    make_progress(
        measure=world.vorlesestunden,
        state=ProgressState.ACCEPTED,
        traffic_light=TrafficLight.RED,
        traffic_light_reason="Es fehlt Personal.",
    )
    make_progress(measure=world.praeventionsnetz, state=ProgressState.SUBMITTED)
    assert titles(client, "ampel=red") == [world.vorlesestunden.title]
    assert titles(client, "ampel=green") == []
    assert world.praeventionsnetz.title in titles(client, "ampel=unknown")


def test_list_filters_by_age_of_the_last_report_and_explains_the_three_facts(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    long_ago = timezone.now() - dt.timedelta(days=19 * 31)
    make_progress(measure=world.vorlesestunden, state=ProgressState.ACCEPTED, decided_at=long_ago)
    make_progress(measure=world.praeventionsnetz, state=ProgressState.ACCEPTED)
    found = {
        age: titles(client, f"aktualitaet={age}&status=running") for age in ("aktuell", "veraltet", "nicht-aktuell")
    }
    net, reading = [world.praeventionsnetz.title], [world.vorlesestunden.title]
    assert found == {"aktuell": net, "veraltet": reading, "nicht-aktuell": reading}
    page = client.get("/massnahmen/").text
    assert [page.count(sentence) for sentence in THREE_FACTS.values()] == [2, 2, 2]


@pytest.mark.parametrize(
    "query",
    ["stadtteil=999", "status=erfunden", "fachdienststelle=' OR 1=1", "ampel=blau", "suche=%00", "erfolgsfaktor=x"],
)
def test_list_says_which_filter_does_not_exist_and_shows_all(world: World, client: Client, query: str) -> None:
    sign_in(client, world.koordination)
    label = {"fachdienststelle": "Fachdienststelle"}.get(query.split("=")[0], query.split("=")[0].capitalize())
    shown = client.get(f"/massnahmen/?{query}").context
    assert shown["ignored"] == [f"Den Filter „{label}“ gibt es mit diesem Wert nicht. Er wurde nicht beachtet."]
    assert len(shown["page_obj"].object_list) == 3


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("nummer", "M-2013-001"), ("-nummer", "M-2026-001"), ("titel", "M-2026-001"), ("-titel", "M-2017-001"),
        ("handlungsfeld", "M-2013-001"), ("-handlungsfeld", "M-2017-001"), ("federfuehrung", "M-2017-001"),
        ("-federfuehrung", "M-2026-001"), ("status", "M-2026-001"), ("bericht", "M-2017-001"),
        ("-bericht", "M-2017-001"), ("erfunden", "M-2013-001"),
    ],
)  # fmt: skip
def test_list_sorts(world: World, client: Client, sort: str, first: str) -> None:
    make_progress(measure=world.praeventionsnetz, state=ProgressState.ACCEPTED)
    response = sign_in(client, world.koordination).get(f"/massnahmen/?sortierung={sort}")
    assert response.context["page_obj"].object_list[0][0] == first


def test_list_marks_the_sorted_column(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    assert client.get("/massnahmen/").content.decode().count('aria-sort="ascending"') == 1
    page = client.get("/massnahmen/?sortierung=-titel").content.decode()
    assert page.count('aria-sort="descending"') == 1


def test_list_has_pages_of_the_chosen_size(world: World, client: Client) -> None:
    ties = {"field_of_action": world.bildung, "lead_department": world.jugendamt}
    Measure.objects.bulk_create(
        Measure(number=f"M-2020-{n:03d}", title=f"T {n}", kind="project", state=MeasureState.RUNNING, **ties)
        for n in range(60)
    )
    sign_in(client, world.koordination)
    assert len(titles(client)) == 50
    assert len(titles(client, "anzahl=25&seite=3")) == 13
    assert len(titles(client, "anzahl=7000&seite=abc")) == 50
    page = client.get("/massnahmen/?status=running&seite=2").content.decode()
    assert "<strong>62</strong> Maßnahmen" in page
    assert 'href="?status=running&amp;seite=1"' in page


def test_list_has_a_chip_for_each_filter_that_removes_it(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    chips = client.get("/massnahmen/?status=running&stadtteil=9&suche=netz&seite=1").context["chips"]
    assert chips == [
        ("Suche: „netz“", "?status=running&stadtteil=9"),
        ("Stadtteil: 09 Weckhoven", "?status=running&suche=netz"),
        ("Status: laufend", "?stadtteil=9&suche=netz"),
    ]


def test_list_says_what_to_do_when_nothing_is_there(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    assert "Keine Maßnahme passt zu diesen Filtern" in client.get("/massnahmen/?suche=xyz").content.decode()
    Measure.objects.all().delete()
    assert "Erste Maßnahme anlegen" in client.get("/massnahmen/").content.decode()
    reader = sign_in(client, world.integrationsrat_person).get("/massnahmen/").content.decode()
    assert "die Sie sehen können" in reader
    assert "anlegen" not in reader


def test_list_shows_light_and_date_of_the_last_report(world: World, client: Client) -> None:
    at = dt.datetime(2026, 3, 12, 10, tzinfo=dt.UTC)
    make_progress(measure=world.vorlesestunden, state=ProgressState.ACCEPTED, decided_at=at)
    page = sign_in(client, world.integrationsrat_person).get("/massnahmen/").content.decode()
    assert "12.03.2026" in page
    assert page.count("traffic-light--success") == 1


def test_list_shows_markup_in_titles_as_text(world: World, client: Client) -> None:
    make_measure(title="<script>alert(1)</script> {{ 7 }} {0}", lead_department=make_department("Amt & <b>Söhne</b>"))
    page = sign_in(client, world.koordination).get("/massnahmen/?suche=%3Cscript%3E").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 }} {0}" in page
    assert "Amt &amp; &lt;b&gt;Söhne" in page


def test_list_is_not_shown_without_sign_in(client: Client, db: None) -> None:
    make_person("x@neuss.example")
    assert client.get("/massnahmen/").status_code == 302
