"""Somebody is on holiday in the demo while the round is open."""

import datetime as dt

from neuss_integration.accounts.models import Deputy
from neuss_integration.accounts.services.deputies import appoint_deputy
from neuss_integration.demo.accounts import person

LEAVE = dt.timedelta(days=13)


def appoint(today: dt.date) -> bool:
    """The Sozialamt is away from today for two weeks, the Integrationsamt stands in; whether that was made just now."""
    absent = person("sozialamt")
    if Deputy.objects.filter(person=absent).exists():
        return False
    period = {"valid_from": today, "valid_until": today + LEAVE}
    appoint_deputy(by=absent, person=absent, deputy=person("integrationsamt"), **period)
    return True
