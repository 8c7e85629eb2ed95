"""Reading resolutions: the list, one with what hangs on it, and what a resolution can be linked to."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from measures.enums import SETTLED_ORDERS
from measures.models import AbstractConsultation, Measure, Resolution
from measures.selectors.measures import get_or_404
from measures.workflows import ORDER_WORKFLOW
from neuss_integration.city.enums import ResolutionResult
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.models import ConceptEdition, Goal

LINKED: Final = {"massnahme": "measures", "ziel": "goals", "fassung": "editions"}
"""The name of a thing in addresses, and of the relation that links a resolution to it."""

REFERENCES: Final = {
    "fassung": "eine Fassung des Konzepts",
    "ziel": "ein Ziel",
    "massnahme": "eine Maßnahme",
    "bericht": "einen Bericht",
    "nichts": "noch nichts",
}
"""What the list can be filtered by: what a resolution holds for."""


ORDERS: Final = {
    "auftrag": "mit Auftrag",
    "offen": "offen oder in Arbeit",
    "ueberfaellig": "überfällig",
    "beendet": "erledigt, beantwortet oder nicht weiter verfolgt",
    "ohne": "ohne Auftrag",
}
"""What the list can be filtered by: how far what was ordered is."""


def resolutions_listed(user: Any, filters: Mapping[str, Any]) -> QuerySet[Resolution]:
    """The resolutions `user` may see, newest first, with what is linked and may be seen; five queries.

    `filters` may hold suche (words), gremium (a Committee), art, ergebnis, jahr, stelle, fraktion, bezug (a key of
    REFERENCES) and auftrag (a key of ORDERS); what is empty does not filter.
    """
    found = with_links(user, Resolution.objects.visible_to(user)).newest_first()
    if filters.get("suche"):
        found = found.matching(filters["suche"])
    if filters.get("bezug"):
        found = found.filter(_about(user, filters["bezug"]))
    if filters.get("auftrag"):
        found = _with_order(found, filters["auftrag"])
    wanted = {
        "gremium": "committee",
        "ergebnis": "result",
        "jahr": "resolved_date__year",
        "art": "kind",
        "stelle": "responsible_department",
        "fraktion": "proposers",
    }
    return found.filter(**{column: filters[name] for name, column in wanted.items() if filters.get(name)})


def _with_order(found: Any, standing: str) -> Any:
    """The resolutions of which the order stands so (a key of ORDERS)."""
    return {
        "auftrag": found.exclude(state=""),
        "offen": found.unsettled(),
        "ueberfaellig": found.overdue(),
        "beendet": found.filter(state__in=SETTLED_ORDERS),
        "ohne": found.filter(state=""),
    }[standing]


def _about(user: Any, reference: str) -> Q:
    """Resolutions about a thing of the kind `reference` that `user` may see, or about none of them."""
    reports: Any = Resolution._meta.get_field("report_links").related_model
    found = {
        "fassung": Q(editions__in=ConceptEdition.objects.visible_to(user)),
        "ziel": Q(goals__in=Goal.objects.visible_to(user)),
        "massnahme": Q(measures__in=Measure.objects.visible_to(user)),
        "bericht": Q(report_links__in=reports.objects.standing().visible_to(user)),
    }
    about = {name: Q(pk__in=Resolution.objects.filter(linked).values("pk")) for name, linked in found.items()}
    return about[reference] if reference in about else ~reduce(or_, about.values())


def with_links(user: Any, resolutions: Any) -> Any:
    """`resolutions` with `seen_editions`, `seen_goals` and `seen_measures`: those of the links `user` may see."""
    goals = Goal.objects.visible_to(user).select_related("guiding_goal__edition").order_by("pk")
    return resolutions.select_related("committee", "responsible_department").prefetch_related(
        "proposers",
        Prefetch("editions", ConceptEdition.objects.visible_to(user), to_attr="seen_editions"),
        Prefetch("goals", goals, to_attr="seen_goals"),
        Prefetch("measures", Measure.objects.visible_to(user).order_by("number"), to_attr="seen_measures"),
    )


@dataclass(frozen=True, slots=True)
class Station:
    """One Gremium on the way of a matter: what it is there for, when, what came of it, and where that is changed."""

    committee: str
    task: str
    when: PartialDate | None
    result: str = ""
    vote: str = ""
    note: str = ""
    url: str = ""

    @property
    def words(self) -> str:
        """All of it on one line; what is still to come says so."""
        result = str(ResolutionResult(self.result).label) if self.result else "noch kein Ergebnis"
        when = str(self.when or "Tag steht noch nicht fest")
        return station_line(self.committee, self.task, when, result, self.vote, self.note)


def station_line(committee: str, task: str, when: str, *came_to: str) -> str:
    """A Gremium of a Beratungsfolge on one line: „Rat, 12.03.2026 (Entscheidung): zugestimmt, einstimmig“."""
    day, role = f", {when}" if when else "", f" ({task})" if task else ""
    outcome = ", ".join(filter(None, came_to))
    return f"{committee}{day}{role}" + (f": {outcome}" if outcome else "")


def way_of(resolution: Resolution) -> list[Station]:
    """The Beratungsfolge with the resolution itself, in the order of time; one query."""
    rows = resolution.consultations.select_related("committee")
    others = [station_of(each, reverse("measures:consultation-edit", args=[resolution.pk, each.pk])) for each in rows]
    return in_order_of_time([*others, resolved_at(resolution)])


def station_of(row: AbstractConsultation, url: str = "") -> Station:
    """What a row of the Beratungsfolge says."""
    when = PartialDate(row.day, "day")
    return Station(str(row.committee), row.get_kind_display(), when, row.result, row.vote, row.note, url)


def resolved_at(resolution: Resolution) -> Station:
    """The Gremium that resolved it."""
    what, when = resolution.get_kind_display(), resolution.resolved
    return Station(str(resolution.committee), what, when, resolution.result, resolution.vote)


def in_order_of_time(stations: Iterable[Station]) -> list[Station]:
    """By the day, and last what has none yet."""
    return sorted(stations, key=lambda each: each.when.date if each.when else dt.date.max)


def order_timeline(resolution: Resolution) -> list[dict[str, Any]]:
    """The dated notes about the order, newest first, as entries of the timeline; one query."""
    events = list(resolution.events.select_related("actor").order_by("-noted_on", "-pk"))
    entries = ORDER_WORKFLOW.timeline(events)
    return [each | {"when": event.noted_on} for each, event in zip(entries, events, strict=True)]


def years_of_resolutions() -> list[int]:
    """The years in which something was resolved, the last first; one query."""
    return [day.year for day in Resolution.objects.dates("resolved_date", "year", order="DESC")]


def linkable(user: Any, kind: str, key: str) -> Any:
    """The measure, goal or edition that `kind` (a key of LINKED) and `key` name, if `user` may see it; 404 otherwise.

    A measure is named by its number, the others by their key.
    """
    if kind == "massnahme":
        return get_or_404(Measure.objects.visible_to(user), key)
    models = {"ziel": Goal, "fassung": ConceptEdition}
    if kind not in models or not (key.isascii() and key.isdigit() and len(key) < len(str(2**63))):
        raise Http404("There is no such thing to link.")
    return get_object_or_404(models[kind].objects.visible_to(user), pk=int(key))  # type: ignore[attr-defined]
