"""All addresses of the project, read from the URL configuration."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


def patterns(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Each pattern with its name, such as "measures:measure-list"; a pattern without a name has an empty one."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from patterns(each, inner)
        else:
            yield (f"{namespace}{each.name}" if each.name else ""), each


def views() -> dict[str, Callable[..., Any]]:
    """The view behind each name."""
    return {name: pattern.callback for name, pattern in patterns()}
