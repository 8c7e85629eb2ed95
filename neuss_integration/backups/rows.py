"""Rows of tables as lines of text that are the same on every database."""

import base64
import datetime as dt
import json
import uuid
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

from django.apps import apps
from django.db import models

LEFT_OUT: Final = frozenset({"auth", "contenttypes", "sessions", "django_tasks_database", "operations"})
"""Apps whose rows come with `migrate`, end with the process, or would let old sessions and jobs live again."""
HISTORICAL: Final = "historical "
ROWS_AT_ONCE: Final = 500
BLOBS_AT_ONCE: Final = 1  # up to ATTACHMENT_MAX_MB each, and there several times while it is turned into text

Model = type[models.Model]


def tables() -> list[Model]:
    """Every model with a table that belongs into a backup, those between two models too."""
    found = apps.get_models(include_auto_created=True)
    own = (model for model in found if model._meta.managed and not model._meta.proxy)
    return sorted(
        (model for model in own if model._meta.app_label not in LEFT_OUT), key=lambda model: model._meta.db_table
    )


def told(model: Model) -> str:
    """The table in German; simple-history says "historical" in front."""
    name = str(model._meta.verbose_name_plural)
    return f"Verlauf: {name.removeprefix(HISTORICAL)}" if name.startswith(HISTORICAL) else name


def columns(model: Model) -> list[Any]:
    """The fields of the table, those aside that the database computes."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def at_once(model: Model) -> int:
    """How many rows are held in memory at the same time."""
    has_files = any(isinstance(field, models.BinaryField) for field in model._meta.concrete_fields)
    return BLOBS_AT_ONCE if has_files else ROWS_AT_ONCE


def lines(model: Model) -> Iterator[bytes]:
    """Each row as a line, in the order of the primary key."""
    names = [field.attname for field in columns(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=at_once(model)):
        text = json.dumps(row, default=plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        yield text.encode() + b"\n"


def plain(value: Any) -> str:
    """A value of a row that JSON does not know, without any loss."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Decimal | uuid.UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} cannot be kept")


def parameters(model: Model, line: bytes, connection: Any) -> list[Any]:
    """The row of `line` as the database wants its values."""
    pairs = zip(columns(model), json.loads(line), strict=True)
    return [field.get_db_prep_save(field.to_python(value), connection) for field, value in pairs]


def insert(model: Model, rows: Iterable[bytes], connection: Any) -> None:
    """The table has these rows in addition; fields that fill themselves keep what the rows say."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in columns(model))
    places = ", ".join(["%s"] * len(columns(model)))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 – names of models
    with connection.cursor() as cursor:
        for some in batches(rows, at_once(model)):
            cursor.executemany(statement, [parameters(model, line, connection) for line in some])


def batches(rows: Iterable[bytes], size: int) -> Iterator[list[bytes]]:
    """The rows in lists of at most `size`."""
    batch: list[bytes] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
