"""Composing the sections of a report: text, order, what is left out, and sections of one's own."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Incomplete, Refused
from neuss_integration.foundation.records.saving import locked, locked_at_version, save_as, save_values, stored
from reporting.content.sections.registry import KINDS
from reporting.enums import OPEN_STATES
from reporting.models import OWN, Report, Section
from reporting.selectors.wanted_sections import wanted_sections

SECTION_FIELDS = ("title", "text")
Place = tuple[str, int | None]


def ensure_composable(report: Report) -> None:
    """Raises Refused unless `report` (locked) can still be changed."""
    if report.state not in OPEN_STATES:
        raise Refused(f"Der Bericht ist {report.get_state_display()} und lässt sich nicht mehr ändern.")


def ensure_complete(report: Report) -> None:
    """Raises Incomplete, naming each text by the kind of its section, unless all texts a report needs are written."""
    included = report.sections.filter(is_included=True)
    empty = [section for section in included if KINDS[section.kind].needs_text and not section.text.strip()]
    if empty:
        raise Incomplete({each.kind: f"Der Text „{each.title}“ fehlt noch. Bitte schreiben Sie ihn." for each in empty})


@transaction.atomic
def complete_sections(report: Report, *, by: User) -> list[Section]:
    """Every kind of section and every Handlungsfeld has its section, each new one behind the one it follows.

    Gives back the new ones. Raises Refused when the report cannot be changed any more.
    """
    ensure(by, Permission.COMPOSE_REPORTS)
    current = locked(report)
    ensure_composable(current)
    order = list(current.sections.all())
    places: list[Place] = [(section.kind, section.field_of_action_id) for section in order]
    made, last = [], -1
    for kind, field in wanted_sections():
        place = (kind, field.pk if field else None)
        if place in places:
            last = places.index(place)
            continue
        last += 1
        section = Section(report=current, kind=kind, field_of_action=field, title=field.name if field else "")
        section.title = section.title or KINDS[kind].title
        order.insert(last, section)
        places.insert(last, place)
        made.append(section)
    _number(order, by)
    return made


@transaction.atomic
def write_section(section: Section, *, by: User, expected_version: int, values: Mapping[str, Any]) -> Section:
    """The section has the `values` (names of SECTION_FIELDS). Raises Stale, Refused, ValidationError."""
    ensure(by, Permission.COMPOSE_REPORTS)
    ensure_composable(locked(section.report))
    current = locked_at_version(section, expected_version)
    return save_values(current, {name: values[name] for name in SECTION_FIELDS if name in values}, by=by)


@transaction.atomic
def move_section(section: Section, *, by: User, up: bool) -> Section:
    """The section stands one place further up or down; at the end of the list it stays where it is."""
    ensure(by, Permission.COMPOSE_REPORTS)
    report = locked(section.report)
    ensure_composable(report)
    order = list(report.sections.all())
    at = next(number for number, each in enumerate(order) if each.pk == section.pk)
    to = at - 1 if up else at + 1
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    _number(order, by)
    return locked(section)


@transaction.atomic
def place_section(section: Section, *, by: User, after: Section | None) -> Section:
    """The section stands behind `after`, or first. Raises Refused when `after` belongs to another report."""
    ensure(by, Permission.COMPOSE_REPORTS)
    report = locked(section.report)
    ensure_composable(report)
    order = [each for each in report.sections.all() if each.pk != section.pk]
    keys = [each.pk for each in order]
    if after is not None and after.pk not in keys:
        raise Refused("Bitte wählen Sie einen anderen Abschnitt desselben Berichts.")
    order.insert(keys.index(after.pk) + 1 if after else 0, locked(section))
    _number(order, by)
    return locked(section)


@transaction.atomic
def include_section(section: Section, *, by: User, is_included: bool) -> Section:
    """The section stands in the report or is left out, with its data. Raises Refused where a report needs it."""
    ensure(by, Permission.COMPOSE_REPORTS)
    ensure_composable(locked(section.report))
    current = locked(section)
    if not is_included and KINDS[current.kind].is_required:
        raise Refused(f"„{current.title}“ gehört in jeden Bericht und lässt sich nicht weglassen.")
    if current.is_included != is_included:
        current.is_included = is_included
        save_as(current, ["is_included"], by=by)
    return current


@transaction.atomic
def add_own_section(
    report: Report, *, by: User, title: str, after: Section | None = None, submission_key: uuid.UUID | None = None
) -> Section:
    """The report has one more section, empty, behind `after` or at its end. The same key again gives the same one."""
    ensure(by, Permission.COMPOSE_REPORTS)
    current = locked(report)
    if submission_key and (existing := Section.objects.filter(submission_key=submission_key).first()):
        return existing
    ensure_composable(current)
    order = list(current.sections.all())
    section = Section(report=current, kind=OWN, title=title.strip(), position=0, submission_key=submission_key)
    section.full_clean(exclude=["position"])
    at = next((number + 1 for number, each in enumerate(order) if after and each.pk == after.pk), len(order))
    order.insert(at, section)
    _number(order, by)
    return section


def _number(order: list[Section], by: User) -> None:
    """The sections stand in this order; only those that moved get a new row of history."""
    for position, section in enumerate(order, start=1):
        if section.pk is None:
            section.position = position
            stored(section, by=by)
        elif section.position != position:
            section.position = position
            save_as(section, ["position"], by=by)
