"""Anchors and addresses of the page „Nachrechnen“."""

from collections.abc import Mapping

from django import template
from django.utils.text import slugify

from neuss_integration.foundation.words.folding import fold

register = template.Library()


@register.filter
def figure_anchor(key: str) -> str:
    """The place of a figure on the page."""
    return slugify(fold(key).replace(":", "-"))


@register.simple_tag
def address_of(addresses: Mapping[str, str], number: str) -> str:
    """The page of the measure of this number; empty where the person sees none."""
    return addresses.get(number, "")
