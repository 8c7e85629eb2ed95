"""Changing several measures together: one look at all differences, one transaction, one row of history each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction

from measures.models import Measure
from measures.services.measure import update_measure
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.foundation.records.history import label_of

VALUES: Final = ("lead_department", "field_of_action", "kind")
RELATIONS: Final = ("success_factors", "goals", "districts", "target_groups")
MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Together:
    """What is to change: new values, and what is added to and removed from relations, by name of the field."""

    values: Mapping[str, Any]
    added: Mapping[str, Iterable[Any]]
    removed: Mapping[str, Iterable[Any]]

    def for_measure(self, measure: Measure) -> dict[str, Any]:
        """The values of `measure` that would differ, as the service takes them."""
        found = {name: value for name, value in self.values.items() if getattr(measure, name) != value}
        for name in RELATIONS:
            had = list(getattr(measure, name).all())
            gone, more = set(self.removed.get(name, ())), self.added.get(name, ())
            has = [row for row in had if row not in gone] + [row for row in more if row not in had]
            if set(had) != set(has):
                found[name] = has
        if found.get("districts") and measure.is_citywide:
            found["is_citywide"] = False
        return found


@dataclass(frozen=True, slots=True)
class BulkChange:
    """A measure and what would differ: (label, old, new)."""

    measure: Measure
    differences: list[tuple[str, str, str]]


def ready_for_change(keys: Iterable[int], user: User) -> list[Measure]:
    """The measures of these keys that `user` may change, with all that can change; six queries."""
    chosen = Measure.objects.editable_by(user).filter(pk__in=list(keys)[:MOST]).order_by("number")
    return list(chosen.select_related("lead_department", "field_of_action").prefetch_related(*RELATIONS))


def planned_together(measures: Iterable[Measure], change: Together) -> list[BulkChange]:
    """What `change` would do to each of `measures`; those that stay as they are have no differences."""
    return [BulkChange(measure, list(_differences(measure, change.for_measure(measure)))) for measure in measures]


@transaction.atomic
def change_together(change: Together, *, by: User, versions: Mapping[int, int]) -> int:
    """All measures of `versions` (version by key) have the change, or none; how many differ from before.

    Each keeps its own row of history with `by`. Raises Refused with the numbers of those that somebody saved since:
    nothing is written then, and nothing of theirs is lost.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    measures = ready_for_change(versions, by)
    stale = [measure.number for measure in measures if measure.version != versions[measure.pk]]
    if stale or len(measures) < len(versions):
        raise Refused(_since(stale))
    changed = 0
    for measure in measures:
        values = change.for_measure(measure)
        if not values:
            continue
        try:
            update_measure(measure, by=by, expected_version=versions[measure.pk], values=values)
        except Stale as error:
            raise Refused(_since([measure.number])) from error
        except ValidationError as error:
            raise Refused(f"{measure.number}: {' '.join(error.messages)} Es wurde nichts gespeichert.") from error
        changed += 1
    return changed


@dataclass(frozen=True, slots=True)
class Undo:
    """How one measure was before a change together: the version after it, and ids or keys by name of the field."""

    key: int
    version: int
    values: dict[str, Any]


def undo_of(change: Together, measures: Iterable[Measure]) -> list[Undo]:
    """What takes `change` back once it is made on `measures`; those that stay as they are are left out."""
    found = []
    for measure in measures:
        names = change.for_measure(measure)
        if names:
            before = {name: _stored(measure, name) for name in names}
            found.append(Undo(measure.pk, measure.version + 1, before))
    return found


def _stored(measure: Measure, name: str) -> Any:
    if name in RELATIONS:
        return [each.pk for each in getattr(measure, name).all()]
    return getattr(measure, Measure._meta.get_field(name).attname)  # type: ignore[union-attr]


@transaction.atomic
def undo_together(steps: Iterable[Undo], *, by: User) -> int:
    """All measures are as they were before a change together, or none; how many those are.

    Raises Refused with the numbers of those that somebody saved since: their work stays.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    wanted = {step.key: step for step in steps}
    measures = ready_for_change(wanted, by)
    stale = [measure.number for measure in measures if measure.version != wanted[measure.pk].version]
    if stale or len(measures) < len(wanted):
        raise Refused(
            f"Inzwischen hat jemand weitergearbeitet: {', '.join(stale) or 'eine der Maßnahmen'}. Darum bleibt alles, "
            "wie es ist. Bitte ändern Sie die anderen noch einmal gemeinsam."
        )
    for measure in measures:
        step = wanted[measure.pk]
        values = {name: _object(name, value) for name, value in step.values.items()}
        update_measure(measure, by=by, expected_version=step.version, values=values)
    return len(measures)


def _object(name: str, value: Any) -> Any:
    field: Any = Measure._meta.get_field(name)
    if name in RELATIONS:
        return list(field.related_model.objects.filter(pk__in=value))
    return field.related_model.objects.get(pk=value) if field.is_relation else value


def _since(numbers: list[str]) -> str:
    return (
        f"Inzwischen hat jemand anderes gespeichert: {', '.join(numbers) or 'eine der Maßnahmen'}. Es wurde nichts "
        "geändert. Die Vorschau zeigt den neuen Stand. Bitte sehen Sie sie sich noch einmal an und bestätigen Sie dann."
    )


def _differences(measure: Measure, values: Mapping[str, Any]) -> Iterable[tuple[str, str, str]]:
    for name, value in values.items():
        field: Any = Measure._meta.get_field(name)
        if name in RELATIONS:
            old, new = _listed(getattr(measure, name).all()), _listed(value)
        elif field.flatchoices:
            old, new = (str(dict(field.flatchoices)[each]) for each in (getattr(measure, name), value))
        elif isinstance(value, bool):
            old, new = "ja", "nein"
        else:
            old, new = str(getattr(measure, name)), str(value)
        yield label_of(field), old, new


def _listed(rows: Iterable[Any]) -> str:
    return ", ".join(sorted(str(row) for row in rows))
