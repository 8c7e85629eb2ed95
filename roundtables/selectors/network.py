"""Who works where: organisations with their districts and fields, derived from measures and round tables."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from measures.models import Measure
from measures.selectors.organisations import PRESENT_STATES
from neuss_integration.city.models import District, Organisation
from roundtables.models import TableMember


@dataclass(slots=True)
class Actor:
    """An organisation and what it does: measures it carries or supports, where, in which fields, at which tables,
    and how many of them each lead office has."""

    organisation: Organisation
    measures: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    by_district: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    citywide: int = 0
    tables: list[str] = field(default_factory=list)
    offices: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def is_at_no_table(self) -> bool:
        """Whether it has no seat at any Runder Tisch today."""
        return not self.tables


@dataclass(frozen=True, slots=True)
class Network:
    """All organisations of today in German order, and the Stadtteile."""

    actors: list[Actor]
    districts: list[District]

    @property
    def active(self) -> list[Actor]:
        """Those that work on at least one measure now."""
        return [actor for actor in self.actors if actor.measures]

    @property
    def at_no_table(self) -> list[Actor]:
        """Active ones without a seat: whom to invite."""
        return [actor for actor in self.active if actor.is_at_no_table]

    @property
    def ties(self) -> dict[tuple[str, str], int]:
        """How many measures an organisation and a lead office have in common."""
        pairs = ((str(actor.organisation), actor.offices) for actor in self.active)
        return {(name, office): count for name, offices in pairs for office, count in sorted(offices.items())}

    def cells(self, actor: Actor) -> list[tuple[District, int]]:
        """How many measures `actor` has in each Stadtteil."""
        return [(district, actor.by_district.get(district.pk, 0)) for district in self.districts]


def network(user: Any) -> Network:
    """The network as `user` may see it; seven queries, whatever its size."""
    actors = {each.pk: Actor(each) for each in Organisation.objects.current().in_german_order()}
    measures = {
        each.pk: each
        for each in Measure.objects.visible_to(user)
        .filter(state__in=PRESENT_STATES)
        .select_related("field_of_action", "lead_department")
    }
    districts = _districts()
    for organisation, measure in sorted(_engaged()):
        if organisation in actors and measure in measures:
            _note(actors[organisation], measures[measure], districts[measure])
    for organisation, table in _seats():
        if organisation in actors and table not in actors[organisation].tables:
            actors[organisation].tables.append(table)
    return Network(list(actors.values()), list(District.objects.current().in_official_order()))


def _engaged() -> set[tuple[int, int]]:
    """Pairs of organisation and measure, whether it carries the measure or supports it."""
    relations: Iterable[Any] = (Measure.carriers, Measure.partners)
    return {pair for each in relations for pair in each.through.objects.values_list("organisation_id", "measure_id")}


def _districts() -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for measure, district in Measure.districts.through.objects.values_list("measure_id", "district_id"):
        found[measure].append(district)
    return found


def _seats() -> Iterable[tuple[int, str]]:
    seats = TableMember.objects.current().filter(Q(round_table__valid_until=None))
    return seats.order_by("round_table__sort_key").values_list("organisation_id", "round_table__name").distinct()


def _note(actor: Actor, measure: Measure, districts: Iterable[int]) -> None:
    actor.measures.add(measure.number)
    actor.fields.add(measure.field_of_action.name)
    actor.offices[measure.lead_department.name] += 1
    actor.citywide += measure.is_citywide
    for district in districts:
        actor.by_district[district] += 1
