"""A reported barrier is kept before any mail, reaches the office, and nobody floods its mailbox."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from neuss_integration.mailing.models import BarrierReport, Mail
from neuss_integration.mailing.services import BARRIERS_AN_HOUR, forget_addresses, report_barrier, settle_barrier
from tests.factories import World, sign_in

PAGE = "/barrierefreiheit/"
TYPED = {"message": "Die Karte hat keinen Text.", "page": "Karte", "email": "eva@example.org"}


def test_report_is_kept_and_waits_as_mail(client: Client, world: World) -> None:
    assert client.post(PAGE, TYPED, follow=True).status_code == 200
    report, mail = BarrierReport.objects.get(), Mail.objects.get()
    assert (report.message, report.page, report.email) == tuple(TYPED.values())
    assert (mail.address, mail.reply_to) == ("koordination@neuss.example", "eva@example.org")
    assert "Die Karte hat keinen Text." in mail.text


def test_robot_hears_thanks_and_is_forgotten(client: Client, world: World) -> None:
    assert "Ihre Meldung ist angekommen" in client.post(PAGE, TYPED | {"website": "x"}, follow=True).text
    assert BarrierReport.objects.count() == 0


def test_many_reports_from_one_network_are_refused_and_keep_the_text(client: Client, world: World) -> None:
    pages = [client.post(PAGE, TYPED, follow=True).text for _ in range(7)]
    assert ["in zehn Minuten" in page for page in pages] == [False] * 5 + [True] * 2
    assert "Die Karte hat keinen Text." in pages[-1]
    assert BarrierReport.objects.count() == 5


def test_flood_is_kept_without_a_mail_each(world: World) -> None:
    for _ in range(BARRIERS_AN_HOUR + 5):
        report_barrier(message="x", page="", email="")
    assert (BarrierReport.objects.count(), Mail.objects.count()) == (BARRIERS_AN_HOUR + 5, BARRIERS_AN_HOUR)


def test_settled_report_forgets_the_address(client: Client, world: World) -> None:
    report = report_barrier(**TYPED)
    office = sign_in(client, world.koordination)
    assert "eva@example.org" in office.get("/nachrichten/barrieren/").text
    office.post(f"/nachrichten/barrieren/{report.pk}/erledigt/")
    report.refresh_from_db()
    assert (report.settled_by, report.email) == (world.koordination, "")
    assert "eva@example.org" not in Mail.objects.get().text + Mail.objects.get().reply_to


def test_old_report_forgets_the_address_by_itself(world: World) -> None:
    report_barrier(**TYPED)
    BarrierReport.objects.update(created_at=timezone.now() - dt.timedelta(days=91))
    assert (forget_addresses(), BarrierReport.objects.get().email, forget_addresses()) == (1, "", 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_has_the_same_queries_for_any_number(
    client: Client, world: World, django_assert_num_queries: Any, rows: int
) -> None:
    for _ in range(rows):
        report_barrier(**TYPED)
    office = sign_in(client, world.koordination)
    with django_assert_num_queries(6):
        assert office.get("/nachrichten/barrieren/").text.count("<h2 id=") == rows


def test_reports_are_settled_by_the_coordination_only(world: World) -> None:
    with pytest.raises(PermissionDenied):
        settle_barrier(report_barrier(**TYPED), by=world.jugendamt_person)
