"""Kennzahlen, milestones, amounts, judgements and numbers of each measure, from the rows in SQL."""

import datetime as dt
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from measures.enums import EffectKind, FundingSource
from measures.models import KeyFigure
from measures.selectors.key_figures import hidden_values
from reporting.publication.recount.queries import LAST_ACCEPTED, MEASURES, ROUNDS, Asking, euro, whole_percent

Values = dict[str, str]
KEY_FIGURES: Final = f"""
    SELECT k.id, m.number, k.name, k.counts_people, k.direction, k.baseline_value, k.target_value, v.value,
        k.baseline_date, v.id, v.reference_date
    FROM measures_keyfigure k JOIN measures_measure m ON m.id = k.measure_id
    LEFT JOIN measures_keyfigurevalue v ON v.key_figure_id = k.id AND NOT EXISTS (
        SELECT 1 FROM measures_keyfigurevalue w WHERE w.key_figure_id = v.key_figure_id
        AND (w.reference_date > v.reference_date OR (w.reference_date = v.reference_date AND w.id > v.id)))
    WHERE m.id IN ({MEASURES})
"""
TIMES: Final = "SELECT id, key_figure_id, reference_date, reference_precision FROM measures_keyfigurevalue"
HIDDEN_VALUE: Final = "Der letzte Wert wird nicht gezeigt; sonst wäre eine kleine Zahl zu erkennen."
ON_INDICATORS: Final = f"""
    SELECT m.number, i.name, e.kind FROM measures_indicatoreffect e JOIN measures_measure m ON m.id = e.measure_id
    JOIN success_factors_indicator i ON i.id = e.indicator_id WHERE m.id IN ({MEASURES})
"""
MILESTONES: Final = f"""
    SELECT s.id, m.number, s.title, s.due_date, s.done_on, s.dropped_on FROM measures_milestone s
    JOIN measures_measure m ON m.id = s.measure_id WHERE m.id IN ({MEASURES})
"""
MOVES: Final = "SELECT milestone_id, from_date, to_date FROM measures_milestonemove ORDER BY at, id"
AMOUNTS: Final = f"""
    SELECT m.number, f.year, f.source, f.planned, f.granted, f.spent FROM measures_funding f
    JOIN measures_measure m ON m.id = f.measure_id WHERE m.id IN ({MEASURES}) ORDER BY f.year, f.source, f.note, f.id
"""
JUDGED: Final = f"""
    SELECT m.number, e.rating, e.evaluated_on FROM measures_evaluation e
    JOIN measures_measure m ON m.id = e.measure_id WHERE m.id IN ({MEASURES})
"""
NUMBERS: Final = f"""
    SELECT m.number, p.participants, p.staff_hours, p.cost, p.raised_funds, p.period_covered
    FROM measures_progressreport p JOIN measures_measure m ON m.id = p.measure_id
    JOIN measures_reportinground r ON r.id = p.round_id JOIN ({LAST_ACCEPTED}) l ON l.measure_id = m.id
    AND l.report_id = p.id
"""

ANSWERS: Final = f"""
    SELECT m.number, r.title, p.decided_at, p.traffic_light, p.traffic_light_reason, p.delay_reason, p.what_happened,
        p.what_did_not_work, p.next_step, p.observed_effect,
        p.participants, p.staff_hours, p.cost, p.raised_funds, p.period_covered
    FROM measures_progressreport p JOIN measures_measure m ON m.id = p.measure_id
    JOIN measures_reportinground r ON r.id = p.round_id
    WHERE p.state = 'accepted' AND r.id IN ({ROUNDS}) AND m.id IN ({MEASURES})
    ORDER BY m.id, r.period_end DESC, r.due_on DESC, r.id DESC
"""


def key_figures(ask: Asking) -> Values:
    """Baseline, target, last value and how much of the way is done, as people outside read it."""
    found: Values = {}
    kept_back = hidden_figures()
    times = _hidden_times(ask, kept_back)
    for figure, number, name, people, direction, *cells, since, at, day in ask.rows(KEY_FIGURES):
        baseline, target, last = (None if cell is None else Decimal(str(cell)) for cell in cells)
        key = f"key_figure:{number}:{name}"
        is_kept = any(begin <= str(since) <= end for begin, end in times[figure]) if people and since else False
        is_few = people and baseline is not None and 0 < abs(baseline) < settings.SMALL_NUMBER_THRESHOLD
        hides = baseline is not None and bool(is_kept or is_few)
        is_later = not (since and day and day <= since)
        way = _way(baseline, target, last, direction, hides=hides, is_later=is_later)
        found |= {
            f"{key}:target": plain_number(target, 0),
            f"{key}:baseline": "·" if hides else plain_number(baseline, 0),
            f"{key}:value": "·" if at in kept_back else plain_number(last, 0),
            f"{key}:degree": HIDDEN_VALUE if at in kept_back else way,
        }
    return found


def hidden_figures() -> frozenset[int]:
    """The values of Kennzahlen that are hidden; asked of the one rule, whose brute-force test computes it again."""
    figures = KeyFigure.objects.filter(counts_people=True).prefetch_related("values")
    return frozenset().union(*(hidden_values(each) for each in figures))


def _hidden_times(ask: Asking, kept_back: frozenset[int]) -> dict[int, list[tuple[str, str]]]:
    """First and last day of each value that is hidden, by its Kennzahl."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for key, figure, day, precision in ask.rows(TIMES):
        if key in kept_back:
            last = str(day)
            found[figure].append(({"year": f"{last[:4]}-01-01", "month": f"{last[:7]}-01"}.get(precision, last), last))
    return found


def plain_number(value: Decimal | None, few: int) -> str:
    """The number as people write it; "·" where fewer than `few` people stand behind it."""
    if value is None:
        return ""
    if 0 < abs(value) < few:
        return "·"
    whole, _, places = f"{abs(value):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".") + (f",{places.rstrip('0')}" if places.rstrip("0") else "")
    return f"-{grouped}" if value < 0 else grouped


def _way(
    baseline: Decimal | None,
    target: Decimal | None,
    last: Decimal | None,
    direction: str,
    *,
    hides: bool,
    is_later: bool,
) -> str:
    if target is not None and not is_later:
        return "Nach dem Tag des Ausgangswerts gibt es noch keinen Wert."
    if target is None or last is None:
        return "Ein Zielwert ist nicht festgelegt." if target is None else "Noch ohne Wert."
    reached = last <= target if direction == "down" else last >= target
    from_zero = baseline is None and direction != "down"
    start = Decimal(0) if from_zero else baseline
    leads_on = start is not None and (start - target if direction == "down" else target - start) > 0
    if start is None or not leads_on or hides:
        return "Ziel erreicht." if reached else "Ziel noch nicht erreicht."
    told = f"{whole_percent(Fraction(last - start) / Fraction(target - start) * 100):,}".replace(",", ".")
    way = "des Zielwerts" if from_zero else "des Wegs vom Ausgangswert zum Ziel"
    return f"{told} % {way}{': Ziel erreicht' if reached else ''}."


def on_indicators(ask: Asking) -> Values:
    """What each measure is to do to which indicator."""
    labels = dict(EffectKind.choices)
    return {f"indicator_effect:{number}:{name}": labels[kind] for number, name, kind in ask.rows(ON_INDICATORS)}


def milestones(ask: Asking) -> Values:
    """Where each milestone stands on the day of the data, and how its date was moved."""
    moved: dict[Any, list[str]] = defaultdict(list)
    for key, before, after in ask.rows(MOVES):
        moved[key].append(f"{_day(before)} → {_day(after)}")
    found: Values = {}
    for at, number, title, due, done, dropped in ask.rows(MILESTONES):
        key = f"milestone:{number}:{title}:{_day(due)}"
        open_told = "überfällig" if str(due) < ask.day.isoformat() else "offen"
        days = (dt.date.fromisoformat(str(done)) - dt.date.fromisoformat(str(due))).days if done else 0
        late = f", {days} {'Tag' if days == 1 else 'Tage'} später als fällig" if days > 0 else ""
        state = f"entfallen am {_day(dropped)}" if dropped else f"erreicht am {_day(done)}{late}" if done else open_told
        found |= {f"{key}:state": f"{_day(due)}: {state}", f"{key}:moves": ", ".join(moved[at])}
    return found


def _day(value: Any) -> str:
    return "" if value is None else ".".join(reversed(dt.date.fromisoformat(str(value)).isoformat().split("-")))


def amounts(ask: Asking) -> Values:
    """Each entry of money of each measure, and their sum."""
    rows: dict[str, list[Any]] = defaultdict(list)
    for number, *cells in ask.rows(AMOUNTS):
        rows[number].append(cells)
    labels, found = dict(FundingSource.choices), {}
    for number, own in rows.items():
        told = [f"{year} {labels[source]} {_three([sums])}" for year, source, *sums in own]
        found[f"money_of:{number}:rows"] = "; ".join(told)
        found[f"money_of:{number}:total"] = _three([sums for _, _, *sums in own])
    return found


def _three(rows: list[Any]) -> str:
    return " | ".join(euro([row[at] for row in rows]) for at in range(3))


def judgements(ask: Asking) -> Values:
    """The Auswertung of each measure that has one."""
    return {f"evaluation:{number}": f"{rating} {_day(day)}" for number, rating, day in ask.rows(JUDGED)}


def numbers(ask: Asking) -> Values:
    """What the last accepted Sachstand of each measure counted."""
    return {f"numbers:{number}": ", ".join(_counted(cells)) for number, *cells in ask.rows(NUMBERS)}


def _counted(cells: list[Any]) -> list[str]:
    people, hours, cost, raised, period = cells
    told = [] if people is None else [f"Teilnehmende {plain_number(Decimal(people), settings.SMALL_NUMBER_THRESHOLD)}"]
    told += [] if hours is None else [f"Personalstunden {_tenths(hours)}"]
    for word, amount in (("Kosten", cost), ("Eingeworbene Mittel", raised)):
        told += [] if amount is None else [f"{word} {euro([amount])}"]
    return [*told, f"Zeitraum der Zahlen {period}"] if period else told


def earlier(ask: Asking) -> Values:
    """The accepted answers of each measure before its last one that say something else than the one after them."""
    told: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[Any]] = {}
    for number, title, decided, light, *cells in ask.rows(ANSWERS):
        said = [light, *cells[:-5], *_counted(cells[-5:])]
        if number in after and after[number] != said:
            told[number].append(", ".join((title, _day(_local(decided)), light, *_counted(cells[-5:]))))
        after[number] = said
    return {f"earlier:{number}": "; ".join(own) for number, own in told.items()}


def _local(decided: Any) -> dt.date:
    moment = decided if isinstance(decided, dt.datetime) else dt.datetime.fromisoformat(decided)
    return timezone.localdate(moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC))


def _tenths(value: Any) -> str:
    tenths = int((Decimal(str(value)) * 10).to_integral_value(ROUND_HALF_UP))
    return f"{tenths // 10:,}".replace(",", ".") + f",{tenths % 10}"
