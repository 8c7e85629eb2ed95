"""Entering the 45 real measures through the services."""

import datetime as dt
import tomllib
import uuid
from pathlib import Path
from typing import Any

from django.db import models

from measures.models import Measure
from measures.services.measure import create_measure
from neuss_integration.accounts.models import User
from neuss_integration.city.master_data.completing import known_ids
from neuss_integration.city.models import Department, District, Organisation, TargetGroup
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.models import FieldOfAction, SuccessFactor

FILE = Path(__file__).with_name("measures.toml")
LATE = "M41"
"""The measure that began after the first report, so that the next one has something new."""

CHOSEN_FOR_THE_DEMO = (
    "Demonstration: Art, Status, Handlungsfeld, Erfolgsfaktor, Zielgruppen und – wo die Quelle keine "
    "Fachdienststelle nennt – die Federführung sind für die Demo gewählt. Alle anderen Angaben stammen aus den Quellen."
)
_COPIED = (
    "title", "kind", "state", "target_group_note", "is_citywide", "location", "rhythm", "period_note",
    "description", "funding_note", "results_note",
)  # fmt: skip
_NAMED: dict[str, tuple[type[models.Model], str]] = {
    "success_factors": (SuccessFactor, "number"),
    "contributing_departments": (Department, "name"),
    "carriers": (Organisation, "name"),
    "partners": (Organisation, "name"),
    "target_groups": (TargetGroup, "name"),
    "districts": (District, "number"),
}

Row = dict[str, Any]


def rows() -> list[Row]:
    """The measures of the file, in its order."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))["measures"]


def key_of(kind: str, name: str) -> uuid.UUID:
    """The same key for the same thing of the demo each time, so that nothing is made twice."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"https://neuss.example/demo/{kind}/{name}")


def entered() -> dict[str, Measure]:
    """The demo's measures that are in the database, by their id in the file."""
    ids = {key_of("measure", row["id"]): row["id"] for row in rows()}
    found = Measure.objects.filter(submission_key__in=ids)
    return {ids[measure.submission_key]: measure for measure in found if measure.submission_key}


def enter(chosen: list[Row], *, by: User, on: dt.date) -> None:
    """The `chosen` measures are entered by the Koordination on that day."""
    names = Names()
    for row in chosen:
        create_measure(by=by, values=values_of(row, names), submission_key=key_of("measure", row["id"]), entered_on=on)


def values_of(row: Row, names: "Names") -> Row:
    """The row of the file as the service wants it: objects instead of names, partial dates instead of text."""
    values: Row = {name: row[name] for name in _COPIED if name in row}
    values["field_of_action"] = names.find(FieldOfAction, "name", row["field_of_action"])
    values["lead_department"] = names.find(Department, "name", row["lead_department"])
    for relation, (model, key) in _NAMED.items():
        values[relation] = [names.find(model, key, value) for value in row.get(relation, [])]
    for end in ("start", "end"):
        values[end] = partial_date(row[end]) if end in row else None
    return values | {"sources": "\n".join(row["sources"]), "internal_note": CHOSEN_FOR_THE_DEMO}


def partial_date(text: str) -> PartialDate:
    """`text` as YYYY, YYYY-MM or YYYY-MM-DD. Raises ValueError for anything else."""
    return PartialDate.from_parts(*map(int, text.split("-")))


class Names:
    """Master data by the names they have or had, read once per table."""

    def __init__(self) -> None:
        self._found: dict[tuple[type[models.Model], str], dict[Any, models.Model]] = {}

    def find(self, model: type[models.Model], key: str, value: Any) -> models.Model:
        """The row whose `key` is or was `value`. Raises KeyError when there never was one."""
        if (model, key) not in self._found:
            rows_by_id = model._default_manager.in_bulk()
            self._found[model, key] = {
                name: rows_by_id[pk] for name, pk in known_ids(model, key).items() if pk in rows_by_id
            }
        return self._found[model, key][value]
