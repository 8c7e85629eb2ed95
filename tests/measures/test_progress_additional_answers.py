"""What a report tells besides its columns, how the Koordination asks about single fields, and answers on behalf."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from measures.enums import ProgressState, ReceivedBy
from measures.models import (
    Answer,
    ChangeProposal,
    KeyFigure,
    KeyFigureValue,
    Measure,
    Milestone,
    ProgressReport,
    RoundQuestion,
)
from measures.services import progress
from measures.services.progress import Receipt
from neuss_integration.accounts.models import Membership
from neuss_integration.foundation.exceptions import Incomplete, Refused
from neuss_integration.foundation.words.partial_dates import PartialDate
from tests.factories import World, make_progress, make_round, sign_in
from tests.measures.answers import COMPLETE, task_of, with_last
from tests.measures.conftest import RefusedBy

PHONE = Receipt(ReceivedBy.PHONE, "Sachgebietsleitung")


def figure(world: World) -> KeyFigure:
    return KeyFigure.objects.create(
        measure=world.praeventionsnetz,
        name="Treffen",
        kind="output",
        unit="Treffen",
        definition="Treffen im Jahr",
        baseline_unknown_reason="Wurde nie gezählt",
    )


def milestone(world: World) -> Milestone:
    return Milestone.objects.create(measure=world.praeventionsnetz, title="Raum gefunden", due_date=dt.date(2026, 1, 1))


def question(task: ProgressReport, **fields: Any) -> RoundQuestion:
    return RoundQuestion.objects.create(round=task.round, position=1, text="Ehrenamtliche?", kind="number", **fields)


def receipt(world: World, task: ProgressReport) -> dict[str, Any]:
    """A complete answer with a value, a milestone, an answer and proposals."""
    return COMPLETE | {
        f"kennzahl_{figure(world).pk}": Decimal("12"),
        f"meilenstein_{milestone(world).pk}": True,
        f"frage_{question(task).pk}": Decimal("7"),
        "vorschlag_end": PartialDate.from_parts(2028),
        "vorschlag_title": "Präventionsnetz Neuss",
        "vorschlag_grund": "Neue Förderung",
    }


def submitted(world: World) -> ProgressReport:
    task = task_of(world)
    return progress.submit(task, by=world.jugendamt_person, expected_version=1, values=receipt(world, task))


def test_what_is_told_besides_counts_nothing_before_it_is_accepted(world: World) -> None:
    report = submitted(world)
    measure = Measure.objects.get(pk=world.praeventionsnetz.pk)
    assert (KeyFigureValue.objects.count(), Milestone.objects.get().done_on, measure.end) == (0, None, None)
    assert [str(each) for each in report.change_proposals.all()] == [
        "Titel: Präventionsnetz Neuss",
        "Ende der Laufzeit: 2028",
    ]
    assert Answer.objects.get().value == Decimal("7")


def test_accept_makes_everything_count_at_once(world: World) -> None:
    report = submitted(world)
    title, end = report.change_proposals.order_by("field").reverse()
    progress.accept(report, by=world.koordination, proposals={title.pk: False, end.pk: True})
    measure = Measure.objects.get(pk=world.praeventionsnetz.pk)
    value = KeyFigureValue.objects.get()
    assert (value.value, value.progress, value.reference_date) == (Decimal("12"), report, report.round.period_end)
    assert Milestone.objects.get().done_on == timezone.localdate()
    assert (measure.title, measure.end, measure.latest_progress) == (
        world.praeventionsnetz.title,
        PartialDate.from_parts(2028),
        report,
    )
    assert sorted(ChangeProposal.objects.values_list("field", "state")) == [("end", "accepted"), ("title", "declined")]


def test_accept_that_fails_changes_nothing(world: World) -> None:
    report = submitted(world)
    Measure.objects.filter(pk=world.praeventionsnetz.pk).update(state="completed")
    chosen = {each.pk: True for each in report.change_proposals.all()}
    ProgressReport.objects.filter(pk=report.pk).update(measure_state="paused", measure_state_reason="Umbau")
    with pytest.raises(Refused, match="führt kein Schritt"):
        progress.accept(report, by=world.koordination, proposals=chosen)
    assert (KeyFigureValue.objects.count(), Milestone.objects.get().done_on) == (0, None)
    assert set(ChangeProposal.objects.values_list("state", flat=True)) == {"proposed"}


def test_accept_needs_a_decision_about_each_proposal(world: World) -> None:
    with pytest.raises(Refused, match="Bitte entscheiden Sie im Bericht über jeden"):
        progress.accept(submitted(world), by=world.koordination)


def test_what_is_taken_back_is_gone_with_history(world: World) -> None:
    task = task_of(world)
    values = {f"kennzahl_{figure(world).pk}": Decimal("12"), "vorschlag_title": "Neu"}
    saved = progress.save_draft(task, by=world.jugendamt_person, expected_version=1, values=values)
    emptied = dict.fromkeys(values) | {"vorschlag_title": ""}
    progress.save_draft(saved, by=world.jugendamt_person, expected_version=2, values=emptied)
    assert (task.reported_values.count(), task.change_proposals.count()) == (0, 0)
    assert [row.history_type for row in ChangeProposal.history.order_by("history_id")] == ["+", "-"]


def test_required_question_is_missing_until_it_is_answered(world: World) -> None:
    task = with_last(world)
    name = question(task, is_required=True).field_name
    with pytest.raises(Incomplete) as refusal:
        progress.submit(task, by=world.jugendamt_person, expected_version=1, values=COMPLETE)
    assert refusal.value.problems == {name: "Bitte beantworten Sie die Frage „Ehrenamtliche?“."}
    with pytest.raises(Refused, match="Fragen, die beantwortet werden müssen"):
        progress.submit_unchanged(task, by=world.jugendamt_person, expected_version=1)
    values = COMPLETE | {name: Decimal("0")}
    assert progress.submit(task, by=world.jugendamt_person, expected_version=1, values=values).state == "submitted"


def test_proposal_has_the_value_of_its_field(world: World, refused_by: RefusedBy) -> None:
    with refused_by("measures_change_of_one_field"):
        ChangeProposal.objects.create(report=task_of(world), field="title", lead_department=world.jugendamt)


def test_questions_about_fields_stand_there_until_answered(world: World) -> None:
    report = submitted(world)
    progress.return_for_revision(report, by=world.koordination, comments={"participants": "Wie viele?", "cost": " "})
    report.refresh_from_db()
    assert (report.state, report.return_comment) == (
        ProgressState.RETURNED,
        "Bitte sehen Sie die Rückfragen bei den einzelnen Angaben.",
    )
    assert [(each.field, each.text, each.settled_at) for each in report.comments.all()] == [
        ("participants", "Wie viele?", None)
    ]
    values = COMPLETE | {"participants": 4}
    progress.submit(report, by=world.jugendamt_person, expected_version=report.version, values=values)
    assert report.comments.get().settled_at is not None


def test_coordination_enters_what_it_was_told_and_cannot_accept_it(world: World) -> None:
    task = task_of(world)
    report = progress.submit(task, by=world.koordination, expected_version=1, values=COMPLETE, receipt=PHONE)
    assert (report.received_by, report.received_from, report.submitted_by) == (
        "phone",
        "Sachgebietsleitung",
        world.koordination,
    )
    with pytest.raises(Refused, match="nicht selbst annehmen"):
        progress.accept(report, by=world.koordination)
    assert progress.accept(report, by=world.vertretung).state == ProgressState.ACCEPTED


def test_answer_on_behalf_is_for_the_coordination_and_says_who_told(world: World) -> None:
    with pytest.raises(PermissionDenied):
        progress.submit(task_of(world), by=world.jugendamt_person, expected_version=1, values=COMPLETE, receipt=PHONE)
    task, nobody = task_of(world), Receipt(ReceivedBy.PHONE, " ")
    with pytest.raises(Refused, match="auf welchem Weg und von wem"):
        progress.submit(task, by=world.koordination, expected_version=1, values=COMPLETE, receipt=nobody)


def test_single_coordination_may_accept_its_own_entry_where_the_setting_allows(world: World, settings: Any) -> None:
    settings.ALLOW_OWN_APPROVAL = True
    report = progress.submit(task_of(world), by=world.koordination, expected_version=1, values=COMPLETE, receipt=PHONE)
    with pytest.raises(Refused, match="nicht selbst annehmen"):
        progress.accept(report, by=world.koordination)
    Membership.objects.filter(user=world.vertretung).update(valid_until=timezone.localdate() - dt.timedelta(days=1))
    accepted = progress.accept(report, by=world.koordination)
    assert (accepted.state, accepted.is_own_approval) == (ProgressState.ACCEPTED, True)


def test_database_refuses_a_secret_own_approval(world: World, refused_by: RefusedBy) -> None:
    with refused_by("measures_progress_not_own_judge"):
        make_progress(state="accepted", submitted_by=world.koordination, decided_by=world.koordination)


def test_form_offers_what_round_and_measure_ask_for(client: Client, world: World) -> None:
    task = task_of(world)
    names = [f"kennzahl_{figure(world).pk}", f"meilenstein_{milestone(world).pk}", question(task).field_name]
    office = sign_in(client, world.jugendamt_person)
    typed = dict(zip(names, ("12,5", "on", "7"), strict=True)) | {"vorschlag_end": "2028", "version": "1"}
    office.post(task.get_absolute_url(), typed | {"action": "draft"})
    page = office.get(task.get_absolute_url()).content.decode()
    assert [f'name="{name}"' in page for name in names] == [True] * 3
    assert (task.reported_values.get().value, task.reported_milestones.count()) == (Decimal("12.5"), 1)
    assert (task.answers.get().number, task.change_proposals.get().shown) == (Decimal("7"), "2028")


def test_form_says_what_is_missing_with_links(client: Client, world: World) -> None:
    task = task_of(world, measure_state="running", traffic_light="green")
    page = sign_in(client, world.jugendamt_person).get(task.get_absolute_url())
    assert (page.context["done"], page.context["needed"]) == (2, 3)
    assert '<a href="#id_what_happened">' in page.content.decode()


def test_form_takes_the_last_answer_over_without_scripts(client: Client, world: World) -> None:
    task = with_last(world)
    typed = {"action": "copy-next_step", "version": "1", "next_step": "Neu."}
    response = sign_in(client, world.jugendamt_person).post(task.get_absolute_url(), typed)
    task.refresh_from_db()
    assert (response.url, task.next_step) == (f"{task.get_absolute_url()}#id_next_step", "Neu.\n\nWeiter so.")


def test_returned_form_shows_the_question_at_its_field(client: Client, world: World) -> None:
    report = submitted(world)
    progress.return_for_revision(report, by=world.koordination, comments={"participants": "Wie viele kamen?"})
    page = sign_in(client, world.jugendamt_person).get(report.get_absolute_url()).content.decode()
    assert 'id="frage-participants"' in page
    assert page.count("Wie viele kamen?") == 2, "on top with the way to its field, and there"


def test_review_decides_about_proposals_and_asks_about_fields(client: Client, world: World) -> None:
    report = submitted(world)
    office, url = sign_in(client, world.koordination), f"/sachstand/{report.pk}/pruefen/"
    keys = [each.pk for each in report.change_proposals.all()]
    version = {"version": report.version}
    undecided = office.post(url, version | {"action": "accept"}).content.decode()
    assert undecided.count("Bitte entscheiden Sie über den Vorschlag") == 4
    office.post(url, version | {"action": "accept", **{f"aenderung-{key}": "yes" for key in keys}})
    assert Measure.objects.get(pk=world.praeventionsnetz.pk).title == "Präventionsnetz Neuss"


def test_review_returns_with_questions_at_fields(client: Client, world: World) -> None:
    report = submitted(world)
    typed = {"action": "return", "version": report.version, "frage-zu-participants": "Wie viele kamen?"}
    sign_in(client, world.koordination).post(f"/sachstand/{report.pk}/pruefen/", typed)
    assert report.comments.get().text == "Wie viele kamen?"


def test_page_on_behalf_records_way_and_person(client: Client, world: World) -> None:
    task = task_of(world, round=make_round())
    office, url = sign_in(client, world.koordination), f"/sachstand/{task.pk}/eintragen/"
    values = {"version": "1", "action": "submit", **COMPLETE}
    assert "Bitte füllen Sie „Von wem?“ aus." in office.post(url, values | {"received_by": "phone"}).content.decode()
    response = office.post(url, values | {"received_by": "phone", "received_from": "Leitung"})
    task.refresh_from_db()
    assert (response.url, task.state, task.received_from) == (task.round.get_absolute_url(), "submitted", "Leitung")
