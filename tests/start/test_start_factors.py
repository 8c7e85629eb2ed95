"""The nine Erfolgsfaktoren as small pictures on the start page of the Koordination, as on their own page."""

import re

from django.test import Client
from django.utils import timezone

from success_factors.models import Assessment, Criterion, SuccessFactor
from tests.factories import World, sign_in


def test_koordination_sees_each_factor_at_the_level_of_its_weakest_criterion(world: World, client: Client) -> None:
    factor, other = SuccessFactor.objects.order_by("number")[:2]
    for position, (of, level) in enumerate([(factor, 4), (factor, 2), (other, None)], start=1):
        criterion = Criterion.objects.create(factor=of, text=f"Merkmal {position}", position=position)
        if level is not None:
            told = {"rationale": "Gesehen.", "assessed_on": timezone.localdate(), "author": world.koordination}
            Assessment.objects.create(criterion=criterion, level=level, **told)
    text = " ".join(sign_in(client, world.koordination).get("/").text.split())
    picture = text.partition('class="start-factors"')[2].partition("</ul>")[0]
    words = re.findall(r'level__word">([^<]+)<', picture)
    assert words == ["in Ansätzen", "noch nicht eingeschätzt"]
    assert text.index('class="start-factors"') < text.index('id="zu-tun"')
