"""What the Kennzahlen of a row would do: new ones, values of known ones for another year, and what stays outside."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from measures.catalogue.importing.related import MAX_UNIT_LENGTH, WrittenFigure, german, read_figures
from measures.models import KeyFigure
from neuss_integration.foundation.spreadsheets.cells import too_long_for
from neuss_integration.foundation.words.folding import fold, name_key
from neuss_integration.foundation.words.partial_dates import PartialDate

MOST: Final = 6
COUNTED: Final = "Anzahl"
"""The unit of what a cell counts without naming one."""
TOO_MANY: Final = (
    f"Mit „Kennzahl“ hätte die Maßnahme mehr als {MOST} Kennzahlen. Bitte wählen Sie in der Zelle die wichtigsten aus "
    "oder beenden Sie eine auf der Seite der Maßnahme."
)
TWO_VALUES: Final = "In „Kennzahl“ stehen für „{}“ zwei Werte zur selben Zeit. Bitte löschen Sie einen."
NO_YEAR: Final = "„{}“ nennt kein Jahr. Die Kennzahl gibt es schon; bitte schreiben Sie zum Beispiel „{} {}: {}“."
NOT_OVER: Final = "„{}“ gehört zu einem Jahr, das nicht zu Ende ist. Bitte lesen Sie den Wert ein, wenn es zu Ende ist."
ONLY_DEFINED: Final = "Die Kennzahl entsteht ohne Messwert, die Zahl steht nur in ihrer Definition."
NEW_NO_YEAR: Final = "„{}“ nennt kein Jahr. " + ONLY_DEFINED + " Bitte schreiben Sie sonst zum Beispiel „{} {}: {}“."
NEW_NOT_OVER: Final = (
    "„{}“ gehört zu einem Jahr, das nicht zu Ende ist. " + ONLY_DEFINED + " Bitte tragen Sie den Wert danach ein."
)
ENDED: Final = "„{}“: Die Kennzahl wird nicht mehr erhoben. Bitte nehmen Sie sie auf der Seite der Maßnahme wieder auf."
OTHER_VALUE: Final = (
    "„{}“: Im Katalog steht für diese Zeit {}. Bitte berichtigen Sie den Wert auf der Seite der Maßnahme; dort fragt "
    "sie nach dem Grund."
)
OTHER_UNIT: Final = "„{}“: Die Kennzahl zählt „{}“. Bitte schreiben Sie diese Einheit oder einen anderen Namen."
NO_FIGURE: Final = "„{}“ ist keine Kennzahl mit Zahl. Bitte schreiben Sie es in eine Spalte „Ergebnisse“."


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """A Kennzahl that a measure has, with its values by last day and precision."""

    pk: int
    unit: str
    definition: str
    is_active: bool
    values: dict[tuple[dt.date, str], Decimal] = field(default_factory=dict)


Known = Mapping[str, KnownFigure]


def known_figures(figures: QuerySet[KeyFigure]) -> dict[str, dict[str, KnownFigure]]:
    """The Kennzahlen by number of the measure and folded name; one query."""
    names: tuple[str, ...] = ("measure__number", "pk", "name", "unit", "definition", "ended_reason")
    names += ("values__reference_date", "values__reference_precision", "values__value")
    found: dict[str, dict[str, KnownFigure]] = {}
    for number, pk, name, unit, definition, ended, day, precision, value in figures.order_by("pk").values_list(*names):
        known = KnownFigure(pk, unit, definition, not ended)
        known = found.setdefault(number, {}).setdefault(name_key(name), known)
        if day:
            known.values[day, precision] = value
    return found


def known_since(written: str) -> str:
    """What a Kennzahl that was taken in says it counts."""
    return f"So in der eingelesenen Liste: {written}"


@dataclass(slots=True)
class FigurePlan:
    """What a cell „Kennzahl“ would do."""

    taken: list[WrittenFigure] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def plan_figures(text: str, known: Known, *, results: str | None) -> FigurePlan:
    """What `text` would do to a measure with the `known` Kennzahlen.

    Words that are no Kennzahl become results of a new measure (`results` is None); of a known one they are named unless
    they stand in its `results`.
    """
    plan = FigurePlan()
    figures, other = read_figures(text)
    for figure in figures:
        _take(plan, figure, known.get(name_key(figure.name)))
    times = [(name_key(each.name), each.year) for each in plan.taken]
    twice = [each for each in plan.taken if times.count((name_key(each.name), each.year)) > 1]
    plan.problems += [TWO_VALUES.format(each.name) for each in twice[:1]]
    new = {name_key(each.name) for each in plan.taken if each.known is None}
    if new and len(new) + sum(each.is_active for each in known.values()) > MOST:
        plan.problems.append(TOO_MANY)
    if results is None:
        plan.other = other
    else:
        plan.ignored += [NO_FIGURE.format(part) for part in other if part not in results]
    return plan


def _take(plan: FigurePlan, figure: WrittenFigure, known: KnownFigure | None) -> None:
    if known is None:
        plan.taken.append(figure)
        plan.problems += too_long_for("Kennzahl", figure.unit, MAX_UNIT_LENGTH, part="Einheit")
        if reason := _no_value(figure, NEW_NO_YEAR, NEW_NOT_OVER):
            plan.ignored.append(reason)
        return
    if known.definition == known_since(figure.text) or _is_stored(figure, known):
        return
    if reason := _reason_against(figure, known):
        plan.ignored.append(reason)
    else:
        plan.taken.append(replace(figure, known=known.pk))


def _is_stored(figure: WrittenFigure, known: KnownFigure) -> bool:
    return figure.period is not None and known.values.get(_key(figure.period)) == figure.number


def _reason_against(figure: WrittenFigure, known: KnownFigure) -> str:
    """Why a value of a known Kennzahl is not taken in; nothing where it is."""
    if sentence := _no_value(figure, NO_YEAR, NOT_OVER):
        return sentence
    if not known.is_active:
        return ENDED.format(figure.text)
    if fold(figure.unit) not in (fold(COUNTED), fold(known.unit)):
        return OTHER_UNIT.format(figure.text, known.unit)
    stored = known.values.get(_key(figure.period)) if figure.period else None
    return "" if stored is None else OTHER_VALUE.format(figure.text, german(stored).removesuffix(",00"))


def _no_value(figure: WrittenFigure, no_year: str, not_over: str) -> str:
    """The sentence of both about a number of no time that is over; nothing about one that can be a value."""
    if figure.period is None:
        last_year = timezone.localdate().year - 1
        return no_year.format(figure.text, figure.name, last_year, german(figure.number).removesuffix(",00"))
    return not_over.format(figure.text) if figure.period.last_day > timezone.localdate() else ""


def _key(period: PartialDate) -> tuple[dt.date, str]:
    return period.last_day, period.precision
