"""The evaluation of what has ended, the text for the public, and attached files."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from measures.models import Evaluation, Measure, MeasureAttachment
from measures.services.attachments import attach, change_attachment, remove_attachment
from measures.services.evaluation import evaluate, release_public_text, withdraw_public_text
from measures.services.measure import change_state, update_measure
from neuss_integration.foundation.attachments.checking import check_content
from neuss_integration.foundation.exceptions import Incomplete, Refused, Stale
from tests.attachments.samples import PDF
from tests.factories import World, make_measure
from tests.measures.conftest import RefusedBy
from tests.measures.factories import make_attachment, make_evaluation

VALUES = {"rating": "failure", "why": "Die Räume fehlten.", "lessons": "Erst Räume suchen.", "carrier_reflection": ""}


def test_evaluation_is_for_what_has_ended(world: World) -> None:
    with pytest.raises(Refused, match="Die Maßnahme ist „laufend“"):
        evaluate(world.praeventionsnetz, by=world.koordination, expected_version=0, values=VALUES)
    change_state(world.praeventionsnetz, by=world.koordination, transition="drop", reason="Keine Räume")
    made = evaluate(world.praeventionsnetz, by=world.koordination, expected_version=0, values=VALUES)
    assert (made.get_rating_display(), made.evaluated_by) == ("Misserfolg", world.koordination)


def test_evaluation_is_one_per_measure_and_changed_in_turn(world: World) -> None:
    ended = make_measure(state="completed")
    for version, why in enumerate(("Zuerst", "Danach")):
        evaluate(ended, by=world.koordination, expected_version=version, values=VALUES | {"why": why})
    with pytest.raises(Stale):
        evaluate(ended, by=world.vertretung, expected_version=0, values=VALUES)
    assert [row.why for row in Evaluation.objects.get().history.all()] == ["Danach", "Zuerst"]


def test_evaluation_says_why(world: World, refused_by: RefusedBy) -> None:
    ended = make_measure(state="routine")
    with pytest.raises(ValidationError, match="why"):
        evaluate(ended, by=world.koordination, expected_version=0, values=VALUES | {"why": ""})
    with refused_by("measures_evaluation_why_given"):
        make_evaluation(measure=ended, why="")


def test_evaluation_is_for_the_koordination(world: World) -> None:
    ended = make_measure(state="completed", lead_department=world.jugendamt)
    with pytest.raises(PermissionDenied):
        evaluate(ended, by=world.jugendamt_person, expected_version=0, values=VALUES)


def public(measure: Measure) -> tuple[str, bool, str]:
    """Text, whether it is released, by whom."""
    stored = Measure.objects.get(pk=measure.pk)
    by = stored.public_text_released_by
    return stored.public_text, stored.public_text_released_at is not None, by.name if by else ""


def test_public_text_is_released_as_it_was_read(world: World) -> None:
    measure = make_measure(public_text="Wir lesen vor.")
    with pytest.raises(Stale):
        release_public_text(measure, by=world.koordination, expected_version=measure.version + 1)
    for _ in range(2):
        release_public_text(measure, by=world.koordination, expected_version=measure.version)
    assert public(measure) == ("Wir lesen vor.", True, "Koordination Integrationsbüro")
    assert Measure.objects.get(pk=measure.pk).version == measure.version + 1


def test_public_text_that_changes_is_no_longer_released(world: World) -> None:
    measure = make_measure(public_text="Alt", lead_department=world.jugendamt)
    released = release_public_text(measure, by=world.koordination, expected_version=1)
    values: dict[str, Any] = {"public_text": "Neu"}
    update_measure(measure, by=world.jugendamt_person, expected_version=released.version, values=values)
    assert public(measure) == ("Neu", False, "")


def test_public_text_is_withdrawn_with_a_reason(world: World) -> None:
    measure = make_measure(public_text="Wir lesen vor.")
    release_public_text(measure, by=world.koordination, expected_version=1)
    with pytest.raises(Incomplete):
        withdraw_public_text(measure, by=world.koordination, reason="")
    for _ in range(2):
        withdraw_public_text(measure, by=world.koordination, reason="Das Angebot ruht.")
    assert public(measure) == ("Wir lesen vor.", False, "")
    assert measure.history.first().history_change_reason == "Das Angebot ruht."


def test_public_text_must_be_there_and_is_released_by_the_koordination(world: World) -> None:
    with pytest.raises(Refused, match="Es gibt noch keinen Text"):
        release_public_text(world.praeventionsnetz, by=world.koordination, expected_version=1)
    for service in (release_public_text, withdraw_public_text):
        with pytest.raises(PermissionDenied):
            service(world.praeventionsnetz, by=world.jugendamt_person, **_arguments(service))


def _arguments(service: Any) -> dict[str, Any]:
    return {"expected_version": 1} if service is release_public_text else {"reason": "x"}


def test_database_wants_a_text_for_a_release(world: World, refused_by: RefusedBy) -> None:
    released = release_public_text(make_measure(public_text="Da"), by=world.koordination, expected_version=1)
    with refused_by("measures_measure_public_text_released_given"):
        Measure.objects.filter(pk=released.pk).update(public_text="")


def test_file_is_attached_once_and_read_back(world: World) -> None:
    file = check_content("konzept.pdf", PDF)
    first, again = (
        attach(world.praeventionsnetz, by=world.jugendamt_person, file=file, title=title) for title in ("", "Konzept")
    )
    assert (first, first.title, first.is_internal, first.size_shown) == (again, "konzept.pdf", True, "1 KB")
    assert bytes(MeasureAttachment.objects.get().content) == PDF
    assert "content" in MeasureAttachment.objects.get().get_deferred_fields()


def test_file_is_renamed_opened_and_removed_with_a_reason(world: World) -> None:
    attachment = make_attachment(measure=world.praeventionsnetz)
    change_attachment(attachment, by=world.jugendamt_person, title="Konzept 2026", is_internal=False)
    with pytest.raises(Refused, match="warum die Datei entfernt wird"):
        remove_attachment(attachment, by=world.koordination, reason="")
    remove_attachment(attachment, by=world.koordination, reason="Enthielt Namen")
    rows = MeasureAttachment.history.order_by("history_id")
    assert [(row.history_type, row.title, row.history_change_reason) for row in rows] == [
        ("+", "Konzept", None),
        ("~", "Konzept 2026", None),
        ("-", "Konzept 2026", "Enthielt Namen"),
    ]


def test_internal_files_are_for_the_offices_concerned(world: World) -> None:
    measure = world.praeventionsnetz
    measure.contributing_departments.add(world.stadtbibliothek)
    internal = make_attachment(measure=measure)
    shared = make_attachment(measure=measure, is_internal=False)
    seen = {
        person.email.partition("@")[0]: set(MeasureAttachment.objects.visible_to(person))
        for person in (
            world.koordination,
            world.jugendamt_person,
            world.bibliothek_person,
            world.integrationsrat_person,
            world.nobody,
        )
    }
    assert list(seen.values()) == [{internal, shared}] * 3 + [{shared}, set()]


def test_files_are_attached_by_the_lead_office_only(world: World) -> None:
    file, attachment = check_content("a.pdf", PDF), make_attachment(measure=world.praeventionsnetz)
    with pytest.raises(PermissionDenied):
        attach(world.praeventionsnetz, by=world.bibliothek_person, file=file, title="")
    with pytest.raises(PermissionDenied):
        change_attachment(attachment, by=world.bibliothek_person, title="X", is_internal=False)
    with pytest.raises(PermissionDenied):
        remove_attachment(attachment, by=world.bibliothek_person, reason="X")
