"""One cell of the matrices: what it is called in addresses, what was said of it and what there is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from measures.models import CoverageNote, Measure
from neuss_integration.city.models import District
from success_factors.models import FieldOfAction, SuccessFactor

CITYWIDE: Final = "stadt"


def gap_url(asked: Mapping[str, Any], page: str = "detail") -> str:
    """A page of the crossing that `asked` names as the list of measures would: handlungsfeld, erfolgsfaktor or
    stadtteil."""
    crossing = f"faktor-{asked['erfolgsfaktor']}" if "erfolgsfaktor" in asked else f"stadtteil-{asked['stadtteil']}"
    return reverse(f"measures:coverage-{page}", args=[asked["handlungsfeld"], crossing])


@dataclass(frozen=True, slots=True)
class Crossing:
    """One cell of a matrix: its Handlungsfeld, and a factor, a Stadtteil or (with neither) the whole city."""

    field: FieldOfAction
    factor: SuccessFactor | None = None
    district: District | None = None

    @property
    def name(self) -> str:
        """What it crosses the Handlungsfeld with."""
        if self.factor:
            return f"Erfolgsfaktor {self.factor.number}: {self.factor.title}"
        return f"Stadtteil {self.district}" if self.district else "ganze Stadt"

    @property
    def query(self) -> dict[str, Any]:
        """How the list of measures and the form of a new one name it."""
        key, value = ("erfolgsfaktor", self.factor.number) if self.factor else ("stadtteil", CITYWIDE)
        return {"handlungsfeld": self.field.pk, key: self.district.number if self.district else value}

    @property
    def columns(self) -> dict[str, Any]:
        """Which row of CoverageNote belongs to it."""
        city = self.factor is None and self.district is None
        there = {"success_factor": self.factor, "district": self.district, "is_citywide": city}
        return {"field_of_action": self.field} | there

    def get_absolute_url(self) -> str:
        return gap_url(self.query)


def crossing_at(field: int, crossing: str) -> Crossing:
    """The crossing that an address names: faktor-3, stadtteil-9 or stadtteil-stadt. Raises Http404 for another."""
    row = get_object_or_404(FieldOfAction.objects.valid_on(timezone.localdate()), pk=field)
    kind, _, key = crossing.partition("-")
    if (kind, key) == ("stadtteil", CITYWIDE):
        return Crossing(row)
    if kind not in ("faktor", "stadtteil") or not (key.isascii() and key.isdigit() and len(key) < 5):
        raise Http404("There is no such crossing.")
    if kind == "faktor":
        return Crossing(row, factor=get_object_or_404(SuccessFactor, number=key))
    return Crossing(row, district=get_object_or_404(District.objects.current(), number=key))


def note_at(crossing: Crossing) -> CoverageNote | None:
    """What was said of it, also when it counts as a gap again."""
    return CoverageNote.objects.filter(**crossing.columns).first()


def measures_at(crossing: Crossing, user: Any) -> dict[str, int]:
    """How many measures `user` sees there in each state; one query."""
    there = {
        "field_of_action": crossing.field,
        **({"success_factors": crossing.factor} if crossing.factor else {}),
        **({"districts": crossing.district} if crossing.district else {}),
        **({} if crossing.factor or crossing.district else {"is_citywide": True}),
    }
    found = Measure.objects.visible_to(user).filter(**there).order_by().values_list("state")
    return dict(found.annotate(Count("pk", distinct=True)))
