"""The Selbstcheck of the Jugendamt: released, sent, and not begun yet."""

from typing import Any

from tests.access.scene_staff import staff_scene
from tests.factories import World
from tests.measures.checks import YEAR, answered, check_of, make_check_question, opened, released

__all__ = ["make_check_question", "staff_and_checks"]


def staff_and_checks(world: World) -> dict[str, list[Any]]:
    for year in (YEAR - 1, YEAR, YEAR + 1):
        opened(world, year)
    done = released(world, world.jugendamt, YEAR - 1)
    sent = answered(world, world.jugendamt, YEAR, note="Vorläufige Antwort des Jugendamts")
    return staff_scene(world) | {
        "selbstcheck-jahr": [YEAR],
        "selbstcheck-datei": [YEAR, "csv"],
        "selbstcheck-frei": [done.pk],
        "selbstcheck-neu": [sent.pk],
        "selbstcheck-offen": [check_of(world.jugendamt, YEAR + 1).pk],
        "luecke": [done.answers.get().pk],
    }
