"""Action items: who has them, who may close them, what stays after approval."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from neuss_integration.foundation.exceptions import Refused
from roundtables.enums.minutes import ActionState, MinutesState
from roundtables.models import ActionItem, Meeting, Minutes
from roundtables.services import action_items as service
from tests.factories import World, make_meeting, sign_in


def values(world: World, **fields: object) -> dict[str, object]:
    """What the form gives for a task of the Jugendamt."""
    given = {"text": "Zahlen liefern", "responsible_department": world.jugendamt, "due_on": timezone.localdate()}
    return given | fields


def test_task_is_made_once_per_form(world: World, meeting: Meeting) -> None:
    key = uuid.uuid4()
    given = {"by": world.koordination, "values": values(world), "submission_key": key}
    assert len({service.create_action(meeting, **given).pk for _ in range(2)}) == 1


def test_task_has_exactly_one_who_does_it(world: World, meeting: Meeting) -> None:
    for wrong in ({"responsible_user": world.koordination}, {"responsible_department": None}):
        with pytest.raises(ValidationError, match="genau eine Person"):
            service.create_action(meeting, by=world.koordination, values=values(world, **wrong))


def test_office_closes_its_own_task_and_nobody_elses(world: World, meeting: Meeting) -> None:
    made = service.create_action(meeting, by=world.koordination, values=values(world))
    with pytest.raises(Refused, match="wer ihn hat"):
        service.close_action(made, by=world.bibliothek_person, state=ActionState.DONE)
    with pytest.raises(PermissionDenied):
        service.close_action(made, by=world.jugendamt_person, state=ActionState.DROPPED, outcome="Unnötig")
    done = [
        service.close_action(made, by=world.jugendamt_person, state=ActionState.DONE, outcome="Gesendet")
        for _ in range(2)
    ]
    assert [(each.state, each.closed_by) for each in done] == [(ActionState.DONE, world.jugendamt_person)] * 2


def test_task_is_dropped_with_a_reason_and_opened_again(world: World, meeting: Meeting) -> None:
    made = service.create_action(meeting, by=world.koordination, values=values(world))
    with pytest.raises(Refused, match="nicht mehr nötig ist"):
        service.close_action(made, by=world.koordination, state=ActionState.DROPPED)
    service.close_action(made, by=world.koordination, state=ActionState.DROPPED, outcome="Doppelt")
    with pytest.raises(Refused, match="schon „nicht mehr nötig“"):
        service.close_action(made, by=world.koordination, state=ActionState.DONE)
    assert service.reopen_action(made, by=world.koordination).state == ActionState.OPEN


def test_words_of_a_task_stay_once_the_minutes_are_approved(world: World, meeting: Meeting) -> None:
    made = service.create_action(meeting, by=world.koordination, values=values(world))
    now = timezone.now()
    Minutes.objects.create(
        meeting=meeting,
        state=MinutesState.APPROVED,
        comment_until=now.date(),
        sent_at=now,
        approved_at=now,
        sent_by=world.koordination,
        approved_by=world.koordination,
        approved_in=make_meeting(),
    )
    with pytest.raises(Refused, match="Der Wortlaut des Auftrags bleibt"):
        service.update_action(made, by=world.koordination, expected_version=1, values={"text": "Anders"})
    assert service.close_action(made, by=world.jugendamt_person, state=ActionState.DONE).state == ActionState.DONE


def test_office_finds_its_task_on_the_start_page_and_reports_it(world: World, client: Client, meeting: Meeting) -> None:
    made = service.create_action(meeting, by=world.koordination, values=values(world))
    sign_in(client, world.jugendamt_person)
    assert "Zahlen liefern" in client.get("/").content.decode()
    client.post(f"/auftraege/{made.pk}/erledigt/", {"outcome": "Gesendet"})
    assert ActionItem.objects.get().outcome == "Gesendet"
    assert "Zahlen liefern" not in client.get("/").content.decode()


def test_list_is_filtered_by_status_table_and_office(world: World, client: Client, meeting: Meeting) -> None:
    service.create_action(meeting, by=world.koordination, values=values(world))
    other = values(world, text="Raum suchen", responsible_department=world.stadtbibliothek)
    service.create_action(make_meeting(), by=world.koordination, values=other)
    sign_in(client, world.koordination)
    office = f"stelle={world.jugendamt.pk}"
    for query in (f"tisch={meeting.round_table_id}", office, f"{office}&status=all"):
        shown = client.get(f"/auftraege/?{query}").content.decode()
        assert ("Zahlen liefern" in shown, "Raum suchen" in shown) == (True, False)
    assert "Kein Auftrag passt" in client.get("/auftraege/?status=overdue").content.decode()


def test_change_of_a_task_by_two_is_shown_to_the_second(world: World, client: Client, meeting: Meeting) -> None:
    made = service.create_action(meeting, by=world.koordination, values=values(world))
    sign_in(client, world.koordination)
    data = {"version": "1", "text": "Erste", "responsible_department": world.jugendamt.pk, "due_on": "12.03.2090"}
    assert client.post(f"/auftraege/{made.pk}/bearbeiten/", data).status_code == 302
    assert client.post(f"/auftraege/{made.pk}/bearbeiten/", data | {"text": "Zweite"}).status_code == 409
