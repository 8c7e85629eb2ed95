"""Helpers for writing HTML: attributes, checked options and access to dicts and objects alike."""

import html
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe


def escaped(value: Any) -> str:
    """`value` as HTML text; safe strings stay. Django's own function costs three times as much per call."""
    return value.__html__() if hasattr(value, "__html__") else html.escape(str(value))


def attributes(attrs: Mapping[str, Any]) -> SafeString:
    """`attrs` as HTML attributes, each with a leading space; True is a bare attribute, None and False are left out."""
    parts = []
    for name, value in attrs.items():
        if value is True:
            parts.append(f" {name}")
        elif value is not None and value is not False:
            parts.append(f' {name}="{escaped(value)}"')
    return mark_safe("".join(parts))  # noqa: S308 - names come from code, values are escaped


def checked_option(component: str, option: str, value: str, allowed: Iterable[str]) -> str:
    """`value` if it is allowed. Raises ValueError naming component, option and what would be allowed."""
    allowed = list(allowed)
    if value not in allowed:
        raise ValueError(f"{component}: {option}={value!r} is unknown. Allowed: {', '.join(map(repr, allowed))}.")
    return value


def part(item: Any, name: str, default: Any = "") -> Any:
    """The value `name` of a dict or an object; `default` when it is not there."""
    if isinstance(item, Mapping):
        return item.get(name, default)
    return getattr(item, name, default)
