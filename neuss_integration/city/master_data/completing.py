"""Completing tables from files of master data, without ever touching what the office made of them."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import models

CHANGE_REASON = "Stammdaten geladen"


@dataclass(frozen=True, slots=True)
class Completed:
    """How many rows of one kind were created, and how many were there already."""

    label: str
    created: int
    existing: int


def read(path: Path) -> dict[str, Any]:
    """The content of a TOML file. A list `sources` becomes the text `source`, one address per line."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    for rows in content.values():
        for row in rows:
            if isinstance(row, dict) and "sources" in row:
                row["source"] = "\n".join(row.pop("sources"))
    return content


def complete(model: type[models.Model], rows: Iterable[Mapping[str, Any]], *, key: str = "name") -> Completed:
    """Each of `rows` is in the table, or once was. Only missing rows are written; existing ones stay as they are.

    A row that the office renamed is known by its history and not created again. A `successor` is given by its name
    and must stand before the rows it follows. Raises ValidationError when a row breaks a rule of the model.
    """
    known = known_ids(model, key)
    created = existing = 0
    for row in rows:
        if row[key] in known:
            existing += 1
            continue
        fields = dict(row)
        if successor := fields.pop("successor", None):
            fields["successor"] = model._default_manager.filter(pk=known[successor]).first()
        known[row[key]] = create(model(**fields)).pk
        created += 1
    return Completed(str(model._meta.verbose_name_plural), created, existing)


def create(item: models.Model) -> models.Model:
    """`item` is saved, checked against all rules of its model; its history says that it is master data."""
    item._change_reason = CHANGE_REASON  # type: ignore[attr-defined]
    item.full_clean()
    item.save()
    return item


def known_ids(model: type[models.Model], key: str) -> dict[Any, int]:
    """The id behind each value that `key` has or had, also of rows renamed since."""
    past = model.history.order_by("history_date").values_list(key, "id")  # type: ignore[attr-defined]
    return {**dict(past), **dict(model._default_manager.values_list(key, "pk"))}
