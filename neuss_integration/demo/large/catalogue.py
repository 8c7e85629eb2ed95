"""Thousands of measures in the shape of the 45 real ones."""

import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from measures.enums import MeasureState
from measures.models import Measure, MeasureEvent, NumberCounter, ProgressReport
from measures.services.search_texts import search_text_of
from neuss_integration.accounts.models import User
from neuss_integration.city.models import Department, District, Organisation, TargetGroup
from neuss_integration.demo.calendar import RoundDates, moment, workday
from neuss_integration.demo.large.history import BATCH, MeasureHistory
from neuss_integration.demo.measures import Names, rows, values_of
from success_factors.models import FieldOfAction, SuccessFactor

RELATIONS = ("success_factors", "contributing_departments", "carriers", "partners", "target_groups", "districts")
STATES = (MeasureState.RUNNING, MeasureState.PLANNED, MeasureState.PAUSED, MeasureState.IDEA)
STATE_WEIGHTS = (85, 8, 4, 3)
ENTERED_BEFORE_THE_FIRST_ROUND = 0.6
PAUSED_BECAUSE = "Die Finanzierung ist noch offen."


@dataclass(slots=True, eq=False)
class PlannedMeasure:
    """A measure with what is to be written beside it, and in which round it is asked about first."""

    measure: Measure
    relations: dict[str, list[Any]]
    first_round: int
    links: dict[str, list[models.Model]] = field(default_factory=dict)
    latest: ProgressReport | None = None


class MeasureBuilder:
    """Makes measures and writes them with relations, first events and history."""

    def __init__(self, chance: random.Random, dates: list[RoundDates], offices: set[int], by: User) -> None:
        self.chance, self.dates, self.by = chance, dates, by
        names = Names()
        found = [values_of(row, names) for row in rows()]
        self.patterns = [values for values in found if values["lead_department"].pk in offices]
        self.offices = list(Department.objects.filter(pk__in=offices))
        self.fields, self.factors = list(FieldOfAction.objects.all()), list(SuccessFactor.objects.all())
        self.districts, self.groups = list(District.objects.all()), list(TargetGroup.objects.all())
        self.organisations = list(Organisation.objects.all())
        self.numbers: Counter[int] = Counter(dict(NumberCounter.objects.values_list("year", "last")))
        self.history = MeasureHistory()

    def write(self, count: int) -> list[PlannedMeasure]:
        """`count` measures exist as if entered one by one through the service."""
        planned = [self._plan(serial) for serial in range(1, count + 1)]
        for item in planned:
            self._note_entry(item.measure)
        entered = [item.measure.updated_at for item in planned]
        Measure.objects.bulk_create([item.measure for item in planned], batch_size=BATCH)
        for item, at in zip(planned, entered, strict=True):
            item.measure.updated_at = at
        for relation in RELATIONS:
            _link(planned, relation)
        self.history.write_with({item.measure.pk: item.links for item in planned})
        MeasureEvent.objects.bulk_create(
            [
                MeasureEvent(
                    measure=item.measure,
                    actor=self.by,
                    at=item.measure.created_at,
                    transition="create",
                    to_state=item.measure.state,
                )
                for item in planned
            ],
            batch_size=BATCH,
        )
        self._store_numbers()
        return planned

    def _plan(self, serial: int) -> PlannedMeasure:
        chance = self.chance
        first_round = self._first_round()
        day = self._entered_on(first_round)
        self.numbers[day.year] += 1
        pattern = chance.choice(self.patterns)
        relations = self._relations(pattern)
        measure = Measure(
            number=str(NumberCounter(year=day.year, last=self.numbers[day.year])),
            title=f"{pattern['title']}, {chance.choice(self.districts).name} {serial}"[:200],
            created_at=moment(day, chance.randint(8, 16), chance.randint(0, 59)),
            state_since=day,
            is_citywide=not relations["districts"],
            **self._fields(pattern),
            **self._start(day.year),
        )
        measure.updated_at = measure.created_at
        measure.state_reason = PAUSED_BECAUSE if measure.state == MeasureState.PAUSED else ""
        measure.search_text = _search_text(measure, relations)
        return PlannedMeasure(measure, relations, first_round)

    def _first_round(self) -> int:
        """Most of the catalogue is there from the beginning, the rest comes year by year."""
        if self.chance.random() < ENTERED_BEFORE_THE_FIRST_ROUND:
            return 0
        return self.chance.randrange(len(self.dates))

    def _entered_on(self, first_round: int) -> dt.date:
        """A working day in the three months before the round is opened."""
        return workday(self.dates[first_round].opened - dt.timedelta(days=self.chance.randint(3, 90)))

    def _fields(self, pattern: dict[str, Any]) -> dict[str, Any]:
        chance = self.chance
        copied = ("kind", "location", "rhythm", "period_note", "description", "funding_note", "results_note", "sources")
        return {
            **{name: pattern[name] for name in (*copied, "target_group_note") if name in pattern},
            "state": chance.choices(STATES, STATE_WEIGHTS)[0],
            "field_of_action": pattern["field_of_action"] if chance.random() < 0.7 else chance.choice(self.fields),
            "lead_department": pattern["lead_department"] if chance.random() < 0.6 else chance.choice(self.offices),
        }

    def _start(self, latest_year: int) -> dict[str, Any]:
        precision = self.chance.choice(("", "year", "month", "day"))
        if not precision:
            return {}
        year = self.chance.randint(2006, latest_year - 1)
        month = 1 if precision == "year" else self.chance.randint(1, 12)
        day = self.chance.randint(1, 28) if precision == "day" else 1
        return {"start_date": dt.date(year, month, day), "start_precision": precision}

    def _relations(self, pattern: dict[str, Any]) -> dict[str, list[Any]]:
        chance = self.chance
        factors = {*pattern["success_factors"], *chance.sample(self.factors, chance.randint(0, 1))}
        return {
            "success_factors": sorted(factors, key=lambda factor: factor.number),
            "contributing_departments": chance.sample(self.offices, chance.randint(0, 2)),
            "carriers": chance.sample(self.organisations, chance.randint(0, 1)),
            "partners": chance.sample(self.organisations, chance.randint(0, 3)),
            "target_groups": chance.sample(self.groups, chance.randint(1, 3)),
            "districts": chance.sample(self.districts, chance.randint(0, 3)),
        }

    def _note_entry(self, measure: Measure) -> None:
        """As the service does: the row first, then the same with its relations."""
        self.history.note(measure, at=measure.created_at, by=self.by, kind="+")
        self.history.note(measure, at=measure.created_at, by=self.by)

    def _store_numbers(self) -> None:
        for year, last in self.numbers.items():
            NumberCounter.objects.update_or_create(year=year, defaults={"last": last})


def _search_text(measure: Measure, relations: dict[str, list[Any]]) -> str:
    """The same as `refresh_search_text` makes of the stored measure, without asking the database."""
    organisations = {name: sorted(relations[name], key=lambda each: each.sort_key) for name in ("carriers", "partners")}
    return search_text_of(measure, {name: [each.name for each in found] for name, found in organisations.items()})


def _link(planned: list[PlannedMeasure], relation: str) -> None:
    """The rows of one many-to-many table are stored and remembered per measure."""
    many = Measure._meta.get_field(relation)
    through, column = many.remote_field.through, many.m2m_reverse_name()  # type: ignore[union-attr]
    for item in planned:
        item.links[relation] = [
            through(measure_id=item.measure.pk, **{column: other.pk}) for other in item.relations[relation]
        ]
    through._default_manager.bulk_create([link for item in planned for link in item.links[relation]], batch_size=BATCH)
