"""The Organigramm: Dezernate above their Fachdienststellen, with what each answers for."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from measures.selectors.filter_choices import WITHOUT_DIVISION
from measures.selectors.responsibilities import ACTIVE_FILTER, Share, counts_by_office, list_of
from neuss_integration.city.models import Department, Division
from success_factors.models import FieldOfAction, SuccessFactor


@dataclass(frozen=True, slots=True)
class OfficeBox:
    """One Fachdienststelle: how many active measures it leads and supports, and the list that shows them."""

    office: Department
    share: Share
    is_over: bool

    @property
    def led(self) -> int:
        """What counts for its Dezernat."""
        return self.share.lead


@dataclass(frozen=True, slots=True)
class DivisionBox:
    """One Dezernat with its offices; `led` are the active measures of all of them."""

    division: Division
    offices: list[OfficeBox]
    led: int
    url: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class OrganisationChart:
    """The line of the administration, its offices without a Dezernat, and offices of others."""

    divisions: list[DivisionBox]
    unplaced: list[OfficeBox]
    external: list[OfficeBox]
    sponsored: list[tuple[str, SuccessFactor | FieldOfAction]]

    @property
    def unplaced_led(self) -> int:
        """The active measures of all offices of the city without a Dezernat."""
        return sum(each.led for each in self.unplaced)

    @property
    def unplaced_url(self) -> str:
        """The list that shows them, once there is a Dezernat to be without."""
        return _list_of(WITHOUT_DIVISION[0]) if self.divisions else ""

    @property
    def left_behind(self) -> list[DivisionBox]:
        """Dezernate that have ended and still hold offices of today."""
        return [box for box in self.divisions if box.is_over and any(not each.is_over for each in box.offices)]


def organisation_chart(user: Any) -> OrganisationChart:
    """Offices and Dezernate of today with the measures `user` may see; six queries.

    What has ended appears while an office of today stands in it, or while it still leads an active measure.
    """
    (led, also), today = counts_by_office(user), timezone.localdate()
    offices = [each for each in Department.objects.in_german_order() if each.is_valid_on(today) or each.pk in led]
    boxes: dict[int | None, list[OfficeBox]] = defaultdict(list)
    for each in offices:
        share = Share(led[each.pk], also[each.pk], list_of(each))
        box = OfficeBox(each, share, not each.is_valid_on(today))
        boxes[-1 if each.is_external else each.division_id].append(box)
    found = Division.objects.in_chart_order()
    return OrganisationChart(
        divisions=[
            _division(each, boxes[each.pk], is_over=not each.is_valid_on(today))
            for each in found
            if each.is_valid_on(today) or each.pk in boxes
        ],
        unplaced=boxes[None],
        external=boxes[-1],
        sponsored=_sponsored(today),
    )


def _division(division: Division, offices: Iterable[OfficeBox], *, is_over: bool) -> DivisionBox:
    found = list(offices)
    led = sum(each.led for each in found)
    return DivisionBox(division, found, led, _list_of(str(division.pk)), is_over)


def _list_of(division: str) -> str:
    return f"{reverse('measures:measure-list')}?{urlencode({'dezernat': division} | ACTIVE_FILTER)}"


def _sponsored(today: dt.date) -> list[tuple[str, SuccessFactor | FieldOfAction]]:
    """The Erfolgsfaktoren and the Handlungsfelder of today, each with its kind."""
    factors = SuccessFactor.objects.select_related("division").order_by("number")
    fields = FieldOfAction.objects.valid_on(today).in_concept_order().select_related("division")
    return [*(("Erfolgsfaktor", each) for each in factors), *(("Handlungsfeld", each) for each in fields)]
