"""Pages of the Koordination: the queue and the decision."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from measures.models import ProgressReport
from measures.services import progress
from tests.factories import World, make_measure, make_progress, make_round, sign_in
from tests.measures.answers import COMPLETE, acting_for_both, task_of


@pytest.fixture
def office(client: Client, world: World) -> Client:
    """A browser in which the Koordination is signed in."""
    return sign_in(client, world.koordination)


def text_of(response: Any) -> str:
    """The page with single spaces."""
    return " ".join(response.content.decode().split())


def address(report: ProgressReport) -> str:
    """The page on which `report` is reviewed."""
    return f"/sachstand/{report.pk}/pruefen/"


def accepting(report: ProgressReport) -> dict[str, str]:
    """What the button „Annehmen“ sends."""
    return {"action": "accept", "version": str(report.version)}


def returning(report: ProgressReport, comment: str = "Wie viele kamen?") -> dict[str, str]:
    """What the button „Mit Rückfrage zurückgeben“ sends."""
    return {"action": "return", "version": str(report.version), "comment": comment}


@pytest.mark.parametrize("rows", [1, 3])
def test_queue_has_the_same_queries_for_any_number(
    office: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for _ in range(rows):
        make_progress(state="submitted")
    with django_assert_num_queries(7):
        page = text_of(office.get("/sachstand/pruefung/"))
    assert page.count("/pruefen/") == rows


def test_queue_orders_by_due_date_then_by_light(office: Client) -> None:
    later, sooner = make_round(), make_round(due_on=timezone.localdate() + dt.timedelta(days=3))
    reason = {"traffic_light_reason": "Geld fehlt."}
    for asked, light in ((later, "red"), (sooner, "green"), (sooner, "unknown"), (sooner, "yellow"), (sooner, "red")):
        make_progress(round=asked, state="submitted", traffic_light=light, **reason)
    make_progress(round=sooner, state="accepted", traffic_light="red", **reason)
    context = office.get("/sachstand/pruefung/").context
    shown = [(report.round == later, report.traffic_light) for report in context["reports"]]
    assert shown == [*((False, light) for light in ("red", "yellow", "unknown", "green")), (True, "red")]
    assert [(light.value, count) for light, count in context["counts"]] == [
        ("red", 2),
        ("yellow", 1),
        ("unknown", 1),
        ("green", 1),
    ]


def test_empty_queue_says_so(office: Client) -> None:
    assert "wartet kein Bericht auf Ihre Entscheidung" in text_of(office.get("/sachstand/pruefung/"))


def reviewed(world: World) -> ProgressReport:
    """A submitted report with a last one, in which light and text differ."""
    last = task_of(world, state="accepted", next_step="Weiter so.", participants=30)
    return task_of(
        world,
        round=make_round(),
        state="submitted",
        previous=last,
        traffic_light="red",
        traffic_light_reason="Geld fehlt.",
        what_happened="Das Angebot fand selten statt.",
        next_step="Weiter so.",
        internal_note="Bitte anrufen.",
    )


def test_review_marks_what_changed(office: Client, world: World) -> None:
    response = office.get(address(reviewed(world)))
    assert {field.label: field.is_changed for field, _ in response.context["fields"]} == {
        "Status der Maßnahme": False,
        "Ampel": True,
        "Begründung der Ampel": True,
        "Was ist geschehen?": True,
        "Folgerung und nächster Schritt": False,
        "Teilnehmende": True,
    }
    page = text_of(response)
    assert (page.count(">geändert<"), "<ins>selten </ins>" in page) == (4, True)
    assert "Bitte anrufen." in page


def test_review_of_a_first_report_marks_nothing(office: Client, world: World) -> None:
    page = text_of(office.get(address(task_of(world, state="submitted"))))
    assert "Erster Bericht zu dieser Maßnahme" in page
    assert "geändert" not in page


def test_review_has_a_fixed_number_of_queries(
    office: Client, world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    report = reviewed(world)
    with django_assert_num_queries(14):
        office.get(address(report))


def test_review_warns_of_a_new_status(office: Client, world: World) -> None:
    page = text_of(office.get(address(task_of(world, state="submitted", measure_state="completed"))))
    assert "wechselt die Maßnahme von „laufend“ zu „abgeschlossen“" in page


def test_accept_goes_on_with_the_next_report(office: Client, world: World) -> None:
    report, other = task_of(world, state="submitted"), make_progress(state="submitted")
    response = office.post(address(report), accepting(report))
    report.refresh_from_db()
    assert (report.state, report.decided_by, response.url) == ("accepted", world.koordination, address(other))
    assert office.post(address(other), accepting(other)).url == "/sachstand/pruefung/"


def test_return_sends_the_comment(office: Client, world: World) -> None:
    report = task_of(world, state="submitted")
    page = text_of(office.post(address(report), returning(report), follow=True))
    report.refresh_from_db()
    assert (report.state, report.return_comment) == ("returned", "Wie viele kamen?")
    assert "ist mit Ihrer Rückfrage zurückgegeben." in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"action": "return", "comment": ""}, "Bitte schreiben Sie, was die Fachdienststelle ändern"),
        ({"action": "return", "comment": " \n "}, "Bitte schreiben Sie, was die Fachdienststelle ändern"),
        ({"action": "accept", "comment": "Und wo?"}, "Beim Annehmen geht keine Rückfrage an die Fachdienststelle."),
        ({"action": "delete"}, "gibt es nicht mehr"),
        ({"action": "return", "comment": "a\x00"}, "unsichtbare Steuerzeichen"),
        ({"action": "accept", "version": "x"}, "als ganze Zahl an"),
    ],
)
def test_decision_is_refused_with_a_sentence(
    office: Client, world: World, typed: dict[str, str], sentence: str
) -> None:
    report = task_of(world, state="submitted")
    page = text_of(office.post(address(report), {"version": "1"} | typed))
    report.refresh_from_db()
    assert sentence in page
    assert (report.state, report.events.count()) == ("submitted", 0)


def test_two_accept_at_once_and_one_counts(office: Client, world: World) -> None:
    report = task_of(world, state="submitted")
    progress.accept(report, by=world.vertretung)
    page = text_of(office.post(address(report), accepting(report), follow=True))
    assert "hat Vertretung Koordination schon angenommen." in page
    assert report.events.count() == 1


def test_return_after_another_accepted_keeps_the_comment(office: Client, world: World) -> None:
    report = task_of(world, state="submitted")
    progress.accept(report, by=world.vertretung)
    page = text_of(office.post(address(report), returning(report)))
    assert "im Status „angenommen“ nicht möglich. Entschieden hat Vertretung Koordination." in page
    assert "Wie viele kamen?" in page
    assert 'value="accept"' not in page


def test_decision_about_an_older_answer_shows_the_new_one(office: Client, world: World) -> None:
    report = task_of(world, state="submitted")
    returned = progress.return_for_revision(report, by=world.vertretung, comment="Wo?")
    values = {"what_happened": "Nun in Erfttal."}
    progress.submit(returned, by=world.jugendamt_person, expected_version=2, values=values)
    page = text_of(office.post(address(report), returning(report, "Wie viele kamen?")))
    for text in ("inzwischen eine neue Fassung eingereicht", "Nun in Erfttal.", "Wie viele kamen?", 'value="3"'):
        assert text in page
    assert ProgressReport.objects.get().state == "submitted"


def test_own_answer_cannot_be_accepted(client: Client, world: World) -> None:
    both = acting_for_both(world)
    report = progress.submit(task_of(world), by=both, expected_version=1, values=COMPLETE)
    sign_in(client, both)
    page = text_of(client.get(address(report)))
    assert "Diesen Bericht haben Sie selbst eingereicht." in page
    assert 'value="accept"' not in page
    assert "Den eigenen Bericht kann man nicht selbst annehmen." in text_of(
        client.post(address(report), accepting(report))
    )


def test_impossible_status_is_refused_with_a_sentence(office: Client) -> None:
    report = make_progress(measure=make_measure(state="completed"), state="submitted", measure_state="planned")
    assert "Die Maßnahme ist inzwischen „abgeschlossen“" in text_of(office.post(address(report), accepting(report)))


@pytest.mark.parametrize("state", ["todo", "in_progress", "returned", "accepted", "no_response"])
def test_review_of_what_does_not_wait_leads_to_the_report(office: Client, world: World, state: str) -> None:
    report = task_of(world, state=state)
    assert office.get(address(report)).url == report.get_absolute_url()


@pytest.mark.parametrize(
    "person", ["jugendamt_person", "rundertisch_person", "integrationsrat_person", "verwaltung_person"]
)
def test_review_is_for_the_coordination_only(client: Client, world: World, person: str) -> None:
    report = task_of(world, state="submitted", internal_note="Streng vertraulich.")
    sign_in(client, getattr(world, person))
    answers = [
        client.get("/sachstand/pruefung/"),
        client.get(address(report)),
        client.post(address(report), accepting(report)),
    ]
    assert [answer.status_code for answer in answers] == [403] * 3
    assert not any("Streng vertraulich." in text_of(answer) for answer in answers)
    assert ProgressReport.objects.get().state == "submitted"
