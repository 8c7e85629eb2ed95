"""Reading measures: rows of the list, everything on one page, and what else needs more than one model."""

import datetime as dt
import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import starmap
from typing import Any, Final

from django.db.models import Case, Count, F, OrderBy, QuerySet, Value, When
from django.http import Http404
from django.urls import reverse

from measures.enums import MeasureState
from measures.models import Measure
from measures.querysets import FRESH_MONTHS, fresh_since
from neuss_integration.foundation.words.likeness import most_alike

PAGE_SIZES: Final = (25, 50, 100)
DEFAULT_SIZE: Final = 50
DEFAULT_SORT: Final = "nummer"
_STATE_ORDER = Case(
    *(When(state=state, then=Value(position)) for position, state in enumerate(MeasureState.values)),
    default=Value(len(MeasureState.values)),
)
SORTS: Final[dict[str, tuple[Any, ...]]] = {
    "nummer": (F("number"),),
    "titel": (F("sort_key"),),
    "handlungsfeld": (Case(When(field_of_action__is_priority=True, then=Value(0)), default=Value(1)),
                      F("field_of_action__position"), F("field_of_action_id")),
    "federfuehrung": (F("lead_department__sort_key"),),
    "status": (_STATE_ORDER,),
    "beginn": (F("start_date"),),
    "ende": (F("end_date"),),
    "bericht": (F("latest_progress__decided_at"),),
}  # fmt: skip


GROUPS: Final = {"handlungsfeld": "field_of_action__name", "federfuehrung": "lead_department__name", "status": "state"}
"""What a list can be grouped by: columns that it can be sorted by, and where their value is."""


def in_order(measures: QuerySet[Measure], sort: str, group: str = "") -> QuerySet[Measure]:
    """`measures` sorted by a key of SORTS, with a minus the other way round; without a date always last.

    Those of one `group` (a key of GROUPS) stand together.
    """
    key, descending = sort.removeprefix("-"), sort.startswith("-")
    last = {"nulls_last": True} if key in ("beginn", "ende", "bericht") else {}
    columns = [OrderBy(each, descending=descending, **last) for each in SORTS[key]]
    together = [OrderBy(each) for each in SORTS.get(group, ())]
    return measures.order_by(*together, *columns, "-pk" if descending else "pk")


def known_sort(sort: str) -> str:
    """`sort` if lists can be sorted by it, else the default."""
    return sort if sort.removeprefix("-") in SORTS else DEFAULT_SORT


def known_size(size: str) -> int:
    """`size` if it is one of the offered page sizes, else the default."""
    return int(size) if size in map(str, PAGE_SIZES) else DEFAULT_SIZE


def get_or_404(measures: QuerySet[Measure], number: str) -> Measure:
    if "\x00" in number or (found := measures.filter(number=number).first()) is None:
        raise Http404("There is no such measure for this person.")
    return found


THREE_FACTS: Final = {
    "state": "Der Status sagt, wie weit die Maßnahme ist: von der Idee bis zum Ende.",
    "light": "Die Ampel sagt, ob die Maßnahme nach Plan läuft, so wie es im letzten angenommenen Bericht steht.",
    "freshness": f"Die Aktualität sagt, wie alt dieser Bericht ist: Nach {FRESH_MONTHS} Monaten gilt er als veraltet.",
}


@dataclass(frozen=True, slots=True)
class Freshness:
    """How old the last accepted report is: the third fact beside state and traffic light."""

    label: str
    variant: str
    accepted_at: dt.datetime | None


def freshness(measure: Measure) -> Freshness:
    """Whether the last accepted report of `measure` is younger than FRESH_MONTHS."""
    last = measure.latest_progress
    if last is None or last.decided_at is None:
        return Freshness("noch kein Bericht", "neutral", None)
    if last.decided_at >= fresh_since():
        return Freshness("aktuell", "success", last.decided_at)
    return Freshness("veraltet", "warning", last.decided_at)


_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def source_lines(text: str) -> Iterator[list[tuple[str, bool]]]:
    """The lines of the field „Quellen“, each as (text, is_link); only addresses with http or https become links."""
    for line in filter(None, map(str.strip, text.splitlines())):
        parts, end = [], 0
        for match in _ADDRESS.finditer(line):
            address = match.group().rstrip(".,;:)")
            parts += [(line[end : match.start()], False), (address, True)]
            end = match.start() + len(address)
        yield [part for part in [*parts, (line[end:], False)] if part[0]]


@dataclass(frozen=True, slots=True)
class Named:
    """What people need to recognise a measure."""

    number: str
    title: str

    def __str__(self) -> str:
        return f"{self.number} „{self.title}“"

    def get_absolute_url(self) -> str:
        """Its Steckbrief."""
        return reverse("measures:measure-detail", args=[self.number])


def alike(title: str, *, besides: int | None = None, submission_key: uuid.UUID | None = None) -> list[Named]:
    """Other measures whose title is the same or nearly (likeness.py), the likest first; one query.

    For who maintains the catalogue and so sees all of it. What the same form made (`submission_key`) is no other one.
    """
    others = Measure.objects.exclude(pk=besides or 0).order_by("number")
    if submission_key:
        others = others.exclude(submission_key=submission_key)
    return most_alike(title, starmap(Named, others.values_list("number", "title")), lambda other: other.title)


def counts_by(relation: str, user: Any) -> dict[int, dict[str, int]]:
    """How many measures `user` may see, by key of `relation` (a field of Measure) and state; one query."""
    counts: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = Measure.objects.visible_to(user).order_by().values_list(relation, "state").annotate(Count("pk"))
    for key, state, number in rows:
        if key is not None:
            counts[key][state] = number
    return counts


def state_segments(counts: dict[str, int], variants: dict[str, str]) -> Iterable[tuple[str, int, str]]:
    """The states that occur, in the order of the workflow, for a stacked bar."""
    return [(state.label, counts[state], variants[state]) for state in MeasureState if counts.get(state)]
