"""Whether the background processes live."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from neuss_integration.operations.enums import BackgroundService
from neuss_integration.operations.models import Heartbeat

AHEAD: Final = dt.timedelta(seconds=60)
"""How far the clocks of two machines may be apart."""


@dataclass(frozen=True, slots=True)
class Life:
    """Whether one process of the service lives, and when the last one was seen; None: never."""

    service: BackgroundService
    is_alive: bool
    seen_at: dt.datetime | None

    @property
    def sentence(self) -> str:
        """For people: „Der Hintergrunddienst läuft nicht seit 14:02 Uhr“."""
        if self.is_alive:
            return f"Der {self.service.label} läuft"
        if self.seen_at is None:
            return f"Der {self.service.label} läuft nicht"
        seen, today = timezone.localtime(self.seen_at), timezone.localdate()
        return f"Der {self.service.label} läuft nicht seit {seen:%H:%M}" + (
            " Uhr" if seen.date() == today else f" Uhr am {seen:%d.%m.%Y}"
        )


def life_of(service: BackgroundService) -> Life:
    """The process of `service` that was seen last; one query. Signs from the future are left out (records.life)."""
    now = timezone.now()
    last = Heartbeat.objects.filter(service=service, seen_at__lte=now + AHEAD).order_by("-silent_after").first()
    return Life(service, last is not None and now <= last.silent_after, last.seen_at if last else None)
