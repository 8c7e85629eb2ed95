"""What the office sees of its portal: what is public, what waits, and what would change."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from measures.models import Measure
from neuss_integration.foundation.records.history import FieldChange
from neuss_integration.foundation.ui.texts import german_number
from neuss_integration.foundation.words.markdown import read_as_words
from neuss_integration.portal.enums import ReleaseState
from neuss_integration.portal.models.released import ReleasedModel

CHANGED = "geändert, noch nicht freigegeben"


@dataclass(frozen=True, slots=True)
class PortalRow:
    """One thing with its state in words; `missing` says what a release lacks."""

    item: Any
    label: str
    is_waiting: bool
    missing: list[str]
    changed: list[FieldChange]


def extent(rows: Iterable[PortalRow]) -> str:
    """How many there are and how many of them everybody reads: „12 insgesamt: 9 freigegeben, …“."""
    found = list(rows)
    if not found:
        return "Noch nichts."
    counts = Counter(row.item.state for row in found)
    changed = sum(bool(row.changed) for row in found)
    drafts = "Entwurf" if counts[ReleaseState.DRAFT] == 1 else "Entwürfe"
    parts = [
        f"{german_number(counts[state])} {drafts if state == ReleaseState.DRAFT else state.label}"
        f"{f' ({german_number(changed)} seitdem geändert)' if state == ReleaseState.RELEASED and changed else ''}"
        for state in ReleaseState
        if counts[state]
    ]
    return f"{german_number(len(found))} insgesamt: {', '.join(parts)}."


def office_rows(items: Iterable[ReleasedModel]) -> list[PortalRow]:
    """A row for each of `items`, which have their parts loaded."""
    return [office_row(item) for item in items]


def office_row(item: Any) -> PortalRow:
    changed = changed_values(item)
    is_waiting = item.state == ReleaseState.DRAFT or bool(changed)
    return PortalRow(item, CHANGED if changed else "", is_waiting, list(item.missing().values()), changed)


def changed_values(item: Any) -> list[FieldChange]:
    """What everybody reads and what the draft of a released `item` says; empty where both are the same."""
    if item.state != ReleaseState.RELEASED:
        return []
    old, new = item.released, item.content()
    names = [name for name in new if old.get(name) != new[name]]
    return [FieldChange(name, label(item, name), shown(old.get(name)), shown(new[name])) for name in names]


def label(item: Any, name: str) -> str:
    """What the value is called on the form."""
    names = {"field": "field_of_action", "contact": "department", "text": "text"}
    return str(item._meta.get_field(names.get(name, name)).verbose_name)


def shown(value: Any) -> str:
    """A frozen value in words."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, list):
        return ", ".join(str(each[-1] if isinstance(each, list) else each) for each in value) or "nichts"
    if isinstance(value, dict):
        return str(value.get("alternative", ""))
    return read_as_words(str(value)) if value else "nichts"


def measures_without_offer(user: Any) -> list[Measure]:
    """Measures with a text for the public that stand in no offer yet."""
    written = Measure.objects.visible_to(user).exclude(public_text="")
    return list(written.filter(offer=None).order_by("number"))
