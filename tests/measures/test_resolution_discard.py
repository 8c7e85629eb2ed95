"""A resolution that was entered by mistake can be taken out again, as long as nothing rests on it."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from measures.models import Consultation, Resolution, ResolutionEvent
from measures.services.orders import report_order
from measures.services.resolution_discard import discard_resolution
from measures.services.resolutions import create_resolution
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.steering.enums import FollowKind
from neuss_integration.steering.models import Follow
from neuss_integration.steering.services.follows import follow
from reporting.models import ReportResolution
from tests.factories import World, make_committee, make_edition, make_proposal, make_report, make_resolution, sign_in
from tests.measures.answers import text_of

pytestmark = pytest.mark.django_db


def ordered(world: World, **more: Any) -> Resolution:
    values = {
        "committee": make_committee(),
        "title": "Versehentlich eingetragen",
        "result": "approved",
        "resolved": dt.date(2026, 3, 1),
        "order_text": "Das Netz ausbauen.",
        "responsible_department": world.jugendamt,
        "measures": [world.praeventionsnetz],
    }
    return create_resolution(by=world.koordination, values=values | more)


def test_page_says_what_follows_and_then_it_is_gone_from_everywhere(client: Client, world: World) -> None:
    wrong, office = ordered(world), sign_in(client, world.koordination)
    Consultation.objects.create(resolution=wrong, committee=make_committee(), kind="advice", day=dt.date(2026, 2, 1))
    follow(FollowKind.RESOLUTION, wrong, by=world.integrationsrat_person)
    address = f"{wrong.get_absolute_url()}verwerfen/"
    shown = text_of(office.get(address))
    assert "Der Auftrag an die Verwaltung fällt mit weg." in shown
    assert str(world.praeventionsnetz) in shown
    assert "01.02.2026" in shown
    assert "ist verworfen" in text_of(office.post(address, follow=True))
    left = [model.objects.exists() for model in (Resolution, Consultation, ResolutionEvent, Follow)]
    assert left == [False] * 4
    assert office.get(wrong.get_absolute_url()).status_code == 404
    kept = Resolution.history.filter(history_type="-").get()
    assert (kept.title, kept.history_user) == ("Versehentlich eingetragen", world.koordination)


def test_second_click_finds_nothing_more_and_breaks_nothing(client: Client, world: World) -> None:
    wrong, office = make_resolution(), sign_in(client, world.koordination)
    answers = [office.post(f"{wrong.get_absolute_url()}verwerfen/").status_code for _ in range(2)]
    assert answers == [302, 404]


def test_what_others_rest_on_stays_and_the_page_says_why(client: Client, world: World) -> None:
    report, told = make_report(), ordered(world)
    report_order(told, by=world.jugendamt_person, step="begin", text="Begonnen.")
    linked, decided = make_resolution(), make_resolution(result="amended", adopts=make_edition())
    ReportResolution.objects.create(report=report, resolution=linked, linked_by=world.koordination)
    proposed = make_resolution()
    make_proposal(resolution=proposed)
    reasons = {told: "Vermerke zum Auftrag", linked: "Beschlüsse zu Berichten", decided: "beschlossene Fassung"}
    for resolution, reason in (reasons | {proposed: "Handlungsvorschläge"}).items():
        with pytest.raises(Refused, match=reason):
            discard_resolution(resolution, by=world.koordination)
    shown = text_of(sign_in(client, world.koordination).get(f"{told.get_absolute_url()}verwerfen/"))
    assert "Bitte berichtigen Sie ihn unter „Bearbeiten“." in shown


def test_office_may_not(world: World) -> None:
    with pytest.raises(PermissionDenied):
        discard_resolution(make_resolution(), by=world.jugendamt_person)
