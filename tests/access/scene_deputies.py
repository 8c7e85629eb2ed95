"""Somebody of the Jugendamt will be absent; who will stand in concerns that office and those who look after it."""

import datetime as dt
from typing import Any

from django.utils import timezone

from neuss_integration.accounts.models import Deputy, User
from tests.factories import World, make_person

DEPUTY_SECRETS = {"Geheime Vertretung": frozenset({"admin", "jugend", "koord"})}
"""Texts of the scene, and which columns of the table may read them."""


def deputies(world: World) -> dict[str, list[Any]]:
    """From tomorrow on, so that nobody may do more today."""
    deputy = make_person("geheime-vertretung@neuss.example", "Geheime Vertretung")
    User.objects.filter(pk=deputy.pk).update(is_active=False)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    found = Deputy.objects.create(
        person=world.jugendamt_person, deputy=deputy, valid_from=tomorrow, valid_until=tomorrow
    )
    return {"vertretung": [found.pk]}
