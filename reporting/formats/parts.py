"""Parts of a snapshot that are reports themselves: the two pages of summary, and one field, office or district."""

import re
from collections.abc import Callable
from typing import Any

from reporting.content.chapters import counts_by_light, counts_by_state
from reporting.content.schema import upgraded
from reporting.formats.html import report_html

Json = dict[str, Any]
PARTS: dict[str, tuple[str, Callable[[Json, str], bool]]] = {
    "handlungsfeld": ("Handlungsfeld", lambda measure, name: measure["field"] == name),
    "fachdienststelle": ("Fachdienststelle", lambda measure, name: measure["lead"] == name),
    "stadtteil": ("Stadtteil", lambda measure, name: name in measure["districts"]),
}
_LINK = re.compile(r'<a (?:class="[^"]*" )?href="#([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
_ID = re.compile(r'\bid="([^"]+)"')


def summary_html(content: Json) -> str:
    """The printable summary: what the report says on its first pages, and what is asked of the committee."""
    content = upgraded(content)
    shown = [each for each in content["sections"] if each["kind"] == "summary"]
    return without_dead_links(report_html(content | {"sections": shown}, is_short=True))


def part_names(content: Json, kind: str) -> list[str]:
    """The fields, offices or districts of a snapshot that have a measure, in its order."""
    measures = [measure for field in content["fields"] for measure in field["measures"]]
    if kind == "handlungsfeld":
        return list(dict.fromkeys(measure["field"] for measure in measures))
    if kind == "fachdienststelle":
        return sorted({measure["lead"] for measure in measures})
    return sorted({name for measure in measures for name in measure["districts"]})


def parts_of(content: Json | None) -> list[tuple[str, str, list[str]]]:
    """Key, label and names of what there can be a report about; nothing without a snapshot."""
    if content is None:
        return []
    return [(kind, label, part_names(content, kind)) for kind, (label, _) in PARTS.items()]


def part_html(content: Json, kind: str, name: str) -> str:
    """The printable report about one Handlungsfeld, Fachdienststelle or Stadtteil (`kind` is a key of PARTS)."""
    content = upgraded(content)
    label, belongs = PARTS[kind]
    numbers = [number for number, field in enumerate(content["fields"], start=1)]
    fields = [_field(field, [each for each in field["measures"] if belongs(each, name)]) for field in content["fields"]]
    filled = {number for number, field in zip(numbers, fields, strict=True) if field["measures"]}
    sections = [
        each | ({"text": ""} if each["kind"] == "field" and kind != "handlungsfeld" else {})
        for each in content["sections"]
        if each["number"] in filled or each["kind"] in ("measures", "glossary")
    ]
    total = sum(field["total"] for field in fields)
    head = content["report"] | {"title": f"{label} {name}", "kind": "Auszug aus der Fortschreibung"}
    part = {"report": head, "fields": fields, "sections": sections, "summary": content["summary"] | {"total": total}}
    return without_dead_links(report_html(content | part, in_volumes=False))


def _field(field: Json, measures: list[Json]) -> Json:
    counts = {"by_state": counts_by_state(measures), "by_light": counts_by_light(measures)}
    return field | {"measures": measures, "total": len(measures)} | counts


def without_dead_links(html: str) -> str:
    """Links to places that are not in `html` are plain text."""
    there = set(_ID.findall(html))
    return _LINK.sub(lambda found: found[0] if found[1] in there else found[2], html)
