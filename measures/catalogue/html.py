"""Rows of the catalogue as HTML. One string, because lists are long and template nodes are what they cost most."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, Final

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from measures.catalogue.columns import BETWEEN, CatalogueColumn
from measures.enums import MeasureState
from neuss_integration.foundation.spreadsheets.cells import CellKind
from neuss_integration.foundation.ui import signs
from neuss_integration.foundation.ui.html import escaped, format_html_join
from neuss_integration.foundation.ui.texts import german_number

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


def rows_html(
    rows: Iterable[Sequence[Any]], columns: Sequence[CatalogueColumn], *, has_ticks: bool = False
) -> SafeString:
    """The `tr` of each row; its title is the link and the head of the row, before it a box where rows are ticked."""
    base = reverse("measures:measure-list")
    number = [column.key for column in columns].index("nummer")
    starts = [f'<td data-label="{escaped(each.label)}"{_class(each)}>' for each in columns]
    parts: list[str] = []
    for row in rows:
        parts.append(f"<tr>{TICK.format(escaped(row[number]))}" if has_ticks else "<tr>")
        for column, start, value in zip(columns, starts, row, strict=True):
            if column.key == "titel":
                parts.append(f'<th scope="row"><a href="{base}{row[number]}/">{escaped(value)}</a></th>')
            else:
                parts.append(f"{start}{cell_html(column, value)}</td>")
        parts.append("</tr>")
    return mark_safe("".join(parts))  # noqa: S308 - every value is escaped or a sign


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
