"""A resolution with an order, its Beratungsfolge, and what it holds for; a funding programme, a calendar."""

from typing import Any

from django.utils import timezone

from neuss_integration.steering.models import CalendarSubscription
from neuss_integration.steering.selectors.addresses import feed_address
from success_factors.models import Goal
from tests.factories import World, make_programme, make_resolution


def resolutions(world: World) -> dict[str, list[Any]]:
    """A resolution about a measure everybody reads, and about an idea and a draft that few may see."""
    drafted = Goal.objects.get(text="Entworfenes Ziel")
    resolution = make_resolution(
        title="Beschluss ohne öffentliche Adresse",
        measures=[world.praeventionsnetz, world.lesegarten],
        goals=[drafted],
        editions=[drafted.guiding_goal.edition],
        order_text="Über das Angebot berichten",
        responsible_department=world.jugendamt,
        state="open",
    )
    day = timezone.localdate()
    consultation = resolution.consultations.create(committee=resolution.committee, kind="advice", day=day)
    programme = make_programme(measures=[world.praeventionsnetz, world.lesegarten])
    calendar = CalendarSubscription.objects.create(user=world.integrationsrat_person, has_feed=True, only_own=True)
    return {
        "kalender": [feed_address(calendar).rpartition("/")[2].removesuffix(".ics")],
        "kalender-falsch": [f"{calendar.key.hex}.falsch"],
        "foerderung": [programme.pk],
        "verfolgen": ["massnahme", world.praeventionsnetz.pk],
        "verfolgen-idee": ["massnahme", world.lesegarten.pk],
        "beschluss": [resolution.pk],
        "beratungsfolge": [resolution.pk, consultation.pk],
        "verknuepfung": ["massnahme", world.praeventionsnetz.number],
    }
