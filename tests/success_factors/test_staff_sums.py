"""Sums of the whole administration where an office told of how many, and not who of them."""

from neuss_integration.accounts.models import User
from success_factors.models.staff import COUNTS
from success_factors.selectors.staff import StaffCell, staff_table, total_of
from success_factors.selectors.staff_disclosure import TOTAL, hidden_staff
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


def test_where_few_answered_a_nothing_is_hidden_too() -> None:
    """Were 0 of 1 shown, a hidden number beside one answer could only be 1."""
    nothing: dict[str, int | None] = dict.fromkeys(COUNTS)
    told = {1: (1, 1), 2: (1, 0), 3: (0, 0), 4: (40, 0), 5: (60, 20), 6: (70, 30)}
    offices = {key: nothing | {"answered": all_, "with_migration": part} for key, (all_, part) in told.items()}
    hidden = {office for office, _ in hidden_staff(offices, total_of(offices.values()))}
    assert (hidden & {1, 2, 3, 4}, TOTAL in hidden) == ({1, 2}, False)
