"""Pictures of numbers in the printed report: the way of a Kennzahl to its target, money by year, the crossing."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import template
from django.utils.safestring import SafeString, mark_safe

from reporting.content.crossings import crossing

register = template.Library()
Json = Mapping[str, Any]

TRACK: Final = 100
MAX_BEYOND: Final = 20
KINDS: Final = (
    ("planned", "geplant", "#97afe1"),
    ("granted", "bewilligt", "#5174c5"),
    ("spent", "ausgegeben", "#092797"),
)
BAR: Final = 26
LABELS: Final = 190
ROOM: Final = 380


@register.simple_tag
def bullet(figure: Json) -> SafeString | str:
    """How far the last value is on the way from baseline to target; the numbers stand beside it.

    Nothing where one of the three is unknown or hidden, or baseline and target are the same.
    """
    start, target, value = (_number(figure[name]) for name in ("baseline", "target", "value"))
    if start is None or target is None or value is None or start == target:
        return ""
    way = round(100 * (value - start) / (target - start))
    shown = min(max(way, 0), TRACK + MAX_BEYOND)
    return mark_safe(  # noqa: S308 - numbers and constants only
        '<svg class="bullet" viewBox="0 0 124 14" width="124" height="14" aria-hidden="true" focusable="false">'
        f'<rect x="1" y="2" width="{TRACK}" height="10" fill="#d8e1f4"/>'
        f'<rect x="1" y="4.500" width="{shown}" height="5" fill="#092797"/>'
        f'<rect x="{TRACK}" y="0" width="2" height="14" fill="#1d2034"/></svg>'
    )


@register.inclusion_tag("pdf/money_chart.html")
def money_chart(rows: list[Json], caption: str, finding: str = "", as_of: str = "") -> Json:
    """Planned, granted and spent money of each row {label, planned, granted, spent} as bars with their sums."""
    amounts = {(row["label"], name): _number(row[name]) for row in rows for name, _, _ in KINDS}
    most = max((each for each in amounts.values() if each), default=Decimal(0))
    groups, top = [], 0
    for row in rows:
        bars = []
        for name, label, fill in KINDS:
            amount = amounts[row["label"], name]
            width = round(ROOM * amount / most) if amount and most else 0
            bars.append(
                {"y": top, "width": width, "end": LABELS + width + 6, "fill": fill, "label": label, "sum": row[name]}
            )
            top += BAR
        groups.append({"label": row["label"], "y": top - 3 * BAR, "bars": bars})
        top += BAR // 2
    source = f"Beträge der Maßnahmen, Stand {as_of}" if as_of else ""
    shown = {"groups": groups if most else [], "height": top, "caption": caption, "finding": finding, "left": LABELS}
    return shown | {"source": source}


register.simple_tag(crossing)


def in_euro(text: str) -> Decimal | None:
    """An amount of a snapshot as a number; None where it is not known."""
    return _number(text)


def _number(text: str) -> Decimal | None:
    """The value of a German number, with or without a unit behind it; None for a sign such as „·“ or „–“."""
    plain = text.partition("\xa0")[0].partition(" ")[0].replace(".", "").replace(",", ".").replace("−", "-")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
