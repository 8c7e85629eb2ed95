"""What the member of the Gremium for integration follows in the demo."""

from measures.models import Measure, Resolution
from neuss_integration.accounts.models import User
from neuss_integration.demo.accounts import person
from neuss_integration.steering.enums import FollowKind
from neuss_integration.steering.models import Follow
from neuss_integration.steering.selectors.follows import things
from neuss_integration.steering.services.follows import follow


def begin() -> bool:
    """A priority field, a running measure with a report and an open order. False when they were followed already."""
    if Follow.objects.exists():
        return False
    by: User = person("integrationsrat")
    field = things(FollowKind.FIELD, by).filter(is_priority=True).order_by("position").first()
    measure = Measure.objects.visible_to(by).filter(latest_progress__isnull=False).order_by("number").first()
    order = Resolution.objects.visible_to(by).unsettled().order_by("pk").first()
    for kind, thing in ((FollowKind.FIELD, field), (FollowKind.MEASURE, measure), (FollowKind.RESOLUTION, order)):
        if thing is not None:
            follow(kind, thing, by=by)
    return True
