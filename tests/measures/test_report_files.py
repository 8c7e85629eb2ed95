"""Files that go with a progress report: attached in its form, seen with it, gone only before it is submitted."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from measures.models import MeasureAttachment, ProgressReport
from measures.pdf.rounds import progress_html
from measures.services import progress
from measures.services.attachments import remove_attachment
from neuss_integration.foundation.attachments.checking import check_content
from neuss_integration.foundation.exceptions import Refused
from tests.attachments.samples import PDF
from tests.factories import World, make_round, sign_in
from tests.measures.answers import COMPLETE, TYPED, task_of, text_of

FILE = check_content("konzept.pdf", PDF)


def chosen(name: str = "konzept.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def send(client: Client, task: ProgressReport, action: str, **fields: Any) -> Any:
    data = TYPED | {"action": action} | {name.replace("__", "-"): value for name, value in fields.items()}
    return client.post(task.get_absolute_url(), data)


def test_file_is_attached_and_what_was_typed_is_saved(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    answer = send(jugendamt, task, "attach", anlage__file=chosen(), anlage__title="Konzept 2026")
    assert answer.url == f"{task.get_absolute_url()}#anlagen"
    task.refresh_from_db()
    (file,) = task.attachments.all()
    assert (file.title, file.measure, file.is_internal, file.added_by) == (
        "Konzept 2026",
        task.measure,
        True,
        world.jugendamt_person,
    )
    assert (task.state, task.what_happened) == ("in_progress", "Vier Treffen fanden statt.")


@pytest.mark.parametrize(("action", "state"), [("draft", "in_progress"), ("submit", "submitted")])
def test_chosen_file_goes_along_with_every_way_of_saving(
    jugendamt: Client, world: World, action: str, state: str
) -> None:
    task = task_of(world)
    for _ in range(2):
        send(jugendamt, task, action, anlage__file=chosen())
    task.refresh_from_db()
    assert (task.state, [file.title for file in task.attachments.all()]) == (state, ["konzept.pdf"])


def test_autosave_leaves_files_alone(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    send(jugendamt, task, "autosave", anlage__file=chosen())
    assert (task.attachments.count(), ProgressReport.objects.get().what_happened) == (0, "Vier Treffen fanden statt.")


@pytest.mark.parametrize(
    ("action", "files", "sentence"),
    [
        ("submit", {"anlage__file": chosen("programm.exe", b"MZ")}, "programm.exe"),
        ("attach", {}, "Bitte wählen Sie zuerst eine Datei aus."),
    ],
)
def test_wrong_file_is_told_and_nothing_is_submitted(
    jugendamt: Client, world: World, action: str, files: dict[str, Any], sentence: str
) -> None:
    task = task_of(world)
    response = send(jugendamt, task, action, **files)
    task.refresh_from_db()
    (told,) = response.context["files"].errors["file"]
    assert (task.state, task.attachments.count(), sentence in told) == ("in_progress", 0, True)
    assert 'href="#id_anlage-file"' in response.content.decode()


def test_file_is_removed_before_submitting_and_the_draft_is_saved(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    file = progress.attach_to_report(task, by=world.jugendamt_person, file=FILE)
    for _ in range(2):
        assert send(jugendamt, task, f"detach-{file.pk}").status_code in (302, 200)
    task.refresh_from_db()
    assert (task.attachments.count(), task.what_happened) == (0, "Vier Treffen fanden statt.")
    gone = MeasureAttachment.history.filter(history_type="-").get()
    assert gone.history_change_reason == "Vor dem Einreichen wieder entfernt"


def test_file_of_another_report_is_not_removed(jugendamt: Client, world: World) -> None:
    task, other = task_of(world), task_of(world, round=make_round())
    file = progress.attach_to_report(other, by=world.jugendamt_person, file=FILE)
    send(jugendamt, task, f"detach-{file.pk}")
    assert other.attachments.count() == 1


def test_file_that_the_measure_has_already_is_refused(world: World) -> None:
    task, other = task_of(world), task_of(world, round=make_round())
    progress.attach_to_report(other, by=world.jugendamt_person, file=FILE)
    with pytest.raises(Refused, match="bei der Maßnahme schon angehängt"):
        progress.attach_to_report(task, by=world.jugendamt_person, file=FILE)


@pytest.mark.parametrize("state", ["submitted", "accepted", "no_response"])
def test_files_of_answered_reports_stay(world: World, state: str) -> None:
    task = task_of(world, state=state)
    content = {"name": "konzept.pdf", "kind": "pdf", "size": 1, "content": b"x", "sha256": "0" * 64}
    file = MeasureAttachment.objects.create(
        measure=task.measure, progress=task, title="Konzept", added_by=world.jugendamt_person, **content
    )
    with pytest.raises(Refused, match="lässt sich nicht mehr ändern"):
        progress.attach_to_report(task, by=world.jugendamt_person, file=FILE)
    with pytest.raises(Refused, match="lässt sich nicht mehr ändern"):
        progress.detach_from_report(file, by=world.jugendamt_person)
    with pytest.raises(Refused, match="nur noch das Integrationsbüro"):
        remove_attachment(file, by=world.jugendamt_person, reason="Falsch")
    remove_attachment(file, by=world.koordination, reason="Namen darin")
    assert task.attachments.count() == 0


def test_closed_rounds_take_no_files(world: World) -> None:
    task = task_of(world, round=make_round(state="closed"))
    with pytest.raises(Refused, match="Die Berichtsrunde ist geschlossen"):
        progress.attach_to_report(task, by=world.koordination, file=FILE)


@pytest.mark.parametrize("person", ["bibliothek_person", "integrationsrat_person"])
def test_others_attach_nothing(world: World, person: str) -> None:
    with pytest.raises(PermissionDenied):
        progress.attach_to_report(task_of(world), by=getattr(world, person), file=FILE)


@pytest.mark.parametrize(("state", "status"), [("in_progress", 404), ("accepted", 200)])
def test_shared_file_is_seen_by_others_with_its_report(client: Client, world: World, state: str, status: int) -> None:
    task = task_of(world)
    file = progress.attach_to_report(task, by=world.jugendamt_person, file=FILE, is_internal=False)
    if state == "accepted":
        task = task_of(world, state=state, round=make_round())
        MeasureAttachment.objects.filter(pk=file.pk).update(progress=task)
    url = f"/massnahmen/{task.measure.number}/anlagen/{file.pk}/"
    assert sign_in(client, world.integrationsrat_person).get(url).status_code == status
    assert (file.title in text_of(client.get(task.measure.get_absolute_url()))) is (status == 200)
    assert sign_in(client, world.koordination).get(url).status_code == 200


def test_file_is_shown_in_review_on_the_page_of_the_measure_and_in_the_copy(client: Client, world: World) -> None:
    task = task_of(world)
    progress.attach_to_report(task, by=world.jugendamt_person, file=FILE, title="Unser Konzept")
    progress.submit(task, by=world.jugendamt_person, expected_version=1, values=COMPLETE)
    sign_in(client, world.koordination)
    for url in (f"/sachstand/{task.pk}/pruefen/", task.get_absolute_url(), task.measure.get_absolute_url()):
        assert "Unser Konzept" in text_of(client.get(url))
    assert "Unser Konzept (konzept.pdf)" in progress_html(task, world.koordination)


def test_enter_in_a_field_saves_the_draft(jugendamt: Client, world: World) -> None:
    page = jugendamt.get(task_of(world).get_absolute_url()).content.decode()
    form = page[page.index('id="sachstand"') : page.index('id="id_measure_state_0"')]
    assert [part.partition('"')[0] for part in form.split('name="action" value="')[1:]] == ["autosave", "draft"]
