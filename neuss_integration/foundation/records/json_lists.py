"""Lists in JSON columns that grow bit by bit: what is there already does not go to the application and back."""

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import F, Func, IntegerField, JSONField, Value


class Appended(Func):
    """The list of the column `name` with `items`, at least one, at its end."""

    def __init__(self, name: str, items: Sequence[Any]) -> None:
        super().__init__(F(name), Value(json.dumps(items, ensure_ascii=False)), output_field=JSONField())

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        (column, _), (text, more) = map(compiler.compile, self.get_source_expressions())
        longer = f"substr({column}, 1, length({column}) - 1) || ',' || substr({text}, 2)"
        return f"CASE WHEN json_array_length({column}) = 0 THEN {text} ELSE {longer} END", [*more, *more]

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        (column, _), (text, more) = map(compiler.compile, self.get_source_expressions())
        return f"{column} || {text}::jsonb", list(more)


class LengthOf(Func):
    """How many items the list of a JSON column has."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="json_array_length", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="jsonb_array_length", **context)
