"""Looks for a person in every column of every table, past models and managers."""

import json
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any
from urllib.parse import quote, quote_plus

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from neuss_integration.accounts.models import User
from neuss_integration.data_protection.content import fixed_fields
from neuss_integration.foundation.words.folding import fold


def forms_of(word: str) -> set[str]:
    """How a text, a list, an address, a page or a search may keep the word."""
    made = (word, fold(word), json.dumps(word)[1:-1], quote(word), quote_plus(word), escape(word))
    return {each.casefold() for each in made}


def columns_with(words: Iterable[str]) -> list[str]:
    """Table and column of every place in the database in which one of the words stands."""
    wanted = {form for word in words for form in forms_of(word)}
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return [found for table in sorted(tables) for found in _columns(cursor, table, wanted)]


def _columns(cursor: Any, table: str, wanted: set[str]) -> Iterator[str]:
    cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 – our own name
    names, rows = [each[0] for each in cursor.description], cursor.fetchall()
    for place, name in enumerate(names):
        if any(form in _text(row[place]) for row in rows for form in wanted):
            yield f"{table}.{name}"


def _text(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode(errors="ignore").casefold()
    return (value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)).casefold()


def write_everywhere(name: str, email: str) -> int:
    """The person stands in every text that people write, histories too, where the database allows it; how many."""
    texts = (models.CharField, models.TextField, models.JSONField)
    count = 0
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, texts) and not field.generated and _is_written(model, field):
                count += any(_write(model, field.name, value) for value in _values(field, name, email))
    return count


def _is_written(model: Any, field: Any) -> bool:
    is_key = field.primary_key or field.name in ("sort_key", "session_data", "session_key", "password", "key", "sha256")
    is_other_person = getattr(model, "instance_type", model) is User
    return not (field.choices or is_key or is_other_person or field.name in fixed_fields(model))


def _values(field: Any, name: str, email: str) -> list[Any]:
    """From long to short; the first that fits is taken."""
    if isinstance(field, models.JSONField):
        return [{"contact_name": name, "notes": [f"mit {name}", email]}]
    if field.name == "search_text":
        return [fold(f"mit {name} besprochen")]
    room = field.max_length or 999
    return [each for each in (f"Gespräch mit {name} ({email}).", f"mit {name}", name, email) if len(each) <= room]


def _write(model: Any, name: str, value: Any) -> bool:
    try:
        with transaction.atomic():
            return bool(model._base_manager.update(**{name: value}))
    except DatabaseError:
        return False
