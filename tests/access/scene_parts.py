"""What belongs to the Präventionsnetz, which the Jugendamt leads, and what of it is not for everybody."""

from typing import Any

from measures.models import Measure
from tests.factories import World, make_indicator
from tests.measures.factories import (
    make_attachment,
    make_effect,
    make_evaluation,
    make_funding,
    make_key_figure,
    make_key_figure_value,
    make_milestone,
)

INSIDE = frozenset({"koord", "jugend"})
PART_SECRETS = {
    "Name der Ansprechperson": INSIDE,
    "Entwurf für die Öffentlichkeit": INSIDE,
    "Internes Gutachten": INSIDE,
}
"""Texts of the scene, and which columns of the table may read them."""


def make_parts(world: World) -> dict[str, list[Any]]:
    """One of each, with the arguments of its address."""
    measure = world.praeventionsnetz
    Measure.objects.filter(pk=measure.pk).update(
        contact_name="Name der Ansprechperson", public_text="Entwurf für die Öffentlichkeit"
    )
    make_evaluation(measure=world.lesegarten)
    figure = make_key_figure(measure=measure, counts_people=True)
    parts = {
        "meilenstein": make_milestone(measure=measure),
        "geld": make_funding(measure=measure),
        "wirkung": make_effect(measure=measure, indicator=make_indicator(name="Beeinflusste Zahl")),
        "kennzahl": figure,
        "kennzahlwert": make_key_figure_value(key_figure=figure, value=2),
        "anlage": make_attachment(measure=measure, is_internal=False),
        "anlage-intern": make_attachment(measure=measure, title="Internes Gutachten"),
    }
    return {name: [measure.number, each.pk] for name, each in parts.items()}
