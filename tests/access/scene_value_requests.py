"""Values asked of the Jugendamt: one it still owes, one it has sent with a file."""

import datetime as dt
import hashlib
from decimal import Decimal
from typing import Any

from django.utils import timezone

from neuss_integration.foundation.attachments.checking import CheckedFile
from neuss_integration.foundation.attachments.kinds import AttachmentKind
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.models import Indicator
from success_factors.services.value_requests import deliver, request_value
from tests.factories import World, make_indicator

VALUE_SECRETS = {"Gelieferter Hinweis": frozenset({"koord", "jugend"})}
CONTENT = b"%PDF-1.7 Register"
FILE = CheckedFile("register.pdf", AttachmentKind.PDF, CONTENT, hashlib.sha256(CONTENT).hexdigest())


def value_requests(world: World) -> dict[str, list[Any]]:
    due_on = timezone.localdate() + dt.timedelta(days=9)
    owed, sent = (_indicator(world, name) for name in ("Wert, der fehlt", "Wert, der da ist"))
    asked, answered = (request_value(each, by=world.koordination, due_on=due_on) for each in (owed, sent))
    answered = deliver(
        answered,
        by=world.jugendamt_person,
        expected_version=1,
        values={
            "period": PartialDate(dt.date(2025, 1, 1), "year"),
            "source": "Register",
            "note": "Gelieferter Hinweis",
        },
        lines=[{"group": "", "value": Decimal(410), "sign": "", "qualifier": ""}],
        submit=True,
        file=FILE,
    )
    return {
        "indikator-amt": [owed.pk],
        "abfrage-offen": [asked.pk],
        "abfrage": [answered.pk],
        "abfrage-beleg": [answered.pk, answered.files.get().pk],
    }


def _indicator(world: World, name: str) -> Indicator:
    return make_indicator(name=name, department=world.jugendamt)
