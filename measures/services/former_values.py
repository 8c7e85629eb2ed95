"""Values of a measure before a change that can be taken back: as JSON keeps them, and as the services take them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from measures.fields import BY_NAME
from measures.models import Measure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.words.partial_dates import PartialDate


def former_value(measure: Measure, name: str) -> Any:
    """What a field of measures.fields holds, as JSON can keep it."""
    if BY_NAME[name].is_period:
        period = getattr(measure, name)
        return [period.date.isoformat(), period.precision] if period else None
    field = _field(name)
    if field.many_to_many:
        return [each.pk for each in getattr(measure, name).all()]
    return getattr(measure, field.attname)


def restored_values(kept: Mapping[int, Mapping[str, Any]]) -> dict[int, dict[str, Any]]:
    """What `former_value` kept of each measure, by its key and the name of the field, as the services take it.

    One query for each field. What a list named and is gone since is left out. Raises Refused for a single row that is
    gone.
    """
    rows = _rows_of(kept.values())
    return {
        key: {name: _value(name, value, rows.get(name, {})) for name, value in values.items()}
        for key, values in kept.items()
    }


def _rows_of(kept: Iterable[Mapping[str, Any]]) -> dict[str, dict[int, Any]]:
    """What the values refer to, by field and key."""
    keys: dict[str, set[int]] = {}
    for name, value in (pair for values in kept for pair in values.items()):
        if not BY_NAME[name].is_period and (field := _field(name)).is_relation:
            keys.setdefault(name, set()).update(value if field.many_to_many else [value] * bool(value))
    return {name: _field(name).related_model._default_manager.in_bulk(wanted) for name, wanted in keys.items()}


def _value(name: str, value: Any, rows: Mapping[int, Any]) -> Any:
    if BY_NAME[name].is_period:
        return PartialDate(dt.date.fromisoformat(value[0]), value[1]) if value else None
    if not (field := _field(name)).is_relation:
        return value
    if field.many_to_many:
        return [rows[key] for key in value if key in rows]
    if value and value not in rows:
        raise Refused(f"Was vorher unter „{field.verbose_name}“ stand, gibt es nicht mehr.")
    return rows[value] if value else None


def _field(name: str) -> Any:
    return Measure._meta.get_field(name)
