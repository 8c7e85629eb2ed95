"""How far the goals are and how they are judged, from the rows in SQL (first told in measures.selectors.achievement).

Only which number is hidden is asked of the one rule there is, as in `indicators`.
"""

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, NamedTuple

from django.conf import settings

from neuss_integration.foundation.words.city_terms import worded
from neuss_integration.foundation.words.partial_dates import PartialDate
from reporting.publication.recount.concept import EDITION
from reporting.publication.recount.effects import HIDDEN_VALUE, hidden_figures, plain_number
from reporting.publication.recount.indicators import months_after, said
from reporting.publication.recount.queries import MEASURES, Asking, whole_percent
from success_factors.models import Indicator
from success_factors.selectors.disclosure import hidden_of

Values = dict[str, str]
IN_FORCE: Final = f"l.edition_id IN (SELECT id FROM ({EDITION}) AS edition)"
GAUGES: Final = f"""
    SELECT u.id, l.position, g.position, u.indicator_id, u.key_figure_id, i.name, k.name, m.number, u.counting,
           u.direction, u.baseline_value, u.baseline_date, u.first_interim_value, u.first_interim_date,
           u.second_interim_value, u.second_interim_date, u.target_value, u.target_date, i.decimals,
           COALESCE(i.counts_people, k.counts_people), i.rhythm_months, COALESCE(i.value_kind, 'number'), i.steps
    FROM measures_goalgauge u JOIN success_factors_goal g ON g.id = u.goal_id
    JOIN success_factors_guidinggoal l ON l.id = g.guiding_goal_id
    LEFT JOIN success_factors_indicator i ON i.id = u.indicator_id
    LEFT JOIN measures_keyfigure k ON k.id = u.key_figure_id LEFT JOIN measures_measure m ON m.id = k.measure_id
    WHERE {IN_FORCE} AND (m.id IS NULL OR m.state <> 'idea')
"""
NUMBERS: Final = """
    SELECT v.indicator_id, 0, v.id, v.reference_date, v.reference_precision, v.value, v.starts_new_series
    FROM success_factors_indicatorvalue v
    WHERE v.is_used AND v."group" = '' AND v.value IS NOT NULL AND v.reference_date <= %(day)s
    UNION ALL
    SELECT 0, v.key_figure_id, v.id, v.reference_date, v.reference_precision, v.value, {false}
    FROM measures_keyfigurevalue v WHERE v.reference_date <= %(day)s
    ORDER BY 4, 3
""".replace("{false}", "1 = 0")
JUDGED: Final = f"""
    SELECT l.position, g.position, d.name, j.rating, j.judged_on FROM measures_judgement j
    JOIN success_factors_goal g ON g.id = j.goal_id JOIN success_factors_guidinggoal l ON l.id = g.guiding_goal_id
    LEFT JOIN city_department d ON d.id = j.department_id
    WHERE {IN_FORCE} AND j.judged_on <= %(day)s AND NOT EXISTS (
        SELECT 1 FROM measures_judgement n WHERE n.goal_id = j.goal_id AND n.judged_on <= %(day)s
        AND COALESCE(n.department_id, 0) = COALESCE(j.department_id, 0)
        AND (n.judged_on > j.judged_on OR (n.judged_on = j.judged_on AND n.id > j.id)))
"""
OF_MEASURES: Final = f"""
    SELECT m.number, j.rating, j.judged_on FROM measures_judgement j JOIN measures_measure m ON m.id = j.measure_id
    WHERE m.id IN ({MEASURES}) AND j.judged_on <= %(day)s AND NOT EXISTS (
        SELECT 1 FROM measures_judgement n WHERE n.measure_id = j.measure_id AND n.judged_on <= %(day)s
        AND (n.judged_on > j.judged_on OR (n.judged_on = j.judged_on AND n.id > j.id)))
"""
HIDDEN_TOTAL: Final = (
    "Ein Teil der Werte wird nicht gezeigt; sonst wäre eine kleine Zahl zu erkennen. Darum fehlt auch die Summe."
)


class Gauged(NamedTuple):
    key: int
    guiding: int
    position: int
    indicator: int | None
    figure: int | None
    indicator_name: str | None
    figure_name: str | None
    measure: str | None
    counting: str
    direction: str
    baseline: Any
    baseline_day: Any
    first: Any
    first_day: Any
    second: Any
    second_day: Any
    target: Any
    target_day: Any
    decimals: int | None
    people: bool
    rhythm: int | None
    kind: str
    steps: str | None


class Told(NamedTuple):
    begin: dt.date
    end: dt.date
    time: str
    value: Fraction
    is_hidden: bool
    breaks: bool


def judgements(ask: Asking) -> Values:
    """The newest judgement of each side on each goal in force, and of the Integrationsbüro on each measure."""
    found = {
        f"goal_judgement:{guiding}.{position}:{office or worded('{office.opening}')}": f"{rating} {_written_day(day)}"
        for guiding, position, office, rating, day in ask.rows(JUDGED)
    }
    return found | {
        f"judgement:{number}": f"{rating} {_written_day(day)}" for number, rating, day in ask.rows(OF_MEASURES)
    }


def achievements(ask: Asking) -> Values:
    """Baseline, value, target, degree and interim targets of each Messgröße of a goal in force."""
    numbers: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for indicator, figure, *cells in ask.rows(NUMBERS):
        numbers[indicator, figure].append(cells)
    found: Values = {}
    kept_back = hidden_figures()
    for row in (Gauged(*cells) for cells in ask.rows(GAUGES)):
        told = _told(row, numbers[row.indicator or 0, row.figure or 0], kept_back)
        of = f"{row.measure} " if row.measure else ""
        key = f"achievement:{row.guiding}.{row.position}:{of}{row.indicator_name or row.figure_name}"
        found |= {f"{key}:{name}": value for name, value in _values(row, told, ask.day).items()}
    return found


def _told(row: Gauged, cells: list[Any], kept_back: frozenset[int]) -> list[Told]:
    hidden = hidden_of(Indicator.objects.get(pk=row.indicator)) if row.indicator else kept_back
    found = []
    for key, day, precision, value, breaks in cells:
        end, number = dt.date.fromisoformat(str(day)), Fraction(str(value))
        begin = {"year": end.replace(month=1, day=1), "month": end.replace(day=1)}.get(precision, end)
        found.append(Told(begin, end, str(PartialDate(begin, precision)), number, key in hidden, bool(breaks)))
    return found


def _values(row: Gauged, told: list[Told], today: dt.date) -> Values:
    start = None if row.baseline is None else Fraction(str(row.baseline))
    target, since = Fraction(str(row.target)), _day(row.baseline_day)
    own = [each for each in told if since is None or each.end > since]
    if row.counting == "total":
        own = _added(told, start or Fraction(0), since)
    few = settings.SMALL_NUMBER_THRESHOLD if row.people else 0
    kept = since is not None and any(each.is_hidden and each.begin <= since <= each.end for each in told)
    hides = start is not None and (0 < abs(start) < few or kept)
    if hides and row.counting == "total":
        own = [each._replace(is_hidden=True) for each in own]
    last = own[-1] if own else None
    return {
        "baseline": "·" if hides else _text(row, start),
        "target": f"{_bound(row, target)}{_text(row, target)}",
        "value": "" if last is None else "·" if last.is_hidden else _text(row, last.value),
        "degree": " ".join([_degree(row, told, own, start, target, hides=hides), *_remarks(row, last, target, today)]),
        "interims": "; ".join(
            f"{_text(row, Fraction(str(value)))} {_written_day(day)}: {_outcome(row, own, value, day, today)}"
            for value, day in ((row.first, row.first_day), (row.second, row.second_day))
            if day is not None
        ),
    }


def _added(told: list[Told], start: Fraction, since: dt.date | None) -> list[Told]:
    """The sums after each time; times within a longer one that counts are left out."""
    after = [each for each in told if since is None or each.begin > since]
    found: list[Told] = []
    total, is_hidden = start, False
    for each in after:
        wider = (one for one in after if one.begin <= each.begin and each.end <= one.end)
        if any(one.end - one.begin > each.end - each.begin for one in wider):
            continue
        total, is_hidden = total + each.value, is_hidden or each.is_hidden
        found.append(each._replace(value=total, is_hidden=is_hidden))
    return found


def _degree(
    row: Gauged, told: list[Told], own: list[Told], start: Fraction | None, target: Fraction, *, hides: bool
) -> str:
    if not own:
        late = f"Der letzte Wert ({told[-1].time}) liegt nicht nach dem Ausgangswert" if told else ""
        return f"{late} und zählt darum nicht." if told else "Noch ohne Wert."
    last = own[-1]
    if last.is_hidden:
        return HIDDEN_TOTAL if row.counting == "total" else HIDDEN_VALUE
    if row.kind != "number":
        return _on_step(row, last.value, target)
    if start is not None and any(each.breaks for each in own):
        return "Seit dem Ausgangswert wurde die Zählweise geändert; ein Anteil des Wegs lässt sich nicht sagen."
    there = _there(row, last.value, target)
    if start is None or hides:
        why = "." if hides else "; ohne Ausgangswert lässt sich kein Anteil des Wegs sagen."
        return "Ziel erreicht." if there else f"Ziel noch nicht erreicht{why}"
    percent = whole_percent((last.value - start) / (target - start) * 100)
    way = f"{percent:,}".replace(",", ".") + " % des Wegs vom Ausgangswert zum Ziel"
    if percent < 0:
        return f"Rückschritt: Der letzte Wert liegt hinter dem Ausgangswert ({way})."
    if percent == 0:
        return "Noch kein Fortschritt: Der letzte Wert ist so hoch wie der Ausgangswert."
    return f"{'Ziel übertroffen: ' if percent > 100 else 'Ziel erreicht: ' if there else ''}{way}."


def _bound(row: Gauged, target: Fraction) -> str:
    """Whether a step is wanted at least or at most: not for the last one that way."""
    end = 1 if row.direction == "down" else (row.steps or "").count("\n") + 1
    is_bound = row.kind == "steps" and target != end
    return "" if not is_bound else "höchstens " if row.direction == "down" else "mindestens "


def _on_step(row: Gauged, value: Fraction, target: Fraction) -> str:
    there = _there(row, value, target)
    end = "Ziel erreicht" if there else "Ziel noch nicht erreicht"
    if row.kind == "yes_no":
        return f"{end}."
    wanted = "" if value == target else f", gefordert {'war' if there else 'ist'} Stufe {target}"
    return f"{end}: Stufe {value} von {len((row.steps or '').split(chr(10)))}{wanted}."


def _there(row: Gauged, value: Fraction, wanted: Fraction) -> bool:
    return value <= wanted if row.direction == "down" else value >= wanted


def _remarks(row: Gauged, last: Told | None, target: Fraction, today: dt.date) -> list[str]:
    until, found = _day(row.target_day), []
    is_open = last is None or last.is_hidden or not _there(row, last.value, target)
    if is_open and until is not None and until < today:
        found.append(f"Das Ziel war bis {_written_day(until)} zu erreichen.")
    if last is not None and months_after(last.end, (row.rhythm or 36) if row.indicator else 18) < today:
        found.append("Der letzte Wert ist veraltet.")
    return found


def _outcome(row: Gauged, own: list[Told], value: Any, day: Any, today: dt.date) -> str:
    if any(each.breaks for each in own):
        return "nicht zu sagen, die Zählweise wurde geändert"
    until = dt.date.fromisoformat(str(day))
    before = [each for each in own if each.end <= until]
    if before and before[-1].is_hidden:
        return "nicht zu zeigen, sonst wäre eine kleine Zahl zu erkennen"
    there = bool(before) and _there(row, before[-1].value, Fraction(str(value)))
    if not there and until >= today:
        return "steht noch aus"
    if not before:
        return "ohne Wert bis zu diesem Tag"
    return f"{'erreicht' if there else 'verfehlt'} ({_text(row, before[-1].value)}, {before[-1].time})"


def _text(row: Gauged, value: Fraction | None) -> str:
    if value is None:
        return ""
    number = Decimal(value.numerator) / Decimal(value.denominator)
    return plain_number(number, 0) if row.decimals is None else said(number, row.decimals, row.kind, row.steps or "")


def _day(value: Any) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(str(value))


def _written_day(value: Any) -> str:
    return ".".join(reversed(str(value)[:10].split("-")))
