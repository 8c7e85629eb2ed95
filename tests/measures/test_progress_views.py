"""The form in which an office answers."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from measures.enums import MeasureState, RoundState
from measures.models import ProgressReport
from measures.services import progress
from tests.factories import World, make_round, sign_in
from tests.measures.answers import TYPED, task_of, text_of, with_last


def test_form_has_a_fixed_number_of_queries(
    jugendamt: Client, world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    task = with_last(world)
    jugendamt.get(task.get_absolute_url())  # what can be chosen is read once
    with django_assert_num_queries(17):
        jugendamt.get(task.get_absolute_url())


def test_form_shows_the_last_answers_and_what_is_known(jugendamt: Client, world: World) -> None:
    task = with_last(world, cost=Decimal("1234.50"))
    ProgressReport.objects.filter(pk=task.pk).update(measure_state="running", traffic_light="green")
    response = jugendamt.get(task.get_absolute_url())
    form = response.context["form"]
    rows = {row.field.name: str(row.last) for section in form.sections() for row in section.rows if row.last}
    assert rows == {
        "what_happened": "Das Angebot fand wie geplant statt.",
        "next_step": "Weiter so.",
        "participants": "30",
        "cost": "1.234,50 Euro",
    }
    assert (form["measure_state"].value(), form["traffic_light"].value()) == ("running", "green")


def test_form_explains_each_traffic_light(jugendamt: Client, world: World) -> None:
    page = text_of(jugendamt.get(task_of(world).get_absolute_url()))
    for meaning in ("Es läuft nach Plan.", "selbst beheben", "Das Ziel ist gefährdet", "nicht beurteilen"):
        assert meaning in page


def test_form_explains_each_state_that_can_be_chosen(jugendamt: Client, world: World) -> None:
    response = jugendamt.get(task_of(world).get_absolute_url())
    states = [MeasureState(value) for value, _ in response.context["form"].fields["measure_state"].choices]
    assert [state.meaning in text_of(response) for state in states] == [True] * len(states) != []


def test_form_shows_the_question_of_the_coordination(jugendamt: Client, world: World) -> None:
    page = text_of(jugendamt.get(task_of(world, state="returned").get_absolute_url()))
    assert page.index("Bitte nennen Sie die Zahl der Teilnehmenden.") < page.index('id="sachstand"')


def test_form_leads_from_each_question_at_the_top_to_its_field(jugendamt: Client, world: World) -> None:
    task = task_of(world, state="submitted")
    asked = {"participants": "Wie viele kamen?", "traffic_light": "Wirklich grün?"}
    progress.return_for_revision(task, by=world.koordination, comments=asked)
    page = jugendamt.get(task.get_absolute_url()).content.decode()
    links = re.findall(r'<li><a href="#(id_\w+)">[^<]+</a>: ([^<]+)</li>', page)
    assert links[:2] == [("id_traffic_light", "Wirklich grün?"), ("id_participants", "Wie viele kamen?")]
    assert all(f'id="{anchor}"' in page for anchor, _ in links[:2])


def test_form_tells_wrong_and_missing_at_once(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    typed = {"version": "1", "action": "submit", "participants": "viele"}
    page = jugendamt.post(task.get_absolute_url(), typed).content.decode()
    listed = page[page.index("data-error-summary") : page.index("data-meter")]
    names = ("participants", "measure_state", "traffic_light", "what_happened")
    assert [name for name in names if f'href="#id_{name}' not in listed] == []


def test_form_submits_german_numbers(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    assert jugendamt.post(task.get_absolute_url(), TYPED).url == "/sachstand/"
    task.refresh_from_db()
    assert (task.state, task.participants, task.staff_hours, task.cost) == (
        "submitted",
        1204,
        Decimal("12.5"),
        Decimal("1234.50"),
    )


def test_form_saves_an_incomplete_draft(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    typed = {"version": "1", "action": "draft", "cost": "5"}
    page = text_of(jugendamt.post(task.get_absolute_url(), typed, follow=True))
    task.refresh_from_db()
    assert "Der Entwurf ist gespeichert." in page
    assert (task.state, task.cost) == ("in_progress", 5)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"cost": "-1"}, "„Kosten in Euro“ kann nicht negativ sein."),
        ({"participants": "-3"}, "„Teilnehmende“ kann nicht negativ sein."),
        ({"participants": "viele"}, "Bitte geben Sie „Teilnehmende“ als"),
        ({"participants": "2,5"}, "Bitte geben Sie „Teilnehmende“ als ganze Zahl an"),
        ({"participants": "3000000000"}, "„Teilnehmende“ ist zu groß"),
        ({"staff_hours": "123456789,5"}, "„Personalstunden“"),
        ({"cost": "99999999999,99"}, "„Kosten in Euro“"),
        ({"raised_funds": "1,234"}, "„Eingeworbene Mittel in Euro“ hat zu viele Stellen nach dem Komma"),
        ({"traffic_light": "blau"}, "Ihre Auswahl bei „Wie läuft die Maßnahme?“ gibt es nicht mehr."),
        ({"measure_state": "idea"}, "Ihre Auswahl bei „Wie weit ist die Maßnahme?“ gibt es nicht mehr."),
        ({"period_covered": "x" * 101}, "„Zeitraum der Zahlen“ ist zu lang"),
        ({"what_happened": "x" * 20_001}, "„Was ist geschehen?“ ist zu lang"),
        ({"next_step": "a\u202eb"}, "unsichtbare Steuerzeichen"),
    ],
)
def test_form_refuses_wrong_values_with_a_sentence_and_keeps_the_rest(
    jugendamt: Client, world: World, typed: dict[str, str], sentence: str
) -> None:
    task = task_of(world)
    page = text_of(jugendamt.post(task.get_absolute_url(), TYPED | typed))
    task.refresh_from_db()
    assert sentence in page
    assert "Ihr Entwurf ist gespeichert, bis auf die markierten Angaben." in page
    assert (task.state, task.version) == ("in_progress", 2)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"measure_state": ""}, "id_measure_state_0", "Bitte wählen Sie den Status der Maßnahme."),
        ({"traffic_light": "red"}, "id_traffic_light_reason", "Bitte begründen Sie die gelbe oder rote Ampel."),
        ({"measure_state": "paused"}, "id_measure_state_reason", "Bitte begründen Sie den Status der Maßnahme."),
        ({"what_happened": " "}, "id_what_happened", "Bitte beschreiben Sie in ein bis drei Sätzen"),
    ],
)
def test_form_lists_what_is_missing_with_links(
    jugendamt: Client, world: World, typed: dict[str, str], field: str, sentence: str
) -> None:
    task = task_of(world)
    page = text_of(jugendamt.post(task.get_absolute_url(), TYPED | {"next_step": "Weiter."} | typed))
    task.refresh_from_db()
    assert f'<a href="#{field}">{sentence}' in page
    assert 'name="version" value="2"' in page
    assert (task.state, task.next_step) == ("in_progress", "Weiter.")


def test_form_by_double_click_submits_once(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    answers = [jugendamt.post(task.get_absolute_url(), TYPED) for _ in range(2)]
    assert [answer.url for answer in answers] == ["/sachstand/", "/sachstand/"]
    assert task.events.count() == 1


def test_autosave_answers_with_time_and_version(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    answer = jugendamt.post(task.get_absolute_url(), TYPED | {"action": "autosave"}).json()
    assert (answer["version"], answer["message"].startswith("Entwurf gespeichert (")) == (2, True)
    assert dt.datetime.fromisoformat(answer["saved_at"]) <= timezone.now()
    again = jugendamt.post(task.get_absolute_url(), TYPED | {"action": "autosave"}).json()
    assert (again["version"], ProgressReport.objects.get().what_happened) == (2, "Vier Treffen fanden statt.")


def test_autosave_answers_with_what_is_missing_now(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    typed = TYPED | {"action": "autosave", "traffic_light": "red"}
    meter = " ".join(jugendamt.post(task.get_absolute_url(), typed).json()["meter"].split())
    assert ("3 von 4" in meter, 'href="#id_traffic_light_reason"' in meter) == (True, True)
    meter = jugendamt.post(task.get_absolute_url(), typed | {"version": "2", "traffic_light": "green"}).json()["meter"]
    assert "Alle Pflichtangaben sind da." in meter


def test_form_counts_what_was_saved_beside_a_mistake(jugendamt: Client, world: World) -> None:
    response = jugendamt.post(task_of(world).get_absolute_url(), TYPED | {"cost": "viel"})
    assert (response.context["done"], response.context["needed"], response.context["missing"]) == (3, 3, [])


def test_autosave_keeps_what_is_valid_and_says_so(jugendamt: Client, world: World) -> None:
    answer = jugendamt.post(task_of(world).get_absolute_url(), TYPED | {"action": "autosave", "cost": "viel"}).json()
    saved = ProgressReport.objects.get()
    assert answer["message"].startswith("Ihr Entwurf ist gespeichert, bis auf die markierten Angaben.")
    assert (saved.what_happened, saved.cost) == ("Vier Treffen fanden statt.", None)


def test_autosave_after_a_colleague_changes_nothing(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    progress.save_draft(task, by=world.jugendamt_person, expected_version=1, values={"next_step": "Zuerst."})
    answer = jugendamt.post(task.get_absolute_url(), TYPED | {"action": "autosave"})
    assert (answer.status_code, "anderswo gespeichert" in answer.json()["message"]) == (409, True)
    assert ProgressReport.objects.get().what_happened == ""


def test_autosave_into_a_closed_round_says_so(jugendamt: Client, world: World) -> None:
    task = task_of(world, round=make_round(state=RoundState.CLOSED))
    answer = jugendamt.post(task.get_absolute_url(), TYPED | {"action": "autosave"})
    assert answer.status_code == 409
    assert answer.json()["message"].startswith("Nicht gespeichert: Die Berichtsrunde ist geschlossen.")


def test_form_after_a_colleague_shows_both_texts(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    progress.save_draft(task, by=world.jugendamt_person, expected_version=1, values={"what_happened": "Zuerst."})
    response = jugendamt.post(task.get_absolute_url(), TYPED)
    page = text_of(response)
    assert response.status_code == 409
    assert "Zuerst." in page
    assert "Vier Treffen fanden statt." in page


def test_form_submits_what_was_chosen_on_the_conflict_page(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    progress.save_draft(task, by=world.jugendamt_person, expected_version=1, values={"what_happened": "Zuerst."})
    hidden = dict(jugendamt.post(task.get_absolute_url(), TYPED).context["hidden"])
    choices = {"choice-what_happened": "theirs", "choice-participants": "mine"}
    assert jugendamt.post(task.get_absolute_url(), hidden | choices).url == "/sachstand/"
    task.refresh_from_db()
    assert (task.state, task.what_happened, task.participants) == ("submitted", "Zuerst.", 1204)


def test_form_of_a_round_closed_meanwhile_shows_the_text_again(jugendamt: Client, world: World) -> None:
    task = task_of(world, round=make_round(state=RoundState.CLOSED), state="no_response")
    page = text_of(jugendamt.post(task.get_absolute_url(), TYPED))
    assert "Die Berichtsrunde ist geschlossen." in page
    assert "Vier Treffen fanden statt." in page
    assert "Prüfen und einreichen" not in page


def test_form_gives_the_text_back_after_the_session_ran_out(client: Client, world: World) -> None:
    task = task_of(world)
    owner = sign_in(client, world.jugendamt_person).get(task.get_absolute_url()).context["form_owner_token"]()
    client.logout()
    assert "/konto/" in client.post(task.get_absolute_url(), TYPED | {"form_owner": owner}).url
    page = text_of(sign_in(client, world.jugendamt_person).get(task.get_absolute_url()))
    assert "Vier Treffen fanden statt." in page
    assert 'value="1.234,50"' in page
    assert ProgressReport.objects.get().state == "todo"
