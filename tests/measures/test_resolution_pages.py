"""Pages of resolutions, and where else they show."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from measures.models import Resolution
from measures.services.orders import report_order
from neuss_integration.city.enums import ResolutionResult
from neuss_integration.city.models import ParliamentaryGroup
from success_factors.enums import EditionState
from tests.factories import World, make_committee, make_edition, make_goal, make_measure, make_resolution, sign_in


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def typed(world: World, **changes: Any) -> dict[str, Any]:
    """What a person types into the form."""
    return {
        "title": "Präventionsnetz verstetigen",
        "committee": world.integrationsausschuss.pk,
        "resolved": "01.03.2024",
        "result": "approved",
        "is_unanimous": "",
        "measures": "m-2017-001; M-2013-001",
        "version": "1",
    } | changes


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("url", "queries"), [("/beschluesse/", 16), ("/beschluesse/{pk}/", 14)])
def test_pages_need_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: Any, rows: int, url: str, queries: int
) -> None:
    for _ in range(rows):
        things = {"measures": [make_measure() for _ in range(rows)], "goals": [make_goal() for _ in range(rows)]}
        resolution = make_resolution(**things, editions=[goal.guiding_goal.edition for goal in things["goals"]])  # type: ignore[attr-defined]
        busy(world, resolution, rows)
    sign_in(client, world.integrationsrat_person)
    with django_assert_num_queries(queries):
        page(client, url.format(pk=resolution.pk))


def busy(world: World, resolution: Resolution, rows: int) -> None:
    """An order, and so many groups, Gremien and notes."""
    Resolution.objects.filter(pk=resolution.pk).update(
        order_text="Berichten", state="open", responsible_department=world.jugendamt
    )
    for number in range(rows):
        resolution.proposers.add(ParliamentaryGroup.objects.get_or_create(name=f"Fraktion {number}")[0])
        body = make_committee(f"Ausschuss {number}")
        resolution.consultations.create(committee=body, kind="advice", day=dt.date(2024, 2, 1))
        report_order(resolution, by=world.koordination, step="note", text="Angefragt.")


def test_resolution_is_entered_for_a_measure_and_shown_there(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    assert "M-2017-001</textarea>" in page(client, "/beschluesse/neu/?massnahme=M-2017-001")
    client.post("/beschluesse/neu/", typed(world, votes_for="9", votes_against="2", abstentions="1"))
    made = Resolution.objects.get()
    assert set(made.measures.all()) == {world.praeventionsnetz, world.vorlesestunden}
    for url in (f"/beschluesse/{made.pk}/", "/massnahmen/M-2017-001/", "/beschluesse/", "/erfolgsfaktoren/4/"):
        shown = page(client, url)
        assert "Präventionsnetz verstetigen" in shown
        assert "9 Ja, 2 Nein, 1 Enthaltung" in shown


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"measures": "M-2017-001, M-1999-777"}, "Diese Maßnahmen gibt es nicht: M-1999-777."),
        ({"votes_for": "9"}, "auch eine 0 ist eine Angabe"),
        ({"votes_for": "2", "votes_against": "9"}, "mehr Ja- als Nein-Stimmen"),
        ({"votes_for": "9", "votes_against": "1", "is_unanimous": "True"}, "ohne Nein-Stimme"),
        ({"resolved": "01.03.2090"}, "liegt in der Zukunft"),
        ({"resolved": "31.02.2024"}, "Diesen Tag gibt es im Kalender nicht."),
        ({"link": "javascript:alert(1)"}, "als Adresse an"),
        ({"result": "burnt"}, "gibt es nicht mehr"),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_kept(
    world: World, client: Client, change: dict[str, str], sentence: str
) -> None:
    shown = sign_in(client, world.koordination).post("/beschluesse/neu/", typed(world, **change)).content.decode()
    assert sentence in shown
    assert 'value="Präventionsnetz verstetigen"' in shown
    assert Resolution.objects.count() == 0


def test_second_writer_sees_both_versions(world: World, client: Client) -> None:
    resolution = make_resolution(title="Alt", measures=[world.praeventionsnetz])
    url = f"/beschluesse/{resolution.pk}/bearbeiten/"
    sign_in(client, world.koordination)
    assert client.post(url, typed(world, title="Erste")).status_code == 302
    conflict = client.post(url, typed(world, title="Zweite", measures="M-2017-001"))
    assert conflict.status_code == 409
    assert "M-2013-001" in conflict.content.decode()
    assert Resolution.objects.get().title == "Erste"
    assert "Erste" in page(client, f"/beschluesse/{resolution.pk}/verlauf/")


def test_resolution_that_is_there_is_linked_to_a_goal(world: World, client: Client) -> None:
    resolution, goal = make_resolution(title="Haushalt 2024"), make_goal(text="Ein Treff je Stadtteil")
    sign_in(client, world.koordination)
    assert "ohne Beschluss" in page(client, f"/ziele/{goal.pk}/")
    assert "Haushalt 2024" in page(client, f"/beschluesse/verknuepfen/ziel/{goal.pk}/")
    client.post(f"/beschluesse/verknuepfen/ziel/{goal.pk}/", {"resolution": resolution.pk})
    assert list(resolution.goals.all()) == [goal]
    assert "Ein Treff je Stadtteil" in page(client, f"/beschluesse/{resolution.pk}/")
    assert "Haushalt 2024" in page(client, f"/ziele/{goal.pk}/")


@pytest.mark.parametrize("thing", ["ziel/999999", "ziel/abc", "haus/1", "massnahme/M-1999-777", f"ziel/{'9' * 40}"])
def test_nothing_to_link_is_not_found(world: World, client: Client, thing: str) -> None:
    assert sign_in(client, world.koordination).get(f"/beschluesse/verknuepfen/{thing}/").status_code == 404


def test_list_is_filtered_and_ignores_what_does_not_exist(world: World, client: Client) -> None:
    council = make_committee("Rat der Stadt Neuss")
    make_resolution(title="Haushalt", committee=council, result=ResolutionResult.REJECTED)
    make_resolution(title="Leitbild", search_text="leitbild")
    sign_in(client, world.integrationsrat_person)
    for query, found in (
        (f"gremium={council.pk}", (True, False)),
        ("ergebnis=approved", (False, True)),
        ("suche=LEITBILD", (False, True)),
        ("jahr=2024", (True, True)),
        ("jahr=1999&gremium=abc&ergebnis=burnt", (True, True)),
    ):
        shown = page(client, f"/beschluesse/?{query}")
        assert (">Haushalt<" in shown, ">Leitbild<" in shown) == found, query
    assert "Kein Beschluss passt" in page(client, "/beschluesse/?suche=Schwimmbad")


def test_what_may_not_be_seen_is_not_shown_through_a_resolution(world: World, client: Client) -> None:
    edition = make_edition(title="Geheime Fassung", state=EditionState.DRAFT)
    drafted = make_goal(text="Entworfenes Ziel", edition=edition)
    resolution = make_resolution(measures=[world.lesegarten], goals=[drafted], editions=[edition])
    urls = ("/beschluesse/", f"/beschluesse/{resolution.pk}/")
    shown = "".join(page(sign_in(client, world.integrationsrat_person), url) for url in urls)
    inside = "".join(page(sign_in(client, world.koordination), url) for url in urls)
    texts = ("Lesegarten", "Entworfenes Ziel", "Geheime Fassung")
    assert [text in shown for text in texts] == [False] * 3
    assert [text in inside for text in texts] == [True] * 3


def test_goals_without_resolution_are_filtered(world: World, client: Client) -> None:
    make_resolution(goals=[make_goal(text="Beschlossenes Ziel")])
    make_goal(text="Bloßes Ziel")
    sign_in(client, world.integrationsrat_person)
    shown = page(client, "/ziele/?beschluss=ohne")
    assert ("Beschlossenes Ziel" in shown, "Bloßes Ziel" in shown) == (False, True)
    assert "Beschluss: ohne Beschluss" in shown
