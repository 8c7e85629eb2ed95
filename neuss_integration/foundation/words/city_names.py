"""What the city calls itself: as somebody entered it on the page of names, and by the settings until then."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Final

from django.conf import settings
from django.db import DatabaseError

SECONDS: Final = 1
"""How long another process may go on with the names of before."""


@dataclass(frozen=True, slots=True)
class CityNames:
    """All names at one moment. An empty article is told by the ending of the name."""

    name: str
    full_name: str
    municipality_key: str
    land: str
    office: str
    office_article: str
    committee: str
    committee_article: str
    contact_email: str


NEUTRAL: Final = CityNames(
    name="unserer Stadt",
    full_name="Stadtverwaltung",
    municipality_key="",
    land="",
    office="Koordinierungsstelle",
    office_article="die",
    committee="Gremium",
    committee_article="das",
    contact_email="",
)
"""Until somebody says what they are called: „Zusammen leben in unserer Stadt“."""
APPLICATION: Final = "Integrationskonzept"
FIELDS: Final = tuple(field.name for field in fields(CityNames))
_entered: dict[str, str] = {}
_read_at: list[float] = []


def is_named() -> bool:
    """Whether somebody said whose application this is; the demo is that of Neuss."""
    return bool(_entered) or settings.CITY_NAME_IS_GIVEN or settings.DEMO_MODE


def names_of_settings() -> CityNames:
    """The names that whoever runs the application gave it in its environment; without any, what fits every city."""
    if not (settings.CITY_NAME_IS_GIVEN or settings.DEMO_MODE):
        return replace(NEUTRAL, land=settings.HOLIDAY_SUBDIVISION, contact_email=settings.CONTACT_EMAIL)
    return CityNames(
        settings.CITY_NAME,
        settings.CITY_FULL_NAME,
        settings.CITY_KEY,
        settings.HOLIDAY_SUBDIVISION,
        settings.OFFICE_NAME,
        settings.OFFICE_ARTICLE,
        settings.COMMITTEE_NAME,
        settings.COMMITTEE_ARTICLE,
        settings.CONTACT_EMAIL,
    )


def city_names() -> CityNames:
    """The names that hold now, as this process knows them; asks no database."""
    return replace(names_of_settings(), **_entered)


def signature() -> dict[str, str]:
    """What stands under a mail: for its template."""
    names = city_names()
    office = names.office if is_named() else APPLICATION
    return {"office_name": office, "city_full_name": names.full_name, "contact_email": names.contact_email}


def imprint() -> dict[str, str]:
    """Who publishes a paper: for its template."""
    names = city_names()
    return {"city": names.full_name, "office": names.office}


def hold_names(entered: Mapping[str, str]) -> None:
    """This process knows what was entered; nothing was where it is empty."""
    found = dict(entered)
    if found != _entered:
        _entered.clear()
        _entered.update(found)
    _read_at[:] = [time.monotonic()]


def look_for_names(read: Callable[[], Mapping[str, str]]) -> None:
    """What was entered is read again if the last look is longer ago than SECONDS; without a database all stays."""
    if _read_at and time.monotonic() - _read_at[0] < SECONDS:
        return
    try:
        hold_names(read())
    except DatabaseError:
        _read_at[:] = [time.monotonic()]
