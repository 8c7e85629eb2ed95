"""Anchors and addresses of the page „Nachrechnen“."""

from collections.abc import Mapping

from django import template

from reporting.content.figure import Figure, figure_anchor

register = template.Library()


register.filter(figure_anchor)


@register.simple_tag
def address_of(addresses: Mapping[str, str], figure: Figure, row: tuple[str, str]) -> str:
    """The page of a row by its number or its name, at the money of a measure where that is counted; else empty."""
    url = addresses.get(row[0]) or addresses.get(row[1], "")
    return f"{url}#finanzierung" if url and figure.key.startswith("money:") else url
