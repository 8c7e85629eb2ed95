"""Invented figures of the Personalverwaltung for two years, entered and released through the services."""

from typing import Final

from neuss_integration.city.master_data.completing import known_ids
from neuss_integration.city.models import Department
from neuss_integration.demo.accounts import person
from success_factors.models import Indicator, StaffYear
from success_factors.selectors.staff import offices_of
from success_factors.services.indicators import update_indicator
from success_factors.services.staff import accept_staff, save_staff

OWNER: Final = "Personalverwaltung"
NOTE: Final = "Demonstrationsdaten: Alle Zahlen sind erfunden."
MISSING: Final = 5
"""Each so many-th office sent nothing in the first of the two years."""


def play(year: int) -> bool:
    """The Personalverwaltung answers for the shares, and has told of the year before `year` and of `year`."""
    if StaffYear.objects.exists():
        return False
    koordination, by = person("koordination"), person("personal")
    owner = Department.objects.get(pk=known_ids(Department, "name")[OWNER])
    for share in Indicator.objects.exclude(staff_share=""):
        update_indicator(share, by=koordination, expected_version=share.version, values={"department": owner})
    for of in (year - 1, year):
        told = {
            office: _invented(number, year - of)
            for number, office in enumerate(offices_of(of), start=1)
            if of == year or number % MISSING
        }
        entered = save_staff(of, by=by, expected_version=0, offices=told, note=NOTE, submit=True)
        accept_staff(entered, by=koordination)
    return True


def _invented(number: int, back: int) -> dict[str, int | None]:
    """Always the same numbers of the office: larger and smaller ones, a few of them very small."""
    staff = 8 + number * 53 % 170 - back * (number % 3)
    answered = staff * (52 + number * 7 % 23 - 4 * back) // 100
    with_migration = answered * (11 + number * 5 % 17 - 2 * back) // 100
    hires, trainees, managers = 1 + staff // 14, staff // 30, 1 + staff // 18
    return {
        "staff": staff,
        "answered": answered,
        "with_migration": with_migration,
        "hires": hires,
        "hires_with_migration": min(hires * (1 + number % 3) // 6, hires),
        "trainees": trainees,
        "trainees_with_migration": min(trainees // 2, with_migration),
        "managers": managers,
        "managers_with_migration": min(managers // 7, with_migration),
        "trainings": number % 4,
        "participants": staff * (4 + number % 5 - back) // 60 * min(number % 4, 1),
    }
