"""The JSON schema of a snapshot, made of its one shape (reporting.content.shape): nothing stands in it twice."""

from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from measures.fields import FIELDS
from reporting.content import (
    shape,
    shape_of_changes,
    shape_of_concept,
    shape_of_measures,
    shape_of_sections,
    shape_of_values,
)
from reporting.content.shape import Content
from reporting.content.shape_of_measures import MeasureInReport

Json = dict[str, Any]
MODULES = (shape, shape_of_changes, shape_of_concept, shape_of_measures, shape_of_sections, shape_of_values)
SHAPES = [each for module in MODULES for each in vars(module).values() if is_typeddict(each)]
PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
DECLARED = {field.snapshot_key for field in FIELDS if field.snapshot_key}
"""What measures/fields.py tells of a measure: a text where the shape says nothing else."""
DECLARED_ONLY = {f"MeasureInReport.{name}" for name in DECLARED - MeasureInReport.__annotations__.keys()}
"""For the file of a report until a template shows it."""


def schema_of(hint: Any) -> Json:
    """The schema of a type."""
    if is_typeddict(hint):
        return object_of(hint)
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (NotRequired, Annotated):
        return schema_of(parts[0]) | dict(parts[1:])
    if origin in (Union, UnionType):
        return {"anyOf": [schema_of(each) for each in parts]}
    if origin is list:
        return {"type": "array", "items": schema_of(parts[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": schema_of(parts[1])}
    if origin is Literal:
        return {"const": parts[0]}
    return {} if hint is Any else {"type": PLAIN[hint]}


def object_of(hint: Any) -> Json:
    """An object with these keys and no other."""
    properties = {name: schema_of(each) for name, each in keys_of(hint).items()}
    required = sorted(hint.__required_keys__)
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def keys_of(shape: Any) -> Json:
    """The keys of a shape with their types."""
    hints = get_type_hints(shape, include_extras=True)
    return dict.fromkeys(DECLARED, str) | hints if shape is MeasureInReport else hints


def paths(hint: Any, path: str = "") -> dict[str, str]:
    """The keys of a shape by their paths without numbers of rows, each named after the class that declares it."""
    if not is_typeddict(hint):
        parts = get_args(hint) if get_origin(hint) in (NotRequired, Union, UnionType, list) else ()
        return {name: key for each in parts for name, key in paths(each, path).items()}
    found: dict[str, str] = {}
    for name, each in keys_of(hint).items():
        below = f"{path}.{name}".lstrip(".")
        found |= {below: f"{_owner(hint, name)}.{name}"} | paths(each, below)
    return found


def _owner(hint: Any, name: str) -> str:
    """The smallest shape with this key that `hint` holds whole: a TypedDict forgets what it was made of."""
    own = hint.__annotations__.items()
    inside = (each for each in SHAPES if name in each.__annotations__ and each.__annotations__.items() <= own)
    return str(min(inside, key=lambda each: len(each.__annotations__), default=hint).__name__)


SCHEMA: Json = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema_of(Content)
