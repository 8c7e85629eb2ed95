"""Measures that a round leaves out, before it is opened and after, and takes in again."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from measures.enums import ProgressState, RoundState
from measures.models import Measure, ProgressReport, ReportingRound, RoundExclusion
from measures.selectors.response_rate import returns_of
from measures.selectors.round_summary import summary_of
from measures.selectors.rounds import rounds_for
from measures.services import rounds
from measures.services.exclusions import exclude_measures, take_in
from measures.services.progress import save_draft
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.mailing.models import Mail
from reporting.content.chapters import round_facts
from tests.factories import World, make_measure, make_progress, make_round, sign_in
from tests.measures.answers import COMPLETE, steps, task_of, text_of
from tests.measures.conftest import RefusedBy

REASON = "Die Maßnahme wird gerade neu geschnitten."


def excluded(world: World, asked: ReportingRound, measure: Measure | None = None) -> int:
    return exclude_measures(asked, [measure or world.praeventionsnetz], by=world.koordination, reason=REASON)


def test_draft_does_not_ask_about_what_is_excluded(world: World) -> None:
    draft = make_round(state=RoundState.DRAFT)
    assert (excluded(world, draft), excluded(world, draft)) == (1, 0)
    opened = rounds.open_round(draft, by=world.koordination)
    assert [task.measure for task in opened.reports.all()] == [world.vorlesestunden]
    assert [row.history_user for row in RoundExclusion.history.all()] == [world.koordination]


def test_open_round_takes_the_task_back_keeps_its_text_and_tells_the_office(world: World) -> None:
    task = task_of(world)
    save_draft(task, by=world.jugendamt_person, expected_version=1, values={"what_happened": "Halb fertig."})
    assert excluded(world, task.round) == 1
    task.refresh_from_db()
    assert (task.state, task.what_happened) == (ProgressState.EXCLUDED, "Halb fertig.")
    assert steps(task)[-1] == ("exclude", "excluded", REASON)
    mail = Mail.objects.get(kind="task")
    assert (mail.recipient, mail.subject) == (world.jugendamt_person, f"Nicht mehr gefragt: {task.round}")
    assert (REASON in mail.text, world.praeventionsnetz.title in mail.text) == (True, True)


def test_excluded_task_takes_no_answer(world: World) -> None:
    task = task_of(world)
    excluded(world, task.round)
    with pytest.raises(Refused, match="Frage nach dieser Maßnahme zurückgenommen"):
        save_draft(task, by=world.jugendamt_person, expected_version=1, values=COMPLETE)


def test_take_in_gives_the_task_back_as_it_stood(world: World) -> None:
    task = task_of(world)
    save_draft(task, by=world.jugendamt_person, expected_version=1, values={"what_happened": "Halb fertig."})
    excluded(world, task.round)
    assert take_in(task.round, task.measure, by=world.koordination) is True
    task.refresh_from_db()
    assert (task.state, task.what_happened) == (ProgressState.IN_PROGRESS, "Halb fertig.")
    assert list(Mail.objects.filter(kind="task").order_by("pk").values_list("subject", flat=True)) == [
        f"Nicht mehr gefragt: {task.round}", f"Wieder gefragt: {task.round}",
    ]  # fmt: skip
    assert take_in(task.round, task.measure, by=world.koordination) is False


def test_take_in_of_what_was_never_asked_makes_its_task(world: World) -> None:
    draft = make_round(state=RoundState.DRAFT)
    excluded(world, draft)
    opened = rounds.open_round(draft, by=world.koordination)
    take_in(opened, world.praeventionsnetz, by=world.koordination)
    assert ProgressReport.objects.get(measure=world.praeventionsnetz).state == ProgressState.OPEN


@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_what_is_answered_is_not_excluded(world: World, state: str) -> None:
    task = task_of(world, state=state)
    with pytest.raises(Refused, match="sie bleibt in der Runde"):
        excluded(world, task.round)
    assert RoundExclusion.objects.count() == 0


def test_exclude_needs_reason_open_round_and_right(world: World, refused_by: RefusedBy) -> None:
    asked, measures = make_round(), [world.praeventionsnetz]
    with pytest.raises(PermissionDenied):
        exclude_measures(asked, measures, by=world.jugendamt_person, reason=REASON)
    with pytest.raises(Refused, match="Bitte geben Sie an, warum"):
        exclude_measures(asked, measures, by=world.koordination, reason=" ")
    for act in (excluded, lambda world, asked: take_in(asked, world.praeventionsnetz, by=world.koordination)):
        with pytest.raises(Refused, match="Berichtsrunde ist geschlossen"):
            act(world, make_round(state=RoundState.CLOSED))
    with refused_by("measures_exclusion_reason_given"):
        RoundExclusion.objects.create(round=asked, measure=world.praeventionsnetz, excluded_by=world.koordination)


def test_take_in_asks_about_active_measures_only(world: World) -> None:
    asked, ended = make_round(), make_measure(state="completed")
    exclude_measures(asked, [ended], by=world.koordination, reason=REASON)
    with pytest.raises(Refused, match="Diese ist beendet"):
        take_in(asked, ended, by=world.koordination)


def test_returns_do_not_count_what_is_excluded(world: World) -> None:
    task = task_of(world)
    make_progress(round=task.round, state="accepted")
    excluded(world, task.round)
    summary = summary_of(task.round)
    assert (summary.sum.total, summary.sum.rate, [each.reason for each in summary.excluded]) == (1, 100, [REASON])
    listed = rounds_for(world.koordination).get(pk=task.round_id)
    assert (listed.asked, listed.answered) == (1, 1)
    assert [each.curve.total for each in [returns_of(task.round)] if each] == [1]
    asked = ReportingRound.objects.prefetch_related("reports__department").get(pk=task.round_id)
    assert round_facts(asked)["asked"] == 1


def test_page_excludes_and_takes_in(client: Client, world: World) -> None:
    task = task_of(world)
    office = sign_in(client, world.koordination)
    address = f"/berichtsrunden/{task.round_id}/ausnehmen/"
    assert "checked" in text_of(office.get(f"{address}?massnahme={task.measure_id}"))
    page = text_of(office.post(address, {"measures": [task.measure_id], "reason": REASON}, follow=True))
    assert ("Aus der Runde genommen: 1 Maßnahme." in page, REASON in page) == (True, True)
    back = f"/berichtsrunden/{task.round_id}/ausgenommen/{task.measure_id}/aufnehmen/"
    assert "gehört wieder zur Runde" in text_of(office.post(back, follow=True))
    assert "war nicht ausgenommen" in text_of(office.post(back, follow=True))


def test_office_reads_that_the_question_was_taken_back(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    excluded(world, task.round)
    page = text_of(jugendamt.get(f"/sachstand/{task.pk}/"))
    assert ("hat die Frage nach dieser Maßnahme zurückgenommen" in page, REASON in page) == (True, True)
    assert task.measure.title not in text_of(jugendamt.get("/sachstand/"))


def test_discarded_draft_takes_its_exclusions_along(world: World) -> None:
    draft = make_round(state=RoundState.DRAFT)
    excluded(world, draft)
    rounds.discard_round(draft, by=world.koordination)
    assert (RoundExclusion.objects.count(), ReportingRound.objects.count()) == (0, 0)
