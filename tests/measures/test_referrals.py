"""„Nicht zuständig“: said by an office, seen by the Koordination, accepted or sent back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from measures.enums import ChangeProposalState, RoundState
from measures.models import ProgressReport, Referral
from measures.services.exclusions import exclude_measures
from measures.services.referrals import accept_referral, decline_referral, refer, withdraw_referral
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.mailing.models import Mail
from neuss_integration.start_todo import counts_for
from tests.factories import World, make_round, sign_in
from tests.measures.answers import steps, task_of, text_of
from tests.measures.conftest import RefusedBy

REASON = "Das Angebot ist seit Januar dort."


def said(world: World, task: ProgressReport) -> Referral:
    return refer(task, by=world.jugendamt_person, to=world.stadtbibliothek, reason=REASON)


def test_refer_keeps_the_task_and_is_said_once(world: World) -> None:
    task = task_of(world)
    referral = said(world, task)
    assert said(world, task) == referral
    task.refresh_from_db()
    assert (task.department, referral.state) == (world.jugendamt, ChangeProposalState.PROPOSED)
    assert steps(task) == [("refer", "todo", f"Zuständig sei „Stadtbibliothek“. {REASON}")]
    assert referral.history.get().history_user == world.jugendamt_person


def test_accepted_the_task_moves_with_a_mail_and_the_lead_stays(world: World) -> None:
    task = task_of(world, assignee=world.jugendamt_person)
    accept_referral(said(world, task), by=world.koordination)
    task.refresh_from_db()
    assert (task.department, task.assignee) == (world.stadtbibliothek, None)
    assert task.measure.lead_department == world.jugendamt
    mail = Mail.objects.get(kind="task")
    assert (mail.recipient, task.measure.title in mail.subject) == (world.bibliothek_person, True)
    assert steps(task)[-1] == ("hand_over", "todo", f"Von „Jugendamt“ an „Stadtbibliothek“. {REASON}")


def test_accepted_with_the_lead_all_that_is_owed_follows(world: World) -> None:
    task, other = task_of(world), task_of(world, round=make_round())
    accept_referral(said(world, task), by=world.koordination, changes_lead=True)
    task.measure.refresh_from_db()
    assert task.measure.lead_department == world.stadtbibliothek
    departments = {each.department for each in ProgressReport.objects.filter(pk__in=[task.pk, other.pk])}
    assert departments == {world.stadtbibliothek}
    assert task.measure.history.first().history_user == world.koordination


def test_declined_the_office_reads_why(world: World) -> None:
    task = task_of(world)
    decline_referral(said(world, task), by=world.koordination, answer="Die Mittel laufen über Sie.")
    task.refresh_from_db()
    assert task.department == world.jugendamt
    mail = Mail.objects.get(kind="task")
    assert (mail.recipient, "Die Mittel laufen über Sie." in mail.text) == (world.jugendamt_person, True)
    assert steps(task)[-1] == ("refer_back", "todo", "Die Mittel laufen über Sie.")


def test_decided_once(world: World) -> None:
    referral = said(world, task_of(world))
    accept_referral(referral, by=world.koordination)
    with pytest.raises(Refused, match="schon entschieden"):
        accept_referral(referral, by=world.koordination)
    with pytest.raises(Refused, match="schon entschieden"):
        decline_referral(referral, by=world.koordination, answer="Nein.")
    assert Mail.objects.filter(kind="task").count() == 1


def test_withdrawn_nothing_is_open(world: World) -> None:
    task = task_of(world)
    said(world, task)
    assert withdraw_referral(task, by=world.jugendamt_person) is True
    assert withdraw_referral(task, by=world.jugendamt_person) is False
    assert (Referral.objects.count(), Referral.history.first().history_type) == (0, "-")


def test_refer_is_for_the_asked_office_and_a_task_that_is_owed(world: World) -> None:
    task = task_of(world)
    with pytest.raises(PermissionDenied):
        refer(task, by=world.bibliothek_person, to=world.jugendamt, reason=REASON)
    with pytest.raises(PermissionDenied):
        accept_referral(said(world, task), by=world.jugendamt_person)
    with pytest.raises(PermissionDenied):
        decline_referral(said(world, task), by=world.jugendamt_person, answer="Nein.")
    with pytest.raises(Refused, match="schon eingereicht"):
        said(world, task_of(world, round=make_round(), state="submitted"))
    with pytest.raises(Refused, match="Berichtsrunde ist geschlossen"):
        said(world, task_of(world, round=make_round(state=RoundState.CLOSED)))


def test_refer_names_another_office_and_a_reason(world: World, refused_by: RefusedBy) -> None:
    task = task_of(world)
    with pytest.raises(ValidationError, match="Das ist die Fachdienststelle, die gefragt ist"):
        refer(task, by=world.jugendamt_person, to=world.jugendamt, reason=REASON)
    with pytest.raises(ValidationError, match="leer"):
        refer(task, by=world.jugendamt_person, to=world.stadtbibliothek, reason=" ")
    with pytest.raises(Refused, match="in einem Satz"):
        decline_referral(said(world, task), by=world.koordination, answer=" ")
    with refused_by("measures_referral_answer_given"):
        Referral.objects.update(state="declined", decided_at=task.created_at, decided_by=world.koordination)


def test_what_is_no_longer_owed_is_no_longer_to_decide(world: World) -> None:
    task = task_of(world)
    said(world, task)
    assert counts_for(world.koordination)["referrals"] == 1
    exclude_measures(task.round, [task.measure], by=world.koordination, reason="Neu geschnitten")
    assert Referral.objects.pending().count() == 0


def test_office_says_so_on_its_page_and_takes_it_back(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    address = f"/sachstand/{task.pk}/nicht-zustaendig/"
    assert "Nicht zuständig" in text_of(jugendamt.get("/sachstand/"))
    typed = {"to": world.stadtbibliothek.pk, "reason": REASON}
    page = text_of(jugendamt.post(address, typed, follow=True))
    assert "Als nicht zuständig gemeldet: nach Ihrem Vorschlag „Stadtbibliothek“" in page
    page = text_of(jugendamt.post(f"{address}zuruecknehmen/", follow=True))
    assert "Die Meldung ist zurückgenommen." in page


def test_koordination_sees_it_on_start_and_round_page_and_decides(client: Client, world: World) -> None:
    task = task_of(world)
    referral = said(world, task)
    office, address = sign_in(client, world.koordination), f"/berichtsrunden/nicht-zustaendig/{referral.pk}/"
    pages = [
        text_of(office.get(each)) for each in ("/", "/berichtsrunden/nicht-zustaendig/", task.round.get_absolute_url())
    ]
    assert ["nicht zuständig" in pages[0], REASON in pages[1], address in pages[2]] == [True, True, True]
    page = text_of(office.post(address, {"decision": "decline", "answer": ""}))
    assert "Bitte sagen Sie der Fachdienststelle in einem Satz" in page
    page = text_of(office.post(address, {"decision": "accept"}, follow=True))
    assert "Entschieden." in page
    assert office.get(address).status_code == 302
    task.refresh_from_db()
    assert task.department == world.stadtbibliothek
