"""Reading the figures of the Personalverwaltung: offices and the whole administration, beside the year before."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from neuss_integration.city.models import Department
from neuss_integration.foundation.ui.signs import NOTHING
from neuss_integration.foundation.ui.texts import german_number
from neuss_integration.foundation.words.counting import percent_words, percentage
from neuss_integration.foundation.words.nouns import count_of
from success_factors.enums import StaffShare
from success_factors.models import StaffFigures, StaffYear
from success_factors.models.staff import COUNTS
from success_factors.selectors.indicators import SUPPRESSED
from success_factors.selectors.staff_disclosure import TOTAL, Counts, hidden_staff


@dataclass(frozen=True, slots=True)
class StaffColumn:
    """What a column of the table tells: a number, alone or as part of another."""

    heading: str
    part: str
    whole: str = ""
    names_whole: bool = False


COLUMNS: Final = (
    StaffColumn("Beschäftigte", "staff"),
    StaffColumn("Befragung beantwortet", "answered", "staff"),
    StaffColumn("mit Einwanderungsgeschichte", "with_migration", "answered"),
    StaffColumn("Neueinstellungen", "hires_with_migration", "hires", names_whole=True),
    StaffColumn("Auszubildende", "trainees_with_migration", "trainees", names_whole=True),
    StaffColumn("Führungskräfte", "managers_with_migration", "managers", names_whole=True),
    StaffColumn("Fortbildungen", "trainings"),
    StaffColumn("nahmen teil", "participants", "staff"),
)


@dataclass(frozen=True, slots=True)
class StaffCell:
    """One number as it is shown, and what it was the year before; empty where that is not known."""

    column: StaffColumn
    shown: str
    before: str

    @property
    def words(self) -> list[str]:
        return f"{self.shown} {self.before}".split()


@dataclass(frozen=True, slots=True)
class StaffSign:
    """One word of a cell, which may be a sign."""

    shown: str


@dataclass(frozen=True, slots=True)
class StaffRow:
    """An office, or the whole administration, with its numbers as they are shown, and as files get them."""

    name: str
    cells: list[StaffCell]
    plain: dict[str, int | str | None]


@dataclass(frozen=True, slots=True)
class StaffTable:
    """The figures of one year, as one person may see them."""

    year: StaffYear
    before: StaffYear | None
    rows: list[StaffRow]
    total: StaffRow
    missing: list[Department]
    of_offices: int
    before_told: int
    is_same_offices: bool

    @property
    def before_sentence(self) -> str:
        """How many told of the year before, where these were not the same: the sums then tell no growth."""
        if not self.before or self.is_same_offices:
            return ""
        return other_offices(self.before.year, self.before_told)

    @property
    def shown(self) -> list[StaffSign]:
        """Each word that is shown, for the legend of signs."""
        return [StaffSign(word) for row in (*self.rows, self.total) for cell in row.cells for word in cell.words]


def staff_years(user: Any) -> list[StaffYear]:
    """The years `user` may see, the newest first; two queries."""
    return list(StaffYear.objects.visible_to(user).select_related("submitted_by").order_by("-year"))


def may_enter_staff(user: Any) -> bool:
    """Whether the person enters and corrects them; at most one query."""
    return StaffYear.objects.is_entered_by(user)


def offices_of(year: int) -> list[Department]:
    """The offices of the city that were there at the end of `year` and those that have numbers; one query."""
    last_day = dt.date(year, 12, 31)
    there = Q(pk__in=Department.objects.valid_on(last_day).filter(is_external=False))
    found = Department.objects.filter(there | Q(staff_figures__staff_year__year=year)).distinct()
    return list(found.in_german_order())


def last_full_year() -> int:
    return timezone.localdate().year - 1


def counts_of(figures: StaffFigures) -> dict[str, int | None]:
    return {name: getattr(figures, name) for name in COUNTS}


def counts_by_office(year: int) -> dict[int, dict[str, int | None]]:
    """The numbers of `year` by key of the office; one query."""
    return {each.department_id: counts_of(each) for each in StaffFigures.objects.filter(staff_year__year=year)}


def total_of(offices: Iterable[Counts]) -> dict[str, int | None]:
    """The sums of the whole administration; nothing where no office told it."""
    rows = list(offices)
    known = {name: [row[name] for row in rows if row[name] is not None] for name in COUNTS}
    return {name: sum(number or 0 for number in numbers) if numbers else None for name, numbers in known.items()}


def part_and_whole(offices: Iterable[Counts], part: str, whole: str) -> tuple[int, int] | None:
    """Both sums, over the offices that told both; who told of no survey has answered none."""
    rows = list(offices)
    if part == "answered" and any(row[part] is not None for row in rows):
        rows = [{**row, part: row[part] or 0} for row in rows]
    told = [(row[part], row[whole]) for row in rows if row[part] is not None and row[whole] is not None]
    if not told:
        return None
    return sum(part or 0 for part, _ in told), sum(whole or 0 for _, whole in told)


def staff_table(user: Any, year: StaffYear) -> StaffTable:
    """The table of `year`; small numbers are for those only who enter or release them. At most five queries."""
    before = StaffYear.objects.visible_to(user).filter(year=year.year - 1).first()
    return table_for(year, before, inside=may_enter_staff(user))


def table_for(year: StaffYear, before: StaffYear | None, *, inside: bool) -> StaffTable:
    """The same for who is `inside` the office or not; at most three queries."""
    offices, now = offices_of(year.year), counts_by_office(year.year)
    then = counts_by_office(before.year) if before else {}
    shown_now, shown_then = _Shown(now, inside=inside), _Shown(then, inside=inside)
    return StaffTable(
        year,
        before,
        [_row(str(each), each.pk, shown_now, shown_then) for each in offices if each.pk in now],
        _row("Stadtverwaltung", TOTAL, shown_now, shown_then),
        [each for each in offices if each.pk not in now],
        len(offices),
        len(then),
        now.keys() == then.keys(),
    )


def other_offices(before: int, told: int) -> str:
    """Why the sums of two years, told by different offices, are not set against each other; `told` are of `before`."""
    offices = count_of(told, "Fachdienststelle", dative=True)
    return f"Für {before} liegen Zahlen von {offices} vor, nicht von denselben: Die Summen zeigen keine Veränderung."


class _Shown:
    """The numbers of a year as they are shown."""

    def __init__(self, offices: Mapping[int, Counts], *, inside: bool) -> None:
        self.offices = offices
        self.total = total_of(offices.values())
        self.hidden = frozenset() if inside else hidden_staff(offices, self.total)

    def plain(self, office: int, name: str) -> int | str | None:
        counts = self.total if office == TOTAL else self.offices.get(office)
        if counts is None or counts[name] is None:
            return None
        return SUPPRESSED if (office, name) in self.hidden else counts[name]

    def cell(self, office: int, column: StaffColumn) -> str:
        """Such as "12", "30 (25 %)" or "2 von 10 (20 %)"; empty where nothing is known."""
        part, whole = self.plain(office, column.part), self.plain(office, column.whole) if column.whole else None
        if part is None and not (column.names_whole and whole is not None):
            return ""
        if part == SUPPRESSED:
            return _number(whole) if column.names_whole and office != TOTAL else SUPPRESSED
        words = _number(part)
        if column.names_whole and whole is not None:
            words += f" von {_number(self._of_how_many(office, column, whole))}"
        share = self._share(office, column)
        return f"{words} ({share})" if share else words

    def _of_how_many(self, office: int, column: StaffColumn, whole: int | str) -> int | str:
        """The whole of the share behind it: of the administration only where offices told both."""
        found = part_and_whole(self.offices.values(), column.part, column.whole) if office == TOTAL else None
        return found[1] if found and whole != SUPPRESSED else whole

    def _share(self, office: int, column: StaffColumn) -> str:
        if not column.whole or SUPPRESSED in (self.plain(office, column.part), self.plain(office, column.whole)):
            return ""
        rows = self.offices.values() if office == TOTAL else filter(None, [self.offices.get(office)])
        found = part_and_whole(rows, column.part, column.whole)
        return percent_words(percentage(*found)) if found and found[1] else ""


def _row(name: str, office: int, now: _Shown, then: _Shown) -> StaffRow:
    cells = [StaffCell(each, now.cell(office, each) or str(NOTHING), then.cell(office, each)) for each in COLUMNS]
    return StaffRow(name, cells, {each: now.plain(office, each) for each in COUNTS})


def _number(value: int | str | None) -> str:
    return value if isinstance(value, str) else str(german_number(value))


@dataclass(frozen=True, slots=True)
class ShareOfStaff:
    """A share of the whole administration as `part` of `whole`, or that it is hidden."""

    share: StaffShare
    part: int
    whole: int
    is_hidden: bool


def shares_of(year: int) -> list[ShareOfStaff]:
    """Each share that is known for `year`; one query."""
    offices = counts_by_office(year)
    hidden = hidden_staff(offices, total_of(offices.values()))
    found = []
    for share in StaffShare:
        part, whole = share.part_and_whole
        if (sums := part_and_whole(offices.values(), part, whole)) and sums[1]:
            found.append(ShareOfStaff(share, *sums, bool(hidden & {(TOTAL, part), (TOTAL, whole)})))
    return found


def years_named(user: Any) -> QuerySet[StaffYear]:
    """The years that `user` may see, the newest first, each with the `word` by which people look for it."""
    word = Concat(Value("Personalzahlen Kommune als Arbeitgeber "), Cast("year", CharField()))
    return StaffYear.objects.visible_to(user).annotate(word=word).order_by("-year")
