"""Who works where and on what, derived from measures: organisations and Stadtteile."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, QuerySet

from measures.enums import ACTIVE_STATES, MeasureState
from measures.models import Measure
from neuss_integration.city.models import District, Organisation
from neuss_integration.foundation.words.folding import fold, search_words
from success_factors.models import FieldOfAction

PRESENT_STATES: Final = (*ACTIVE_STATES, MeasureState.ROUTINE)
"""In which an organisation works on a measure: before and after it does not."""

PROFILES: Final = "organisationprofiles"
"""The relation to what the portal says of an organisation."""


@dataclass(slots=True)
class Engagement:
    """On how many measures an organisation works, in which Handlungsfelder and Stadtteile; keys of both."""

    carried: int = 0
    partnered: int = 0
    is_citywide: bool = False
    fields: set[int] = field(default_factory=set)
    districts: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Places:
    """Handlungsfelder and Stadtteile by key, in their order; loaded once for all rows of a page."""

    fields: Mapping[int, FieldOfAction]
    districts: Mapping[int, District]

    @classmethod
    def load(cls) -> "Places":
        """All of them; two queries."""
        fields = FieldOfAction.objects.in_concept_order()
        return cls({each.pk: each for each in fields}, {each.pk: each for each in District.objects.in_official_order()})

    def fields_of(self, engagement: Engagement) -> list[FieldOfAction]:
        """The Handlungsfelder in their order."""
        return [each for key, each in self.fields.items() if key in engagement.fields]

    def districts_of(self, engagement: Engagement) -> list[District]:
        """The Stadtteile in their order."""
        return [each for key, each in self.districts.items() if key in engagement.districts]


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    organisation: Organisation
    engagement: Engagement
    fields: list[FieldOfAction]
    districts: list[District]


def engagements(user: Any, organisations: Iterable[int] | None = None) -> dict[int, Engagement]:
    """Where organisations work now, by their key, as far as `user` may see; four queries.

    `organisations` narrows to these keys.
    """
    present = Measure.objects.visible_to(user).filter(state__in=PRESENT_STATES).order_by()
    links = {
        "carried": _links(Measure.carriers.through, present, organisations),
        "partnered": _links(Measure.partners.through, present, organisations),
    }
    measures = {each for pairs in links.values() for _, each in pairs}
    facts = {
        key: (area, citywide)
        for key, area, citywide in present.values_list("pk", "field_of_action", "is_citywide")
        if key in measures
    }
    districts = _districts(present)
    found: dict[int, Engagement] = defaultdict(Engagement)
    for name, pairs in links.items():
        for organisation, measure in pairs:
            engagement, (area, citywide) = found[organisation], facts[measure]
            setattr(engagement, name, getattr(engagement, name) + 1)
            engagement.fields.add(area)
            engagement.districts |= districts[measure]
            engagement.is_citywide |= citywide
    return found


def with_consent(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """`organisations` with `has_consented`: whether they agreed to stand in the portal."""
    profiles: Any = Organisation._meta.get_field(PROFILES).related_model
    agreed = profiles.objects.filter(organisation=OuterRef("pk"), consent_on__isnull=False)
    return organisations.annotate(has_consented=Exists(agreed))


def directory(
    rows: Iterable[Organisation],
    found: Mapping[int, Engagement],
    places: Places,
    *,
    text: str = "",
    kind: str = "",
    area: int | None = None,
    district: int | None = None,
    consented: bool | None = None,
) -> list[OrganisationRow]:
    """`rows` with where they work, narrowed by name, kind, Handlungsfeld, Stadtteil and whether they agreed to be
    shown (then `rows` are `with_consent`); no query."""
    words, nowhere = search_words(text), Engagement()
    shown = []
    for organisation in rows:
        engagement = found.get(organisation.pk, nowhere)
        if (
            all(word in fold(organisation.name) for word in words)
            and kind in ("", organisation.kind)
            and (area is None or area in engagement.fields)
            and (district is None or district in engagement.districts)
            and (consented is None or consented == organisation.has_consented)  # type: ignore[attr-defined]
        ):
            here = places.fields_of(engagement), places.districts_of(engagement)
            shown.append(OrganisationRow(organisation, engagement, *here))
    return shown


def organisations_in(district: District, user: Any) -> list[Organisation]:
    """Who carries out or supports what happens now in `district`; three queries at most."""
    present = Measure.objects.visible_to(user).filter(state__in=PRESENT_STATES, districts=district).order_by()
    keys = {
        key
        for through in (Measure.carriers.through, Measure.partners.through)
        for key, _ in _links(through, present, None)
    }
    return list(Organisation.objects.filter(pk__in=keys).in_german_order()) if keys else []


def active_counts(measures: QuerySet[Measure]) -> dict[int | None, int]:
    """How many of `measures` there are by number of the Stadtteil; one query. Those in several count in each."""
    pairs = measures.order_by().values_list("districts__number").annotate(Count("pk", distinct=True))
    return dict(pairs)


def fields_without(district: District, user: Any) -> list[FieldOfAction]:
    """The Handlungsfelder of today in which nothing is planned, running or paused in `district`; one query."""
    active = Measure.objects.visible_to(user).active().filter(districts=district)
    covered = active.order_by().values("field_of_action")
    return list(FieldOfAction.objects.current().exclude(pk__in=covered).in_concept_order())


def _links(through: Any, measures: Any, organisations: Iterable[int] | None) -> list[tuple[int, int]]:
    pairs = through.objects.filter(measure__in=measures.values("pk"))
    if organisations is not None:
        pairs = pairs.filter(organisation__in=organisations)
    return list(pairs.values_list("organisation_id", "measure_id"))


def _districts(measures: Any) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    pairs = Measure.districts.through.objects.filter(measure__in=measures.values("pk"))
    for measure, district in pairs.values_list("measure_id", "district_id"):
        found[measure].add(district)
    return found
