"""History of models with many relations, in as few queries as it takes."""

from functools import cache
from typing import Any

from django.db import connections, models
from simple_history.models import HistoricalRecords
from simple_history.utils import get_m2m_field_name


class RelationRecords(HistoricalRecords):
    """Writes the same rows as its base, which reads the instance and each related row anew to write them again."""

    def create_historical_record_m2ms(self, history_instance: Any, instance: models.Model) -> None:
        """The relations of `instance` are kept with its row of history; the database copies them, one query each."""
        using = history_instance._state.db
        with connections[using].cursor() as cursor:
            for field in history_instance._history_m2m_fields:
                cursor.execute(_copying(field, self.m2m_models[field], using), [history_instance.pk, instance.pk])


@cache
def _copying(field: Any, history_model: Any, using: str) -> str:
    """The statement that copies the links of one instance to one row of history: its key, then the instance's."""
    quote, through = connections[using].ops.quote_name, field.remote_field.through
    names = [column.name for column in through._meta.fields]
    into, source = ([quote(model._meta.get_field(name).column) for name in names] for model in (history_model, through))
    history = quote(history_model._meta.get_field("history").column)
    own = quote(through._meta.get_field(get_m2m_field_name(field)).column)
    table, links = quote(history_model._meta.db_table), quote(through._meta.db_table)
    # Every name comes from the models; values are parameters.
    return (
        f"INSERT INTO {table} ({history}, {', '.join(into)}) "  # noqa: S608
        f"SELECT %s, {', '.join(source)} FROM {links} WHERE {own} = %s ORDER BY {quote(through._meta.pk.column)}"
    )
