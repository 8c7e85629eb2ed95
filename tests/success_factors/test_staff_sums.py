"""Sums of the whole administration where an office told of how many, and not who of them."""

from neuss_integration.accounts.models import User
from success_factors.selectors.staff import StaffCell, staff_table
from tests.factories import World
from tests.success_factors.test_staff import FULL, released

UNTOLD = FULL | {"trainees": 100, "trainees_with_migration": None, "hires": 30, "hires_with_migration": None}


def cells_of_all(world: World, person: User, **first: int) -> dict[str, str]:
    year = released(world, (world.jugendamt, FULL | first), (world.stadtbibliothek, UNTOLD))
    cells: list[StaffCell] = staff_table(person, year).total.cells
    return {each.column.heading: each.shown for each in cells}


def test_part_of_the_administration_is_of_those_who_told_both(world: World) -> None:
    """4 of 8 of one office are 50 %; 100 of another told nobody who they are."""
    shown = cells_of_all(world, world.integrationsrat_person)
    assert (shown["Auszubildende"], shown["Neueinstellungen"]) == ("4 von 8 (50 %)", "4 von 10 (40 %)")


def test_others_are_few_though_another_office_has_many(world: World) -> None:
    """7 of 8 leave one person; that the other office has 100 hides nobody."""
    assert cells_of_all(world, world.integrationsrat_person, trainees_with_migration=7)["Auszubildende"] == "·"
