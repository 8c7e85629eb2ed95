"""The sections of a snapshot, each by the template of its kind."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from neuss_integration.foundation.words.folding import german_sort_key
from reporting.content.pictures import printed_address
from reporting.content.sections.registry import KINDS
from reporting.content.sections.texts import OWN_SECTION

register = template.Library()


@register.simple_tag(takes_context=True)
def printed_section(context: dict[str, Any], section: dict[str, Any]) -> SafeString:
    """The chapter of `section`; a kind this version does not know shows its text."""
    snapshot, number = context["snapshot"], section["number"]
    shown = {
        "snapshot": snapshot,
        "section": section,
        "number": number,
        "field": snapshot["fields"][number - 1] if number else None,
        "address_of": context.get("address_of", printed_address),
        "recount_url": context.get("recount_url", ""),
    }
    return render_to_string(KINDS.get(section["kind"], OWN_SECTION).template, shown)


@register.simple_tag(takes_context=True)
def picture_address(context: dict[str, Any], sha256: str) -> str:
    """Where a picture is found: on a page by the `address_of` of who renders, otherwise in print."""
    return context["address_of"](sha256)


@register.simple_tag(takes_context=True)
def field_of(context: dict[str, Any], section: dict[str, Any]) -> dict[str, Any] | None:
    """The Handlungsfeld of `section`, None for any other section."""
    number = section["number"]
    return context["snapshot"]["fields"][number - 1] if number else None


@register.simple_tag(takes_context=True)
def measures_by_title(context: dict[str, Any]) -> list[dict[str, Any]]:
    """All measures of the snapshot in German dictionary order of their titles."""
    measures = [measure for field in context["snapshot"]["fields"] for measure in field["measures"]]
    return sorted(measures, key=lambda measure: (german_sort_key(measure["title"]), measure["number"]))
