"""The calendar as a file: a table, and days for calendar programs."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urljoin

from django.conf import settings

from neuss_integration.foundation.calendar.icalendar_files import Day, days, stable_uid
from neuss_integration.foundation.spreadsheets.cells import CellKind, Column, Sheet
from neuss_integration.foundation.spreadsheets.writing import csv_file, workbook
from neuss_integration.steering.selectors.entries import DueEntry

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
    sheet = Sheet("Kalender", COLUMNS, rows)
    return csv_file(sheet) if suffix == "csv" else workbook([sheet], title="Kalender")


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
