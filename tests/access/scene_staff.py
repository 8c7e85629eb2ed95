"""Figures of the Personalverwaltung, which here is the Jugendamt: released, sent, and not sent yet."""

from typing import Any

from success_factors.selectors.staff import last_full_year
from success_factors.services.staff import accept_staff, save_staff
from tests.factories import World, make_indicator


def staff_scene(world: World) -> dict[str, list[Any]]:
    make_indicator(name="Anteil der Beschäftigten", unit="%", staff_share="staff", department=world.jugendamt)
    told: dict[str, Any] = {"by": world.jugendamt_person, "expected_version": 0}
    offices: Any = {world.jugendamt: {"staff": 100, "answered": 60, "with_migration": 20}}
    year = last_full_year()
    accept_staff(save_staff(year - 2, offices=offices, submit=True, **told), by=world.koordination)
    save_staff(year - 1, offices=offices, submit=True, note="Vorläufige Personalzahlen", **told)
    save_staff(year, offices=offices, note="Vorläufige Personalzahlen", **told)
    return {
        "personal-frei": [year - 2, "csv"],
        "personal-datei": [year - 1, "csv"],
        "personal": [year - 1],
        "personal-offen": [year],
    }
