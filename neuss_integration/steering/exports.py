"""The calendar as a file: a table, and days for calendar programs."""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings

from neuss_integration.foundation.calendar.icalendar_files import Day, days, stable_uid
from neuss_integration.foundation.spreadsheets.cells import CellKind, Column, Sheet
from neuss_integration.foundation.spreadsheets.writing import csv_file, sheet_file, workbook
from neuss_integration.steering.selectors.entries import DueEntry
from neuss_integration.steering.selectors.follows import News

COLUMNS: Final = (
    Column("Tag", 13, CellKind.DATE),
    Column("Uhrzeit", 10),
    Column("Art", 24),
    Column("Titel", 60),
    Column("Was", 40),
    Column("Zuständig", 34),
    Column("überfällig", 11),
)


def calendar_table(entries: Iterable[DueEntry], suffix: str) -> bytes:
    """The `entries` in their order, as XLSX or CSV."""
    rows = [
        (
            each.day,
            each.time,
            each.kind_label,
            each.title,
            each.what,
            each.responsible,
            "ja" if each.is_overdue else "nein",
        )
        for each in entries
    ]
    return sheet_file(Sheet("Kalender", COLUMNS, rows), suffix)


FOLLOW_COLUMNS: Final = (Column("Art", 18), Column("Titel", 70), Column("Adresse", 60))
NEWS_COLUMNS: Final = (
    Column("Tag", 13, CellKind.DATE),
    Column("Titel", 60),
    Column("Neues", 60),
    Column("Adresse", 60),
)


def follow_table(follows: Iterable[tuple[Any, Any, str]], news: Iterable[News], suffix: str) -> bytes:
    """What a person follows and, in a workbook, what happened with it on a second sheet; as XLSX or CSV."""
    rows = [(kind.label, str(thing), urljoin(settings.SITE_URL, url)) for kind, thing, url in follows]
    sheet = Sheet("Verfolgt", FOLLOW_COLUMNS, rows)
    if suffix == "csv":
        return csv_file(sheet)
    told = [(each.day, each.title, each.what, urljoin(settings.SITE_URL, each.url)) for each in news]
    return workbook([sheet, Sheet("Neues", NEWS_COLUMNS, told)], title="Verfolgt")


def calendar_file(entries: Iterable[DueEntry]) -> str:
    """The `entries` as whole days (RFC 5545). What was moved keeps its UID, so programs move their entry."""
    return days(
        Day(
            stable_uid(f"kalender-{each.kind}", each.key),
            f"{each.what}: {each.title}",
            each.day,
            description="\n".join(
                part for part in (each.kind_label, each.time and f"{each.time} Uhr", each.responsible) if part
            ),
            url=urljoin(settings.SITE_URL, each.url),
        )
        for each in entries
    )
