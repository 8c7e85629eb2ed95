"""Values and directions of indicators, from the rows in SQL (first told in success_factors.selectors.indicators).

Only which number is hidden is asked of the one rule there is (success_factors.selectors.disclosure), whose brute-force
test is its second computation.
"""

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final, NamedTuple

from neuss_integration.foundation.words.partial_dates import PartialDate
from reporting.publication.recount.queries import Asking
from success_factors.enums import GroupSet, Movement, set_of_group
from success_factors.models import Indicator, IndicatorValue
from success_factors.selectors.disclosure import hidden_values

SIGNS: Final = {"nothing": "–", "secret": ".", "later": "…", "unsure": "/", "senseless": "x"}
MARKS: Final = {"estimated": "{} e", "provisional": "{} p", "weak": "({})"}
VALUES: Final = """
    SELECT i.name, i.decimals, i.counts_people, i.direction, COALESCE(i.rhythm_months, 36), v.id, v.reference_date,
           v.reference_precision, v."group", v.value, v.sign, v.qualifier, v.is_used, v.starts_new_series, i.unit,
           i.value_kind, i.steps
    FROM success_factors_indicatorvalue v JOIN success_factors_indicator i ON i.id = v.indicator_id
    WHERE i.is_active AND (i.valid_from IS NULL OR i.valid_from <= %(today)s)
    AND (i.valid_until IS NULL OR i.valid_until >= %(today)s)
    AND v.reference_date <= %(day)s
    AND EXISTS (SELECT 1 FROM success_factors_indicatorvalue w
                WHERE w.indicator_id = i.id AND w.is_used AND w.reference_date <= %(day)s)
    ORDER BY i.name, v.reference_date, v."group", v.id
"""
COMPARED: Final = """
    SELECT i.name, a.area, i.decimals, a.value
    FROM success_factors_areavalue a JOIN success_factors_indicator i ON i.id = a.indicator_id
    WHERE a.district_id IS NULL AND NOT i.counts_people AND a.reference_date <= %(day)s
    AND a.reference_date = (SELECT MAX(b.reference_date) FROM success_factors_areavalue b
                            WHERE b.indicator_id = a.indicator_id AND b.area = a.area
                            AND b.reference_date <= %(day)s)
    ORDER BY i.name, a.area
"""
MOST_COMPARED: Final = 4


class MeasuredRow(NamedTuple):
    name: str
    decimals: int
    counts_people: bool
    direction: str
    rhythm: int
    key: int
    day: dt.date
    precision: Any
    group: str
    value: Decimal | None
    sign: str
    qualifier: str
    is_used: bool
    breaks: bool
    unit: str
    kind: str
    steps: str


def indicators(ask: Asking, today: dt.date) -> dict[str, str]:
    """The last value of each watched indicator and of each of its groups, and which way it moves."""
    found: dict[str, str] = {}
    compared = _compared(ask)
    by_name: dict[str, list[MeasuredRow]] = defaultdict(list)
    for cells in ask.rows(VALUES, today=today):
        row = MeasuredRow(*cells)
        value = None if row.value is None else Decimal(str(row.value))
        by_name[row.name].append(row._replace(day=dt.date.fromisoformat(str(row.day)), value=value))
    for name, rows in by_name.items():
        hidden = _hidden(rows)
        used = [row for row in rows if row.is_used]
        last = {row.group: _shown(row, hidden) for row in used} | compared.get(name, {})
        whole = last.get("", "–")
        found[f"indicator:{name}:value"] = whole
        if len(last) > 1 or "" not in last:
            found |= {f"indicator:{name}:{group or 'insgesamt'}": text for group, text in last.items()}
        shown = _compared_set(used)
        own = [row for row in used if not row.group]
        newest = (own or [row for row in used if set_of_group(row.group) == shown])[-1]
        found[f"indicator:{name}:told"] = f"{whole} {newest.unit} ({_time(newest)})"
        found[f"indicator:{name}:direction"] = _moved(used, hidden, ask.day)
    return found


def _compared_set(rows: Iterable[MeasuredRow]) -> str:
    """Groups of an indicator's own come before the fixed sets, and these in their order."""
    sets = {set_of_group(row.group) for row in rows if row.group}
    return next((each for each in ("", *GroupSet.values) if each in sets), "")


def _time(row: MeasuredRow) -> str:
    """As exact as it is known; a period is named by its last day and told by its first."""
    first = {"year": row.day.replace(month=1, day=1), "month": row.day.replace(day=1)}.get(row.precision, row.day)
    return str(PartialDate(first, row.precision))


def _hidden(rows: list[MeasuredRow]) -> frozenset[int]:
    indicator = Indicator(counts_people=bool(rows[0].counts_people))
    return hidden_values(
        IndicatorValue(
            pk=row.key,
            indicator=indicator,
            reference_date=row.day,
            reference_precision=row.precision,
            group=row.group,
            value=row.value,
            qualifier=row.qualifier,
            is_used=bool(row.is_used),
        )
        for row in rows
    )


def _shown(row: MeasuredRow, hidden: frozenset[int]) -> str:
    if row.value is None:
        return SIGNS[row.sign]
    if row.key in hidden:
        return "." if row.qualifier == "blocked" else "·"
    return MARKS.get(row.qualifier, "{}").format(said(row.value, row.decimals, row.kind, row.steps))


def said(value: Decimal, decimals: int, kind: str, steps: str) -> str:
    """The number, ja or nein, or the line of `steps` with that number."""
    if kind == "yes_no":
        return ("nein", "ja")[int(value)]
    return steps.split("\n")[int(value) - 1] if kind == "steps" else written(value, decimals)


def written(value: Decimal, decimals: int) -> str:
    """The number with a dot every three digits, rounded half up."""
    whole = str(int((abs(value) * 10**decimals).to_integral_value(ROUND_HALF_UP))).zfill(decimals + 1)
    digits, places = (whole[:-decimals], whole[-decimals:]) if decimals else (whole, "")
    grouped = f"{int(digits):,}".replace(",", ".") + (f",{places}" if places else "")
    return f"-{grouped}" if value < 0 else grouped


def _compared(ask: Asking) -> dict[str, dict[str, str]]:
    """The newest value of each area that an indicator is compared with, at most MOST_COMPARED by name."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name, area, decimals, value in ask.rows(COMPARED):
        if len(found[name]) < MOST_COMPARED:
            found[name][area] = written(Decimal(str(value)), decimals)
    return found


def _moved(rows: list[MeasuredRow], hidden: frozenset[int], today: dt.date) -> str:
    """The label of the direction; empty where none can be told."""
    between = rows[0].direction == "converge"
    compared = _compared_set(row for row in rows if row.key not in hidden)
    told = [row for row in rows if row.value is not None and row.key not in hidden and bool(row.group) == between]
    told = [row for row in told if not row.group or set_of_group(row.group) == compared]
    if told and months_after(told[-1].day, told[-1].rhythm) < today:
        return str(Movement.OUTDATED.label)
    if rows[0].direction == "neutral":
        return ""
    steps: list[Any] = _distances(told) if between else [(row.day, row.value) for row in told]
    if len(steps) < 2:
        return ""
    (first, before), (last, after) = steps[-2], steps[-1]
    if any(row.breaks and first < row.day <= last for row in rows if row.key not in hidden):
        return str(Movement.BROKEN.label)
    if before == after:
        return str(Movement.SAME.label)
    return str((Movement.RIGHT if (after > before) == (rows[0].direction == "up") else Movement.WRONG).label)


def _distances(rows: Iterable[MeasuredRow]) -> list[Any]:
    """How far the groups lie apart on each day that has several."""
    days: dict[dt.date, list[Any]] = defaultdict(list)
    for row in rows:
        days[row.day].append(row.value)
    return [(day, max(each) - min(each)) for day, each in sorted(days.items()) if len(each) > 1]


def months_after(day: dt.date, months: int) -> dt.date:
    """The day some months later, at the latest the last of its month."""
    at = day.year * 12 + day.month - 1 + months
    year, month = at // 12, at % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
