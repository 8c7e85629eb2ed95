"""Rows of the catalogue as HTML. One string, because lists are long and template nodes are what they cost most."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from measures.catalogue.columns import BETWEEN, CatalogueColumn
from measures.enums import MeasureKind, MeasureState, TrafficLight
from measures.fields import BY_COLUMN, OTHER_FORMS
from neuss_integration.foundation.spreadsheets.cells import CellKind
from neuss_integration.foundation.ui import signs
from neuss_integration.foundation.ui.html import escaped, format_html_join
from neuss_integration.foundation.ui.texts import german_number
from neuss_integration.foundation.words.nouns import count_of

LONGEST: Final = 160
NUMERIC: Final = (CellKind.DATE, CellKind.INTEGER, CellKind.NUMBER, CellKind.MONEY)


@cache
def state_sign(state: str) -> SafeString:
    """The badge of a state of measures."""
    return signs.state_badge(state, MeasureState(state).label)


def _light(value: Any) -> str:
    return signs.traffic_light(value) if value else signs.NOTHING


OWN_SIGNS: Final[dict[str, Callable[[Any], str]]] = {"status": state_sign, "ampel": _light}


TICK: Final = (
    '<td class="row-tick"><label class="row-tick__label"><input class="kern-form-check__checkbox" type="checkbox" '
    'form="ticked" name="auswahl" value="{0}"><span class="kern-sr-only">{0} auswählen</span></label></td>'
)


CHANGED_IN_PLACE: Final = frozenset(
    key for key, field in BY_COLUMN.items() if field.section not in OTHER_FORMS and key not in ("titel", "statusgrund")
)
"""The columns whose cells can be changed in the list; the title leads to the page of the measure."""


class ValueLinks:
    """Links from a value in a row to all measures of the view that have it too."""

    def __init__(self, pairs: Sequence[tuple[str, str]], choices: Mapping[str, Iterable[tuple[str, str]]]) -> None:
        self.pairs = [(name, value) for name, value in pairs if name != "seite"]
        self.keys: dict[str, tuple[str, Mapping[str, str]]] = {
            "handlungsfeld": ("handlungsfeld", {label: key for key, label in choices["handlungsfeld"]}),
            "federfuehrung": ("fachdienststelle", {label: key for key, label in choices["fachdienststelle"]}),
            "status": ("status", {key: key for key in MeasureState.values}),
            "ampel": ("ampel", {key: key for key in TrafficLight.values}),
            "art": ("art", {key: key for key in MeasureKind.values}),
        }
        self.known: dict[tuple[str, Any], str] = {}

    def cell(self, column: CatalogueColumn, value: Any, number: str) -> str:
        """The value, as a link where it can be filtered by and is not yet; the keyboard has the filter for it."""
        if column.key not in self.keys or value is None:
            return cell_html(column, value)
        if (found := self.known.get((column.key, value))) is None:
            found = self.known[column.key, value] = self._linked(column, value)
        return found

    def _linked(self, column: CatalogueColumn, value: Any) -> str:
        name, keys = self.keys[column.key]
        pair = (name, keys.get(value, ""))
        shown = cell_html(column, value)
        if not pair[1] or pair in self.pairs:
            return shown
        address = escaped(urlencode([*self.pairs, pair]))
        return f'<a class="value-link" tabindex="-1" href="?{address}" title="danach filtern">{shown}</a>'


class CellLinks:
    """Links from a value in a row to the form that changes it, for one who may; without script its own page."""

    def __init__(self, query: str) -> None:
        self.back = escaped(urlencode({"zurueck": query}))
        self.base = reverse("measures:measure-list")

    def cell(self, column: CatalogueColumn, value: Any, number: str) -> str:
        """The value as a link; what is worked out or kept elsewhere stays a value."""
        shown = cell_html(column, value)
        if column.key not in CHANGED_IN_PLACE:
            return shown
        page = "status/?" if column.key == "status" else f"bearbeiten/?teil={column.key}&amp;"
        return (
            f'<a class="cell-edit" href="{self.base}{escaped(number)}/{page}{self.back}">{shown}'
            f'<span class="kern-sr-only"> – {escaped(column.label)} von {escaped(number)} ändern</span></a>'
        )


@dataclass(frozen=True, slots=True)
class RowShape:
    """What rows show besides their values: a head before each group with its count, and links from values."""

    group: str
    counts: Mapping[Any, int]
    links: "ValueLinks | CellLinks"


def rows_html(
    rows: Iterable[Sequence[Any]],
    columns: Sequence[CatalogueColumn],
    *,
    has_ticks: bool = False,
    shape: RowShape | None = None,
) -> SafeString:
    """The `tr` of each row; its title is the link and the head of the row, before it a box where rows are ticked."""
    base, keys = reverse("measures:measure-list"), [column.key for column in columns]
    number = keys.index("nummer")
    grouped = keys.index(shape.group) if shape and shape.group else None
    cell = shape.links.cell if shape else lambda column, value, _: cell_html(column, value)
    starts = [f'<td data-label="{escaped(each.label)}"{_class(each)}>' for each in columns]
    parts: list[str] = []
    before: Any = ...
    for row in rows:
        if shape and grouped is not None and row[grouped] != before:
            before = row[grouped]
            parts.append(_group_head(shape, columns[grouped], before, len(columns) + has_ticks))
        parts.append(f"<tr>{TICK.format(escaped(row[number]))}" if has_ticks else "<tr>")
        for column, start, value in zip(columns, starts, row, strict=True):
            if column.key == "titel":
                parts.append(f'<th scope="row"><a href="{base}{row[number]}/">{escaped(value)}</a></th>')
            else:
                parts.append(f"{start}{cell(column, value, row[number])}</td>")
        parts.append("</tr>")
    return mark_safe("".join(parts))  # noqa: S308 - every value is escaped or a sign


def _group_head(shape: RowShape, column: CatalogueColumn, value: Any, width: int) -> str:
    count = count_of(shape.counts.get(value, 0), "Maßnahme")
    return (
        f'<tr class="group-row"><th scope="rowgroup" colspan="{width}">{cell_html(column, value)} '
        f'<span class="quiet">{count}</span></th></tr>'
    )


def footer_html(columns: Sequence[CatalogueColumn], sums: Mapping[str, Decimal | None]) -> SafeString:
    """The last row of a table with money: the sum below each of its columns, over all pages."""
    cells = [
        f'<td class="numeric" data-label="Summe {escaped(column.label)}">{cell_html(column, sums[column.key])}</td>'
        if column.key in sums
        else '<th scope="row">Summe aller Seiten</th>'
        if column.key == "titel"
        else "<td></td>"
        for column in columns
    ]
    return mark_safe("".join(cells))  # noqa: S308 - labels are escaped, sums are numbers


def cell_html(column: CatalogueColumn, value: Any) -> str:
    """One value as people read it; a dash when there is none."""
    if column.key in OWN_SIGNS:
        return OWN_SIGNS[column.key](value)
    value = column.plain(value)
    if value is None or value == "":
        return signs.NOTHING
    if isinstance(value, dt.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, int | Decimal):
        return str(german_number(value, decimals=2 if column.kind is CellKind.MONEY else None))
    text = str(value)
    return escaped(text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …").replace(BETWEEN, "<br>")


def _class(column: CatalogueColumn) -> str:
    names = ["measure-number"] if column.key == "nummer" else ["numeric"] if column.kind in NUMERIC else []
    return f' class="{" ".join(names)}"' if names else ""


@lru_cache(maxsize=256)
def column_boxes(columns: tuple[tuple[str, str, bool], ...]) -> SafeString:
    """A box for each of `columns` (key, label, whether it is shown)."""
    return format_html_join(
        "",
        '<div class="kern-form-check"><input class="kern-form-check__checkbox" type="checkbox" id="spalte-{0}" '
        'name="spalten" value="{0}"{2}><label class="kern-label" for="spalte-{0}">{1}</label></div>',
        ((key, label, SafeString(" checked" if shown else "")) for key, label, shown in columns),
    )
