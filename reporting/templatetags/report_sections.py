"""The sections of a snapshot, each by the template of its kind."""

import re
from collections.abc import Set
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Any, Final

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from neuss_integration.foundation.words.folding import german_sort_key
from reporting.content.gists import changes_of_measures, gist
from reporting.content.pictures import printed_address
from reporting.content.sections.registry import KINDS
from reporting.content.sections.texts import OWN_SECTION
from reporting.content.wording import german_number, station_words
from reporting.formats.composition import DERIVED_SECTIONS, Composition
from reporting.formats.pages import folded

register = template.Library()
register.filter(station_words)
EUROS: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})*),([0-9]{2})[\s\xa0]€")


@register.simple_tag(takes_context=True)
def printed_section(context: dict[str, Any], section: dict[str, Any], *, runs_on: bool = False) -> SafeString:
    """The chapter of `section`, which may run on behind another; a kind this version does not know shows its text."""
    snapshot, number = context["snapshot"], section["number"]
    composition: Composition = context["composition"]
    shown = {
        "snapshot": snapshot,
        "section": section,
        "number": number,
        "field": snapshot["fields"][number - 1] if number else None,
        "address_of": context.get("address_of", printed_address),
        "recount_url": context.get("recount_url", ""),
        "measure_pages": context.get("measure_pages", False),
        "recounted": context.get("recounted", ()),
        "is_short": context.get("is_short", False),
        "extract_of": context.get("extract_of", ""),
        "shape": "flow" if runs_on else "chapter",
        "in_full": composition.profiles,
        "has_annex": bool(composition.annex),
        "has_sources": any(each["kind"] == "sources" for each in composition.sections),
        "changes_of": changes_of_measures(snapshot["changes"]),
    }
    template = DERIVED_SECTIONS.get(section["kind"]) or KINDS.get(section["kind"], OWN_SECTION).template
    return render_to_string(template, shown)


@register.simple_tag(takes_context=True)
def page_section(context: dict[str, Any], section: dict[str, Any], *, is_first: bool) -> SafeString:
    """The chapter on a page of the browser; of a whole report only the first is open."""
    chapter = printed_section(context, section)
    return mark_safe(folded(chapter, is_open=is_first)) if context["folds"] else chapter  # noqa: S308 - our templates


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


@register.filter
def runs_told_elsewhere(measures: list[dict[str, Any]], in_full: Set[str]) -> list[tuple[bool, list[dict[str, Any]]]]:
    """The measures in their order, those next to each other that are (or are not) in `in_full` together."""
    runs = groupby(measures, key=lambda each: each["number"] in in_full)
    return [(is_elsewhere, list(found)) for is_elsewhere, found in runs]


@register.filter
def without_full_stop(text: str) -> str:
    """A sentence that goes on."""
    return text.rstrip(" .")


@register.filter
def one_sentence(measure: dict[str, Any]) -> str:
    """What a table tells of a measure."""
    return gist(measure)


@register.filter
def any_total(rows: list[dict[str, Any]]) -> bool:
    """Whether one of the rows counts something: else a table of them has no line."""
    return any(each["total"] for each in rows)


@register.filter
def changes_of_number(changes: dict[str, list[str]], number: str) -> str:
    """What changed of the measure `number`, in a few words; a dash for nothing."""
    return ", ".join(changes.get(number, ())) or "–"


@register.filter
def whole_euros(text: str) -> str:
    """A sum of money rounded to whole euros, without its sign: that stands in the head of the table."""
    return EUROS.sub(_rounded, text)


@register.filter
def whole_euros_with_sign(text: str) -> str:
    """The same for a text that names its sums: each keeps its sign, on the same line."""
    return EUROS.sub(lambda found: f"{_rounded(found)}\N{NO-BREAK SPACE}€", text)


def _rounded(found: re.Match[str]) -> str:
    amount = Decimal(f"{found[1].replace('.', '')}.{found[2]}")
    return german_number(amount.quantize(Decimal(1), ROUND_HALF_UP))


@register.filter
def why_this_level(factor: dict[str, Any]) -> str:
    """The reason for the criterion that decides: the weakest, of several the first with a reason."""
    assessment = factor.get("assessment") or {}
    deciding = [each for each in assessment.get("criteria", ()) if each["level"] == assessment["level"]]
    return next((each["rationale"] for each in deciding if each["rationale"]), "")
