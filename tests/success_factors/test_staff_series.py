"""The shares of the Personalzahlen as series: told by other offices than before, they show no change."""

import pytest

from success_factors.services.staff import accept_staff, return_staff
from tests.factories import World
from tests.success_factors.test_staff import FULL, YEAR, entered, page_of, released, share

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("more", "is_break"), [([], False), (["stadtbibliothek"], True)])
def test_share_told_by_other_offices_begins_a_new_series(world: World, more: list[str], is_break: bool) -> None:
    indicator = share(world, direction="up")
    released(world, (world.jugendamt, FULL), year=YEAR - 1)
    higher = {**FULL, "with_migration": 20}
    released(world, (world.jugendamt, higher), *((getattr(world, name), higher) for name in more))
    values = indicator.values.order_by("reference_date")
    assert list(values.values_list("starts_new_series", flat=True)) == [False, is_break]
    page = page_of(world.integrationsrat_person, indicator.get_absolute_url())
    assert ("richtige Richtung" in page, "nicht vergleichbar" in page) == (not is_break, is_break)


def test_break_goes_when_the_office_that_was_missing_is_added_to_the_year_before(world: World) -> None:
    indicator, both = share(world), [(each, FULL) for each in (world.jugendamt, world.stadtbibliothek)]
    old = released(world, both[0], year=YEAR - 1)
    released(world, *both)
    back = return_staff(old, by=world.koordination, comment="Eine Stelle fehlt.")
    sent = entered(world, *both, year=YEAR - 1, expected_version=back.version, submit=True)
    accept_staff(sent, by=world.koordination)
    used = indicator.values.filter(is_used=True).order_by("reference_date")
    assert list(used.values_list("starts_new_series", flat=True)) == [False, False]
