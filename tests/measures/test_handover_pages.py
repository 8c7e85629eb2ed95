"""The page that hands an office over: form, preview, confirmation."""

import datetime as dt
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from measures.models import Handover, Measure
from neuss_integration.accounts.models import Membership
from neuss_integration.city.models import Department
from tests.factories import World, make_measure, make_progress, sign_in

YESTERDAY = timezone.localdate() - dt.timedelta(days=1)
RENAMED = {"kind": "renamed", "last_day": f"{YESTERDAY:%d.%m.%Y}", "new_offices": "Amt für Jugend"}
SPLIT = RENAMED | {"kind": "split", "new_offices": "Amt A\nAmt B"}


@pytest.fixture
def url(world: World, client: Client) -> str:
    """The page for the Jugendamt; the Koordination is signed in."""
    sign_in(client, world.koordination)
    return f"/stammdaten/fachdienststellen/{world.jugendamt.pk}/uebergabe/"


def text_of(response: HttpResponse) -> str:
    """The HTML of a page that was shown."""
    assert response.status_code == 200
    return response.content.decode()


def test_page_is_reached_from_the_office_by_the_coordination_only(world: World, client: Client, url: str) -> None:
    office = f"/stammdaten/fachdienststellen/{world.jugendamt.pk}/"
    assert url in text_of(client.get(office))
    assert url in text_of(client.get(f"{office}ende/"))
    assert url not in text_of(sign_in(client, world.verwaltung_person).get(office))


def test_preview_shows_what_moves_and_writes_nothing(world: World, client: Client, url: str) -> None:
    make_progress(measure=world.praeventionsnetz)
    shown = text_of(client.post(url, RENAMED))
    for text in ("Noch ist nichts geändert.", "M-2017-001", "Amt für Jugend", "Sachbearbeitung Jugendamt", "Sachstand"):
        assert text in shown
    assert (Handover.objects.count(), Department.objects.filter(name="Amt für Jugend").count()) == (0, 0)


def test_confirmed_handover_is_told_and_done_once(world: World, client: Client, url: str) -> None:
    key = client.get(url).context["form"].initial["submission_key"]
    sent = RENAMED | {"step": "confirm", "submission_key": str(key)}
    answers = [client.post(url, sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Handover.objects.count() == 1
    shown = text_of(client.get(url))
    assert "umbenannt, übernommen von Amt für Jugend (1 Maßnahme, 1 Rolle einer Person)" in shown


def test_split_asks_for_each_measure_and_person(world: World, client: Client, url: str) -> None:
    second = make_measure(lead_department=world.jugendamt)
    role = Membership.objects.get(user=world.jugendamt_person)
    shown = text_of(client.post(url, SPLIT))
    assert f'aria-label="Wer übernimmt {second.number}?"' in shown
    assert 'aria-label="Wohin wechselt Sachbearbeitung Jugendamt?"' in shown
    chosen = {
        f"massnahme-{world.praeventionsnetz.pk}": "neu:Amt A",
        f"massnahme-{second.pk}": "neu:Amt B",
        f"person-{role.pk}": "",
        "step": "confirm",
    }
    assert client.post(url, SPLIT | chosen).status_code == 302
    assert Measure.objects.get(pk=second.pk).lead_department.name == "Amt B"
    assert not Membership.objects.current().filter(user=world.jugendamt_person).exists()


def test_assignment_that_is_missing_or_wrong_is_asked_again(world: World, client: Client, url: str) -> None:
    shown = text_of(client.post(url, SPLIT | {"step": "confirm"}))
    assert "data-error-summary" in shown
    wrong = {f"massnahme-{world.praeventionsnetz.pk}": "neu:Amt C", "step": "confirm"}
    assert "gibt es nicht mehr" in text_of(client.post(url, SPLIT | wrong))
    assert Handover.objects.count() == 0


def test_assignments_survive_going_back(world: World, client: Client, url: str) -> None:
    name = f"massnahme-{world.praeventionsnetz.pk}"
    back = text_of(client.post(url, SPLIT | {name: "neu:Amt B", "step": "edit"}))
    assert (f'value="neu:Amt B" name="{name}"' in back, "Amt A\nAmt B" in back) == (True, True)
    again = client.post(url, SPLIT | {name: "neu:Amt B"})
    assert again.context["assign"][name].value() == "neu:Amt B"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": ""}, "Bitte wählen Sie bei „Was geschieht mit der Stelle?“ etwas aus."),
        ({"kind": "split"}, "mindestens zwei Stellen"),
        ({"last_day": "31.12.2090"}, "Der letzte Tag muss vorbei sein"),
        ({"last_day": "gestern"}, "als Datum an"),
        ({"new_offices": ""}, "genau eine Nachfolge"),
        ({"new_offices": "A\x00B"}, "Steuerzeichen"),
        ({"successors": ["999999"]}, "gibt es nicht mehr"),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_kept(
    client: Client, url: str, change: dict[str, Any], sentence: str
) -> None:
    shown = text_of(client.post(url, RENAMED | {"reason": "Verfügung vom Mai"} | change))
    assert sentence in shown
    assert "Verfügung vom Mai" in shown


def test_name_that_is_taken_is_refused_on_confirming(client: Client, url: str) -> None:
    shown = text_of(client.post(url, RENAMED | {"new_offices": "Stadtbibliothek", "step": "confirm"}))
    assert "„Stadtbibliothek“: Diesen Namen gibt es hier schon." in shown


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("data", "queries"), [({}, 18), (SPLIT, 17)])
def test_page_needs_the_same_queries_at_any_length(
    world: World,
    client: Client,
    url: str,
    django_assert_num_queries: Any,
    rows: int,
    data: dict[str, str],
    queries: int,
) -> None:
    for _ in range(rows):
        make_progress(measure=make_measure(lead_department=world.jugendamt))
    with django_assert_num_queries(queries):
        text_of(client.post(url, data) if data else client.get(url))


def test_markup_in_names_is_shown_as_text(client: Client, url: str) -> None:
    shown = text_of(client.post(url, RENAMED | {"new_offices": "<script>alert(1)</script>"}))
    assert "<script>alert" not in shown
