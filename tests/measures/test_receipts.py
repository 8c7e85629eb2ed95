"""Who submitted is told what arrived: once for all of a while, and nothing that was taken back."""

import datetime as dt
from typing import Any

from django.core import mail as outbox
from django.utils import timezone

from measures.enums import ReceivedBy
from measures.services import progress
from measures.services.progress import Receipt
from neuss_integration.mailing.delivery import deliver_due
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.models import Mail
from tests.factories import World, make_measure, make_progress, make_round
from tests.measures.answers import COMPLETE, task_of


def receipts() -> Any:
    return Mail.objects.filter(kind="receipt").order_by("pk")


def test_who_submits_several_gets_one_receipt_with_measure_round_and_day(world: World) -> None:
    first = task_of(world)
    other = make_progress(measure=make_measure(title="Lesestunde", lead_department=world.jugendamt), round=make_round())
    for task in (first, other):
        progress.submit(task, by=world.jugendamt_person, expected_version=1, values=COMPLETE)
    deliver_due(now=timezone.now() + dt.timedelta(minutes=14))
    assert [message.to for message in outbox.outbox] == []
    deliver_due(now=timezone.now() + dt.timedelta(minutes=16))
    mail = receipts().get()
    assert (mail.state, mail.address, mail.subject) == (
        MailState.SENT, world.jugendamt_person.email, "Eingegangen: 2 Sachstände",
    )  # fmt: skip
    told = [first.measure.number, "Lesestunde", first.round.title, f"{timezone.localdate():%d.%m.%Y}", f"/{other.pk}/"]
    assert ([part for part in told if part not in mail.text], mail.text.count("\n* ")) == ([], 2)


def test_receipt_after_the_first_went_out_tells_of_the_new_one_only(world: World) -> None:
    progress.submit(task_of(world), by=world.jugendamt_person, expected_version=1, values=COMPLETE)
    receipts().update(state=MailState.SENT, sent_at=timezone.now())
    other = make_progress(measure=make_measure(title="Lesestunde", lead_department=world.jugendamt), round=make_round())
    progress.submit(other, by=world.jugendamt_person, expected_version=1, values=COMPLETE)
    assert [each.subject for each in receipts()] == ["Eingegangen: 1 Sachstand"] * 2
    assert world.praeventionsnetz.number not in receipts().last().text


def test_what_is_taken_back_leaves_the_receipt_and_alone_it_is_not_sent(world: World) -> None:
    task = task_of(world)
    sent = progress.submit(task, by=world.jugendamt_person, expected_version=1, values=COMPLETE)
    progress.take_back(sent, by=world.jugendamt_person)
    assert receipts().get().state == MailState.CANCELLED


def test_what_the_koordination_enters_for_an_office_gives_no_receipt(world: World) -> None:
    told = Receipt(ReceivedBy.PHONE, "Frau Beispiel")
    progress.submit(task_of(world), by=world.koordination, expected_version=1, values=COMPLETE, receipt=told)
    assert list(receipts()) == []
