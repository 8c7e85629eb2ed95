"""Queries of every request, of which Django works out the SQL once per process: that costs ten times the answer."""

import re
from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models.expressions import Expression


class Given(Expression):
    """A value that is known only when the query is asked."""

    def __init__(self, name: str, output_field: models.Field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self]


class Prepared:
    """`build` gives a query of plain columns (`values_list`) that holds a `Given` for each value it is asked with."""

    def __init__(self, build: Callable[[], models.QuerySet[Any, Any]]) -> None:
        self.build = build

    @cached_property
    def _sql(self) -> tuple[str, tuple[Any, ...]]:
        compiler = self.build().query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        if converted := compiler.get_converters([column for column, *_ in compiler.select]):
            raise TypeError(f"Only plain columns can be read by a prepared query: {converted}")
        return sql, tuple(parameters)

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows for `values`, each as the database holds it."""
        sql, parameters = self._sql
        filled = [
            each.output_field.get_db_prep_value(values[each.name], connection) if isinstance(each, Given) else each
            for each in parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            return cursor.fetchall()


COMPILED_MAX: Final = 256
"""So many queries at most in one process."""
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d")
_compiled: dict[Hashable, tuple[str, tuple[Any, ...]]] = {}


def rows_compiled_once(key: Hashable, build: Callable[[], models.QuerySet[Any, Any]]) -> list[tuple[Any, ...]]:
    """The rows of a query of plain columns (`values_list`), whose SQL is worked out once per process and `key`.

    `key` names all that the query differs by: person, access, day. One that holds a time of day is not kept.
    """
    if (found := _compiled.get(key)) is None:
        try:
            sql, parameters = build().query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:  # nothing may be seen; asked again next time, as it costs little
            return []
        found = (sql, tuple(parameters))
        if not any(_TIME.match(str(each)) for each in parameters):
            if len(_compiled) >= COMPILED_MAX:
                _compiled.clear()
            _compiled[key] = found
    with connection.cursor() as cursor:
        cursor.execute(*found)
        return cursor.fetchall()
