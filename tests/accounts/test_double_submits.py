"""Pages that are new: the same form sent twice at once has one result, and none from another site."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from measures.models import ProgressEvent, Referral, RoundExclusion
from measures.services.exclusions import exclude_measures
from measures.services.referrals import refer
from neuss_integration.accounts.models import ColleagueRequest, Membership, User
from neuss_integration.accounts.services.colleagues import ask_for_colleague
from neuss_integration.mailing.models import Mail
from tests.accounts.test_races import at_once, twin
from tests.factories import World, sign_in
from tests.measures.answers import task_of

pytestmark = pytest.mark.django_db(transaction=True)
MIA = {"name": "Mia Neu", "email": "mia@neuss.example"}


@dataclass
class Door:
    """Who sends what where, and how often each kind of row may come of it."""

    person: User
    url: str
    data: dict[str, Any]
    rows: dict[type[Model], int]


def excluding(world: World) -> Door:
    task = task_of(world)
    data = {"measures": [task.measure_id], "reason": "Neu geschnitten"}
    rows = {RoundExclusion: 1, ProgressEvent: 1, Mail: 1}
    return Door(world.koordination, reverse("measures:round-exclude", args=[task.round_id]), data, rows)


def taking_in(world: World) -> Door:
    task = task_of(world)
    exclude_measures(task.round, [task.measure], by=world.koordination, reason="Irrtum")
    url = reverse("measures:round-take-in", args=[task.round_id, task.measure_id])
    return Door(world.koordination, url, {}, {RoundExclusion: -1, ProgressEvent: 1, Mail: 1})


def referring(world: World) -> Door:
    data = {"to": world.stadtbibliothek.pk, "reason": "Seit Januar dort."}
    url = reverse("measures:progress-refer", args=[task_of(world).pk])
    return Door(world.jugendamt_person, url, data, {Referral: 1, ProgressEvent: 1})


def deciding(world: World) -> Door:
    said = refer(task_of(world), by=world.jugendamt_person, to=world.stadtbibliothek, reason="Dort.")
    url = reverse("measures:referral-decide", args=[said.pk])
    return Door(world.koordination, url, {"decision": "accept"}, {ProgressEvent: 1, Mail: 1})


def wishing(world: World) -> Door:
    data = MIA | {"department": world.jugendamt.pk}
    rows = {ColleagueRequest: 1, Mail: 1}
    return Door(world.jugendamt_person, reverse("accounts:request-create"), data, rows)


def releasing(world: World) -> Door:
    asked = ask_for_colleague(world.jugendamt, by=world.jugendamt_person, **MIA)
    rows = {User: 1, Membership: 1, Mail: 2}
    return Door(world.verwaltung_person, reverse("accounts:request-release", args=[asked.pk]), {}, rows)


def creating(world: World) -> Door:
    data = MIA | {"role": "department_editor", "department": world.jugendamt.pk}
    return Door(world.verwaltung_person, reverse("accounts:user-create"), data, {User: 1, Membership: 1, Mail: 1})


DOORS = [excluding, taking_in, referring, deciding, wishing, releasing, creating]


def counts(door: Door) -> dict[type[Model], int]:
    return {model: model._default_manager.count() for model in door.rows}


@pytest.mark.parametrize("make", DOORS)
def test_form_sent_twice_at_once_has_one_result(client: Client, world: World, make: Callable[[World], Door]) -> None:
    cache.clear()
    door = make(world)
    before = counts(door)
    tabs = [twin(sign_in(client, door.person)) for _ in range(3)]
    answers = at_once(*[lambda tab=tab: tab.post(door.url, door.data).status_code for tab in tabs])
    after = counts(door)
    assert set(answers) <= {200, 302, 404, 409}
    assert {model: after[model] - before[model] for model in after} == door.rows


@pytest.mark.parametrize("make", DOORS)
def test_form_of_another_site_is_refused(world: World, make: Callable[[World], Door]) -> None:
    door = make(world)
    before = counts(door)
    browser = sign_in(Client(enforce_csrf_checks=True), door.person)
    answer = browser.post(door.url, door.data, headers={"Origin": "https://boese.example"})
    assert (answer.status_code, counts(door)) == (403, before)
