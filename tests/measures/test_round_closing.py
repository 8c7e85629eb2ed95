"""Many at once, handing over a task, the result of a round and copies of answers."""

from typing import Any

import pytest
from django.test import Client

from measures.enums import ProgressState, RoundState
from measures.models import ChangeProposal
from measures.pdf.rounds import progress_html, summary_html
from neuss_integration.accounts.enums import Role
from neuss_integration.foundation.pdf.checks import inspect
from tests.factories import World, make_measure, make_person, make_progress, make_round, sign_in
from tests.measures.answers import task_of, with_last


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_several_tasks_are_unchanged_at_once(client: Client, world: World) -> None:
    first, first_time = with_last(world), task_of(world)
    office = sign_in(client, world.jugendamt_person)
    page = office.get("/sachstand/").content.decode()
    assert f'value="{first.pk}-1"' in page
    ticked = [f"{first.pk}-1", f"{first_time.pk}-1", "x-1", "99999-1"]
    page = text_of(office.post("/sachstand/unveraendert/", {"berichte": ticked, "step": "save"}, follow=True))
    assert "Als unverändert eingereicht: 1." in page
    assert "noch keinen angenommenen Bericht" in page
    first.refresh_from_db()
    assert (first.state, first.is_unchanged) == (ProgressState.SUBMITTED, True)


def test_nothing_ticked_says_what_to_do(client: Client, world: World) -> None:
    page = sign_in(client, world.jugendamt_person).post("/sachstand/unveraendert/", follow=True)
    assert "Bitte kreuzen Sie zuerst Berichte an." in text_of(page)


def test_several_reports_are_accepted_at_once_but_not_those_with_proposals(client: Client, world: World) -> None:
    plain, changed, proposing = (task_of(world, round=make_round(), state="submitted") for _ in range(3))
    ChangeProposal.objects.create(report=proposing, field="title", title="Neu")
    ticked = [f"{plain.pk}-1", f"{changed.pk}-0", f"{proposing.pk}-1"]
    office = sign_in(client, world.koordination)
    page = text_of(office.post("/sachstand/pruefung/annehmen/", {"berichte": ticked, "step": "save"}, follow=True))
    states = [type(each).objects.get(pk=each.pk).state for each in (plain, changed, proposing)]
    assert states == ["accepted", "submitted", "submitted"]
    assert ("Angenommen: 1." in page, "entscheiden Sie im Bericht über jeden" in page) == (True, True)


def test_task_is_handed_to_a_colleague(client: Client, world: World) -> None:
    task = task_of(world)
    colleague = make_person("zweite@neuss.example", "Zweite Person", Role.DEPARTMENT_EDITOR, world.jugendamt)
    office = sign_in(client, world.jugendamt_person)
    page = office.post(f"/sachstand/{task.pk}/uebergeben/", {"person": colleague.pk}, follow=True)
    assert "bei Zweite Person" in text_of(page)
    stranger = office.post(f"/sachstand/{task.pk}/uebergeben/", {"person": world.bibliothek_person.pk})
    assert "gibt es nicht mehr" in text_of(stranger)


@pytest.mark.parametrize("rows", [1, 3])
def test_summary_has_the_same_queries_for_any_number(
    client: Client, world: World, django_assert_num_queries: Any, rows: int
) -> None:
    asked = make_round(state=RoundState.CLOSED)
    for _ in range(rows):
        light = {"traffic_light": "red", "traffic_light_reason": "Geld fehlt"}
        make_progress(round=asked, measure=make_measure(), state="accepted", **light)
        make_progress(round=asked, measure=make_measure(), state="no_response")
    office = sign_in(client, world.koordination)
    with django_assert_num_queries(10):
        page = text_of(office.get(f"/berichtsrunden/{asked.pk}/ergebnis/"))
    assert (page.count("Geld fehlt"), "(50 %)" in page) == (rows, True)


def test_summary_of_a_draft_is_not_there(client: Client, world: World) -> None:
    draft = make_round(state=RoundState.DRAFT)
    assert sign_in(client, world.koordination).get(f"/berichtsrunden/{draft.pk}/ergebnis/").status_code == 404


@pytest.mark.slow
def test_summary_is_a_pdf_for_everybody(client: Client, world: World) -> None:
    asked = make_round(state=RoundState.CLOSED, title="Runde 2025")
    make_progress(round=asked, measure=world.praeventionsnetz, state="no_response")
    response = sign_in(client, world.koordination).get(f"/berichtsrunden/{asked.pk}/ergebnis/pdf/")
    facts = inspect(response.content)
    assert (response["Content-Type"], facts.title) == ("application/pdf", "Ergebnis Runde 2025")
    assert world.praeventionsnetz.title in summary_html(asked)


@pytest.mark.slow
def test_copy_of_an_answer_has_everything_and_is_for_the_office(client: Client, world: World) -> None:
    report = task_of(world, state="submitted", what_happened="Vier <b>Treffen</b>.", internal_note="Bitte anrufen.")
    html = progress_html(report, world.jugendamt_person)
    assert ("Vier &lt;b&gt;Treffen&lt;/b&gt;." in html, "Bitte anrufen." in html) == (True, True)
    url = f"/sachstand/{report.pk}/pdf/"
    assert sign_in(client, world.jugendamt_person).get(url)["Content-Type"] == "application/pdf"
    assert sign_in(client, world.bibliothek_person).get(url).status_code == 404
