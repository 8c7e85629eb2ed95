"""Parts of a snapshot that are reports themselves: the two pages of summary, and one field, office or district."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from neuss_integration.foundation.pdf.checks import html_text
from neuss_integration.foundation.words.folding import german_sort_key
from neuss_integration.foundation.words.nouns import count_of
from reporting.content.chapters import counts_by_light, counts_by_state
from reporting.content.schema import plain_section, upgraded
from reporting.formats.html import report_html

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PartKind:
    """What a report of a part is about: the names that have one, its own measures, and those that join them."""

    label: str
    names: Callable[[Json], list[str]]
    is_own: Callable[[Json, str], bool]
    own: str
    joins: Callable[[Json, str], bool] = lambda measure, name: False
    joining: str = ""


PARTS: Final = {
    "handlungsfeld": PartKind(
        "Handlungsfeld",
        lambda measure: [measure["field"]],
        lambda measure, name: measure["field"] == name,
        "im Handlungsfeld {name}",
    ),
    "fachdienststelle": PartKind(
        "Fachdienststelle",
        lambda measure: [measure["lead"], *measure["contributing"]],
        lambda measure, name: measure["lead"] == name,
        "mit Federführung der Fachdienststelle {name}",
        lambda measure, name: name in measure["contributing"],
        "mit ihrer Mitwirkung",
    ),
    "stadtteil": PartKind(
        "Stadtteil",
        lambda measure: measure["districts"],
        lambda measure, name: name in measure["districts"],
        "im Stadtteil {name}",
        lambda measure, name: bool(measure["is_citywide"]),
        "für die ganze Stadt",
    ),
}
_LINK = re.compile(r'<a (?:class="[^"]*" )?href="#([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
_ID = re.compile(r'\bid="([^"]+)"')


def summary_html(content: Json) -> str:
    """The printable summary: what the report says on its first pages, and what is asked of the committee."""
    content = upgraded(content)
    shown = [each for each in content["sections"] if each["kind"] == "summary"]
    return without_dead_links(report_html({**content, "sections": shown}, is_short=True))


def part_names(content: Json, kind: str) -> list[str]:
    """The fields, offices or districts of a snapshot that have a measure: fields in its order, others sorted.

    A measure for the whole city is one of each district.
    """
    measures = [measure for field in content["fields"] for measure in field["measures"]]
    names = dict.fromkeys(name for measure in measures for name in PARTS[kind].names(measure))
    if kind == "stadtteil" and any(each.get("is_citywide") for each in measures):
        names |= dict.fromkeys(district["name"] for district in content.get("districts", []))
    return list(names) if kind == "handlungsfeld" else sorted(names, key=german_sort_key)


def parts_of(content: Json | None) -> list[tuple[str, str, list[str]]]:
    """Key, label and names of what there can be a report about; nothing without a snapshot."""
    if content is None:
        return []
    return [(kind, each.label, part_names(content, kind)) for kind, each in PARTS.items()]


def part_html(content: Json, kind: str, name: str, *, draft: str = "") -> str:
    """The printable report about one Handlungsfeld, Fachdienststelle or Stadtteil (`kind` is a key of PARTS).

    `draft` marks each page of the extract of a draft.
    """
    content = upgraded(content)
    part = PARTS[kind]
    numbers = [number for number, field in enumerate(content["fields"], start=1)]
    fields = [_field(field, _measures(field, part, name)) for field in content["fields"]]
    filled = {number for number, field in zip(numbers, fields, strict=True) if field["measures"]}
    sections = [
        {**each, "text": "" if each["kind"] == "field" and kind != "handlungsfeld" else each["text"]} | _of_part(each)
        for each in content["sections"]
        if each["number"] in filled or each["kind"] in ("measures", "glossary")
    ]
    measures = [each for field in fields for each in field["measures"]]
    report, ended = content["report"], content.get("ended_before", [])
    preface = plain_section(
        "own:auszug",
        "own",
        "Was dieser Themenbericht zeigt",
        "auszug",
        _preface(content, part, name, measures, is_draft=bool(draft)),
    )
    shown = {
        "report": {
            **report,
            "title": f"{part.label} {name}",
            "kind": f"Themenbericht, Auszug: {report['kind']}",
        },
        "fields": fields,
        "sections": [preface, *sections],
        "summary": {**content["summary"], "total": len(measures), **_counts(measures)},
        "ended_before": [each for each in ended if kind == "handlungsfeld" and each["field"] == name],
    }
    return _with_its_words(
        {**content, **shown},
        lambda made: without_dead_links(
            report_html(made, in_volumes=False, draft=draft, extract_of=report["title"]),
        ),
    )


def _with_its_words(content: Json, printed: Callable[[Json], str]) -> str:
    """The extract with those words of the glossary that stand in it; without a glossary where none does."""
    rest = [each for each in content["sections"] if each["kind"] != "glossary"]
    text = html_text(printed({**content, "sections": rest}))
    words = [each for each in content.get("glossary", []) if is_used(each["term"], text)]
    return printed({**content, "glossary": words, **({} if words else {"sections": rest})})


def is_used(term: str, text: str) -> bool:
    """Whether `text` has the word or one of several, also with an ending; a sign wherever it stands."""
    if term.startswith("„"):
        return term.strip("„“") in text
    return any(re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE) for word in term.split(", "))


def _of_part(section: Json) -> dict[str, Any]:
    """What else an extract calls a section: it has not all measures."""
    return {"title": "Die Maßnahmen im Überblick"} if section["kind"] == "measures" else {}


def _measures(field: Json, part: PartKind, name: str) -> list[Json]:
    return [each for each in field["measures"] if part.is_own(each, name) or part.joins(each, name)]


def _preface(content: Json, part: PartKind, name: str, measures: list[Json], *, is_draft: bool) -> str:
    """Of what the part is an extract, and which measures it tells."""
    report, own = content["report"], sum(part.is_own(each, name) for each in measures)
    number = f", Vorlage {report['paper_number']}" if report["paper_number"] else ""
    draft = "dem Entwurf " if is_draft else ""
    source = (
        f"Auszug aus {draft}„{report['title']}“ ({report['period']['label']}{number}), Stand {report['as_of_label']}."
    )
    shares = [(own, part.own.format(name=name)), (len(measures) - own, part.joining)]
    told = ", ".join(f"{count or 'keine'} {words}" for count, words in shares if words)
    return f"{source}\n\nEr zeigt {count_of(len(measures), 'Maßnahme')}: {told}. Alles Übrige steht im ganzen Bericht."


def _field(field: Json, measures: list[Json]) -> Json:
    return {**field, "measures": measures, "total": len(measures), **_counts(measures)}


def _counts(measures: list[Json]) -> Json:
    return {"by_state": counts_by_state(measures), "by_light": counts_by_light(measures)}


def without_dead_links(html: str) -> str:
    """Links to places that are not in `html` are plain text."""
    there = set(_ID.findall(html))
    return _LINK.sub(lambda found: found[0] if found[1] in there else found[2], html)
