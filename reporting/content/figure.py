"""What one figure of a report is, and how those that count measures are made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.text import slugify

from neuss_integration.foundation.words.folding import fold

Json = Mapping[str, Any]
PERIOD: Final = "massnahme-des-berichtszeitraums"
"""The place among the definitions of what a measure of the period is."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: its key, what it is in German, its value as the report tells it, and what was counted.

    `rows` are (number or name, title) of measures and the like; `section` is the kind of section that tells it, and
    `definition` its anchor among the definitions.
    """

    key: str
    label: str
    value: str
    section: str
    definition: str
    rows: tuple[tuple[str, str], ...] = ()


def rows_of_measures(measures: Iterable[Json]) -> tuple[tuple[str, str], ...]:
    """Number and title of each."""
    return tuple((each["number"], each["title"]) for each in measures)


def counted(key: str, label: str, measures: Iterable[Json], section: str, definition: str) -> Figure:
    """How many `measures` there are, and which."""
    rows = rows_of_measures(measures)
    return Figure(key, label, str(len(rows)), section, definition, rows)


def figure_anchor(key: str) -> str:
    """The place of a figure on the page „Nachrechnen“."""
    return slugify(fold(key).replace(":", "-"))
