"""Loading the demo may run over midnight: what begins today begins on the day it is entered."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from neuss_integration.accounts.models import Deputy
from neuss_integration.demo import city

EVENING = dt.datetime(2026, 11, 30, 23, 59, 59, tzinfo=ZoneInfo("Europe/Berlin"))
STEPS_BETWEEN = ("_enter_catalogue", "_round", "_publish", "_enter_late_measure")
RECORDED_BETWEEN = ("indicators.record", "areas.record", "staff.play", "assessments.assess")


@pytest.mark.django_db
def test_deputy_begins_after_midnight(time_machine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*STEPS_BETWEEN, *RECORDED_BETWEEN):
        monkeypatch.setattr(f"neuss_integration.demo.city.{name}", lambda *_: ("", False))
    time_machine.move_to(EVENING, tick=False)
    for what, _ in city.build():
        if what == "Stammdaten":
            time_machine.move_to(EVENING + dt.timedelta(hours=1), tick=False)
        if what == "Vertretung des Sozialamts":
            break
    assert Deputy.objects.get().valid_from == timezone.localdate() == dt.date(2026, 12, 1)
