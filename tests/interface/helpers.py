"""Rendering a piece of template in a test."""

from typing import Any

from django.template import engines
from django.test import RequestFactory


def shown(source: str, path: str = "/", **context: Any) -> str:
    """The HTML of a piece of template, as if a page at `path` showed it."""
    return engines["django"].from_string(source).render(context, RequestFactory().get(path))
