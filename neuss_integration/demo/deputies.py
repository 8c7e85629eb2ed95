"""Somebody is on holiday in the demo while the round is open."""

import datetime as dt

from django.utils import timezone

from neuss_integration.accounts.models import Deputy
from neuss_integration.accounts.services.deputies import appoint_deputy
from neuss_integration.demo.accounts import person

LEAVE = dt.timedelta(days=13)


def appoint() -> bool:
    """The Sozialamt is away from today for two weeks, the Integrationsamt stands in; whether that was made just now.

    Today is the day it is entered, which is not the one on which loading began when it runs over midnight.
    """
    absent = person("sozialamt")
    if Deputy.objects.filter(person=absent).exists():
        return False
    today = timezone.localdate()
    period = {"valid_from": today, "valid_until": today + LEAVE}
    appoint_deputy(by=absent, person=absent, deputy=person("integrationsamt"), **period)
    return True
