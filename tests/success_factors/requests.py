"""Values that the Jugendamt owes."""

import datetime as dt
from typing import Any

from django.utils import timezone

from success_factors.models import ValueRequest
from success_factors.services.value_requests import request_value
from tests.factories import World, make_indicator


def make_value_request(world: World, **fields: Any) -> ValueRequest:
    """The Jugendamt owes a value of an indicator in ten days; `fields` are those of the indicator."""
    due_on = fields.pop("due_on", timezone.localdate() + dt.timedelta(days=10))
    indicator = make_indicator(department=world.jugendamt, **fields)
    return request_value(indicator, by=world.koordination, due_on=due_on)
