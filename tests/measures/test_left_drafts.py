"""„Nicht zuständig“, and something was typed already: the office that is asked then reads nothing of it."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from measures.models import Measure, MeasureAttachment, ProgressReport
from measures.services.measure import update_measure
from measures.services.progress import attach_to_report, return_for_revision, save_draft, submit
from measures.services.referrals import accept_referral, refer
from measures.services.rounds import close_round, reopen_round
from tests.factories import World, make_round, sign_in
from tests.measures.answers import steps, task_of, text_of
from tests.measures.test_progress_additional_answers import receipt
from tests.measures.test_report_files import FILE

SECRET = "Geheim: drei Familien sind weggezogen"
REASON = "Das Angebot ist seit Januar dort."


def draft(world: World) -> ProgressReport:
    """The Jugendamt has typed, answered a question, proposed a title and attached a file."""
    task = task_of(world)
    values = receipt(world, task) | {"what_happened": SECRET, "internal_note": SECRET, "participants": 4711}
    saved = save_draft(task, by=world.jugendamt_person, expected_version=1, values=values)
    attach_to_report(saved, by=world.jugendamt_person, file=FILE)
    return saved


def returned(world: World) -> ProgressReport:
    saved = draft(world)
    done = submit(saved, by=world.jugendamt_person, expected_version=saved.version, values={})
    return return_for_revision(done, by=world.koordination, comments={"what_happened": "Wann genau?"})


def given_up(world: World) -> ProgressReport:
    """Nobody answered, the round was closed and opened again: the task is open, with what was typed."""
    saved = draft(world)
    close_round(saved.round, by=world.koordination)
    day = timezone.localdate() + dt.timedelta(days=9)
    reopen_round(saved.round, by=world.koordination, reason="Nachtrag", due_on=day)
    return ProgressReport.objects.get(pk=saved.pk)


def moved(world: World, task: ProgressReport, *, changes_lead: bool = False) -> ProgressReport:
    said = refer(task, by=world.jugendamt_person, to=world.stadtbibliothek, reason=REASON)
    accept_referral(said, by=world.koordination, changes_lead=changes_lead)
    return ProgressReport.objects.get(pk=task.pk)


def beside(task: ProgressReport) -> list[int]:
    rows = (task.answers, task.reported_values, task.reported_milestones, task.change_proposals, task.attachments)
    return [each.count() for each in rows]


@pytest.mark.parametrize("begin", [draft, returned, given_up])
@pytest.mark.parametrize("changes_lead", [False, True])
def test_new_office_begins_anew(world: World, begin, changes_lead: bool) -> None:
    task = begin(world)
    assert beside(task) == [1, 1, 1, 2, 1]
    now = moved(world, task, changes_lead=changes_lead)
    assert (now.state, now.department, now.assignee) == ("todo", world.stadtbibliothek, None)
    assert (now.what_happened, now.internal_note, now.participants, now.return_comment) == ("", "", None, "")
    assert (now.submitted_by, now.decided_by, now.traffic_light) == (None, None, "")
    assert beside(now) == [0, 0, 0, 0, 0]
    assert now.comments.filter(settled_at=None).count() == 0
    assert [step for step, _, _ in steps(now)][-2:] == ["put_aside", "hand_over"]


def test_with_the_lead_a_draft_in_another_open_round_is_left_too(world: World) -> None:
    task, other = draft(world), task_of(world, round=make_round())
    saved = save_draft(other, by=world.jugendamt_person, expected_version=1, values={"internal_note": SECRET * 2})
    moved(world, task, changes_lead=True)
    saved.refresh_from_db()
    assert (saved.department, saved.internal_note, saved.state) == (world.stadtbibliothek, "", "todo")
    assert [step for step, _, _ in steps(saved)][-2:] == ["put_aside", "hand_over"]
    told = [mail.text for mail in world.jugendamt_person.mails.filter(kind="task")]
    assert sorted(SECRET * 2 in text for text in told) == [False, True]


def test_lead_that_the_koordination_changes_takes_the_draft_along(world: World) -> None:
    """Decision 0021: who is responsible for the measure goes on with it, and taking the change back loses nothing."""
    task = draft(world)
    for lead in (world.stadtbibliothek, world.jugendamt):
        measure = Measure.objects.get(pk=task.measure_id)
        update_measure(
            measure, by=world.koordination, expected_version=measure.version, values={"lead_department": lead}
        )
        task.refresh_from_db()
        assert (task.department, task.what_happened, beside(task)) == (lead, SECRET, [1, 1, 1, 2, 1])


def test_who_wrote_it_has_it_in_a_mail(world: World) -> None:
    task = moved(world, draft(world))
    [own] = world.jugendamt_person.mails.filter(kind="task")
    [other] = world.bibliothek_person.mails.filter(kind="task")
    for text in (SECRET, "4.711", "Ehrenamtliche?: 7", "Präventionsnetz Neuss", FILE.name):
        assert (text in own.text, text in other.text) == (True, False)
    assert task.measure.title in other.subject


def test_new_office_finds_it_nowhere_by_hand_either(client: Client, world: World) -> None:
    task = draft(world)
    file = MeasureAttachment.objects.get()
    moved(world, task)
    office, page = sign_in(client, world.bibliothek_person), task.get_absolute_url()
    old = {"version": "1", "action": "draft", "what_happened": "Anders.", "traffic_light": "red"}
    answers = [office.get(page), office.get(f"{page}verlauf/"), office.post(page, old), office.get("/sachstand/")]
    assert [answer.status_code for answer in answers] == [200, 200, 409, 200]
    assert [SECRET in text_of(answer) or "4.711" in text_of(answer) for answer in answers] == [False] * 4
    assert office.get(f"/massnahmen/{task.measure.number}/anlagen/{file.pk}/").status_code == 404
    koordination = sign_in(Client(), world.koordination)
    assert SECRET in text_of(koordination.get(f"{page}verlauf/"))


def test_what_the_new_office_types_it_finds_again(client: Client, world: World) -> None:
    task = moved(world, draft(world))
    values = {"what_happened": "Lesenächte."}
    save_draft(task, by=world.bibliothek_person, expected_version=task.version, values=values)
    page = text_of(sign_in(client, world.bibliothek_person).get(f"{task.get_absolute_url()}verlauf/"))
    assert "Lesenächte." in page
    assert "Was „Jugendamt“ geschrieben hatte, liest „Stadtbibliothek“ nicht." in page


def test_task_that_nobody_began_moves_without_a_mail_about_a_draft(world: World) -> None:
    now = moved(world, task_of(world))
    assert world.jugendamt_person.mails.filter(kind="task").count() == 0
    assert [step for step, _, _ in steps(now)] == ["refer", "hand_over"]
