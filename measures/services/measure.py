"""Writing measures."""

import copy
import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from measures.fields import BY_NAME, BY_OFFICE, COLUMNS_OF_MODEL, EDITABLE, RELATIONS
from measures.models import Measure, MeasureEvent, NumberCounter
from measures.rules import refuse_circle, refuse_missing_lead, refuse_other_goals
from measures.services.assignments import follow_leads
from measures.services.search_texts import SEARCHED, refresh_search_texts, search_text_of
from measures.workflows import MEASURE_WORKFLOW
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import access_of, ensure
from neuss_integration.foundation.records.history_records import save_together, set_links, store_new, store_steps
from neuss_integration.foundation.records.saving import (
    changed_fields,
    changed_links,
    locked,
    locked_at_versions,
    only_fields,
    save_as,
    take_step,
)
from neuss_integration.foundation.records.workflow import Transition
from neuss_integration.foundation.words.partial_dates import PartialDate


def editable_names(user: User, measure: Measure) -> frozenset[str]:
    """Which values `user` may change on `measure`: all, those an office keeps itself, or none."""
    access = access_of(user)
    if access.has(Permission.MAINTAIN_MEASURES):
        return EDITABLE
    if access.has(Permission.EDIT_OWN_MEASURES) and measure.lead_department_id in access.department_ids:
        return BY_OFFICE
    return frozenset()


@transaction.atomic
def create_measure(
    *,
    by: User,
    values: Mapping[str, Any],
    submission_key: uuid.UUID | None = None,
    entered_on: dt.date | None = None,
    is_checked: bool = False,
) -> Measure:
    """A measure with the next number of the year exists; its first event says who entered it.

    `entered_on` is for catalogues taken over from before; normally it is today.

    `values` holds names of measures.fields: dates as PartialDate or None, relations as objects. The same
    `submission_key` a second time gives the measure of the first: a double click makes one.
    `is_checked` says that the forms' rules were looked at for many rows together; the database still holds them.
    Raises ValidationError when a rule of the model is broken.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    counter = _locked_counter((entered_on or timezone.localdate()).year)
    if submission_key and (existing := Measure.objects.filter(submission_key=submission_key).first()):
        return existing
    rows = [(*_split(values), submission_key)]
    return _stored(rows, by=by, counter=counter, entered_on=entered_on, is_checked=is_checked)[0]


@transaction.atomic
def create_measures(rows: Iterable[Mapping[str, Any]], *, by: User) -> list[Measure]:
    """A measure for each of `rows`, as `create_measure` makes it of checked values, in a number of queries that does
    not grow with them. Either all exist or, when a rule is broken, none.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    counter = _locked_counter(timezone.localdate().year)
    return _stored([(*_split(values), None) for values in rows], by=by, counter=counter, is_checked=True)


def _stored(
    rows: Sequence[tuple[dict[str, Any], dict[str, Any], uuid.UUID | None]],
    *,
    by: User,
    counter: NumberCounter,
    entered_on: dt.date | None = None,
    is_checked: bool,
) -> list[Measure]:
    """The measures of `rows`, columns and relations of each, with their first row of history and their first event."""
    today = entered_on or timezone.localdate()
    refuse_other_goals({goal.pk for _, relations, _ in rows for goal in relations.get("goals", ())})
    measures = []
    for (fields, relations, key), number in zip(rows, _next_numbers(counter, len(rows)), strict=True):
        measure = Measure(**fields, number=number, submission_key=key, state_since=today)
        if not is_checked:
            measure.full_clean(exclude=["search_text"])
        refuse_missing_lead(measure, on=today)
        names = {each.name: [getattr(row, each.shown_by) for row in relations.get(each.name, ())] for each in SEARCHED}
        measure.search_text = search_text_of(measure, names)
        measures.append(measure)
    counter.save()
    store_new(Measure, [(measure, relations) for measure, (_, relations, _) in zip(measures, rows, strict=True)], by=by)
    note_relatives({each.pk for _, relations, _ in rows for each in relations.get("related", ())}, by=by)
    store_steps([MeasureEvent(measure=each, actor=by, transition="create", to_state=each.state) for each in measures])
    return measures


@transaction.atomic
def update_measure(
    measure: Measure, *, by: User, expected_version: int, values: Mapping[str, Any], is_checked: bool = False
) -> Measure:
    """`measure` has the `values`; version and history grow by one if anything differs, else nothing happens.

    A changed text for the public is not released yet; what was released before (`released_text`) stays.
    Measures that become related, or no longer are, note it too.
    Raises Stale when somebody saved since `expected_version`, PermissionDenied for values the person may not
    change, ValidationError when a rule of the model is broken.
    """
    return _updated({measure.pk: values}, {measure.pk: expected_version}, by=by, is_checked=is_checked)[measure.pk]


@transaction.atomic
def update_measures(
    values: Mapping[int, Mapping[str, Any]], versions: Mapping[int, int], *, by: User
) -> dict[int, Measure]:
    """What `update_measure` does with checked values, for all these keys or, where one is refused, for none."""
    return _updated(values, versions, by=by, is_checked=True)


def check_update(measure: Measure, *, by: User, values: Mapping[str, Any]) -> None:
    """Raises what `update_measure` would raise for the `values` besides Stale. Nothing is stored, `measure` stays."""
    if not values.keys() <= editable_names(by, measure):
        raise PermissionDenied
    fields, relations = _split(values)
    changed = copy.copy(measure)
    names = _set_fields(changed, fields)
    changed.full_clean(exclude=["search_text", "number"])
    links = {name: {row.pk for row in rows} for name, rows in relations.items()}
    _refuse_unfit(changed, names, links)
    _refuse_new_goals({measure.pk: links["goals"]} if "goals" in links else {})


def _updated(
    values: Mapping[int, Mapping[str, Any]], versions: Mapping[int, int], *, by: User, is_checked: bool
) -> dict[int, Measure]:
    measures = locked_at_versions(Measure, versions)
    split = {key: _split(each) for key, each in values.items()}
    links = changed_links(Measure, {key: relations for key, (_, relations) in split.items()})
    changed, relatives = dict[int, list[str]](), set[int]()
    named = {name for fields, _ in split.values() for name in fields if Measure._meta.get_field(name).is_relation}
    prefetch_related_objects(list(measures.values()), *sorted(named))
    for key, (fields, _) in split.items():
        current = measures[key]
        if not values[key].keys() <= editable_names(by, current):
            raise PermissionDenied
        if not (names := _set_fields(current, fields)) and not links[key]:
            continue
        if not is_checked:
            current.full_clean(exclude=["search_text", "number"])
        _refuse_unfit(current, names, links[key])
        relatives |= _gone_or_come(current, links[key])
        changed[key] = [*names, "search_text"]
    _refuse_new_goals({key: links[key]["goals"] for key in changed if "goals" in links[key]})
    set_links([(measures[key], links[key]) for key in changed])
    refresh_search_texts([measures[key] for key in changed])
    save_together([(measures[key], names) for key, names in changed.items()], by=by)
    note_relatives(relatives, by=by)
    follow_leads([measures[key] for key, names in changed.items() if "lead_department" in names], by=by)
    return measures


def _set_fields(current: Measure, fields: Mapping[str, Any]) -> list[str]:
    changed = changed_fields(current, fields)
    for name in changed:
        setattr(current, name, fields[name])
    if "public_text" in changed:
        current.public_text_released_at = current.public_text_released_by = None
        changed += ["public_text_released_at", "public_text_released_by"]
    return changed


@transaction.atomic
def change_state(measure: Measure, *, by: User, transition: str, reason: str = "") -> Measure:
    """`measure` took the named step of the workflow; an event keeps who, from, to and why.

    Taken twice by the same person for the same reason, it is taken once.
    Raises Refused when the step is not possible now or lacks its reason.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    current = locked(measure)
    last = current.events.last()
    if last and (last.transition, last.actor_id, last.comment) == (transition, by.pk, reason.strip()):
        return current
    return apply_transition(current, MEASURE_WORKFLOW.check(transition, current.state, reason), by=by, reason=reason)


def apply_transition(current: Measure, step: Transition, *, by: User, reason: str) -> Measure:
    """The checked `step` is taken on the locked `current`; called inside a transaction."""
    current.state_reason, current.state_since = reason.strip(), timezone.localdate()
    take_step(current, step, by=by, reason=reason, also=["state_reason", "state_since"])
    return current


def apply_transitions(steps: Sequence[tuple[Measure, Transition]], *, by: User, reason: str) -> None:
    """What `apply_transition` does, for several locked measures in as many queries as it takes."""
    told = {"actor": by, "comment": reason.strip()}
    events = []
    for current, step in steps:
        before, current.state = current.state, step.target
        current.state_reason, current.state_since = reason.strip(), timezone.localdate()
        events.append(
            MeasureEvent(measure=current, transition=step.name, from_state=before, to_state=step.target, **told)
        )
    save_together([(current, ["state", "state_reason", "state_since"]) for current, _ in steps], by=by)
    if events:
        store_steps(events)


def note_relatives(ids: Iterable[int], *, by: User) -> None:
    """The measures `ids`, whose relation to another one changed, have a row of history that says so."""
    if not (wanted := set(ids)):
        return
    for other in Measure.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk"):
        save_as(other, [], by=by)


def _refuse_unfit(current: Measure, changed: Iterable[str], new_relations: Mapping[str, set[int]]) -> None:
    """What is newly chosen fits: an office that exists, no circle of predecessors, no relation to itself."""
    if "lead_department" in changed:
        refuse_missing_lead(current, on=timezone.localdate())
    if "predecessor" in changed:
        refuse_circle(current)
    if current.pk in new_relations.get("related", ()):
        raise ValidationError({"related": "Eine Maßnahme ist nicht mit sich selbst verwandt. Bitte streichen Sie sie."})


def _refuse_new_goals(chosen: Mapping[int, set[int]]) -> None:
    """What is newly chosen is in force: goals by key of the measure. What a measure has already, it may keep."""
    if chosen:
        had = set(Measure.objects.filter(pk__in=chosen).values_list("pk", "goals"))
        refuse_other_goals({goal for key, goals in chosen.items() for goal in goals if (key, goal) not in had})


def _gone_or_come(current: Measure, new_relations: Mapping[str, set[int]]) -> set[int]:
    """The measures that `current` is about to be related to, or no longer."""
    if "related" not in new_relations:
        return set()
    return set(current.related.values_list("pk", flat=True)) ^ new_relations["related"]


def _split(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values as columns and as relations; a PartialDate becomes its two columns."""
    only_fields(values, BY_NAME)
    fields = {name: values[name] for name in COLUMNS_OF_MODEL if name in values}
    if "start" in values:
        fields["start_date"], fields["start_precision"] = _columns(values["start"], last_day=False)
    if "end" in values:
        fields["end_date"], fields["end_precision"] = _columns(values["end"], last_day=True)
    return fields, {name: values[name] for name in RELATIONS if name in values}


def _columns(value: PartialDate | None, *, last_day: bool) -> tuple[dt.date | None, str]:
    if value is None:
        return None, ""
    return (value.last_day if last_day else value.date), value.precision


def _next_numbers(counter: NumberCounter, count: int) -> list[str]:
    """The next numbers that no measure has; catalogues that were taken over bring numbers of their own."""
    taken = set(Measure.objects.filter(number__startswith=f"M-{counter.year}-").values_list("number", flat=True))
    numbers: list[str] = []
    while len(numbers) < count:
        counter.last += 1
        numbers += [str(counter)] * (str(counter) not in taken)
    return numbers


def _locked_counter(year: int) -> NumberCounter:
    counters = NumberCounter.objects.select_for_update().filter(year=year)
    if (found := counters.first()) is None:
        NumberCounter.objects.get_or_create(year=year)
        found = counters.get()
    return found
