"""The mails of the demo read as on the day on which they went out."""

import datetime as dt

from django.utils import timezone

from measures.services.reminders import queue_due
from neuss_integration.demo.mails import sent_on
from neuss_integration.mailing.models import Mail
from tests.factories import World, make_progress, make_round


def test_mail_of_a_former_round_asks_until_a_day_that_was_to_come(world: World) -> None:
    asked = make_round(title="Runde 2024", due_on=dt.date(2025, 2, 28))
    make_progress(round=asked, measure=world.praeventionsnetz)
    assert queue_due(rounds=[asked]) == 1
    assert Mail.objects.get().subject == "Runde 2024: 1 Sachstand, Frist war 28.02.2025"
    sent_on(asked, timezone.make_aware(dt.datetime(2025, 1, 10, 9)))  # noqa: DTZ001
    mail = Mail.objects.get()
    assert mail.subject == "Runde 2024: 1 Sachstand bis 28.02.2025"
    assert "Rückmeldung bis 28.02.2025" in mail.text
    assert "die Frist war" not in mail.html
    assert mail.state == "sent"
