"""The versions of the snapshot. A published snapshot is never rewritten; what reads it asks for today's version."""

from collections.abc import Mapping
from typing import Any, cast

from reporting.content.changes import light_moves
from reporting.content.older import completed
from reporting.content.shape import Content, SectionInReport

SCHEMA_VERSION = 3
Json = dict[str, Any]

_ORDER_OF_VERSION_1 = (
    ("summary", "Auf einen Blick", "auf-einen-blick"),
    ("changes", "Was sich verändert hat", "veraenderungen"),
    ("foreword", "Vorwort", "vorwort"),
    ("procedure", "Auftrag und Vorgehen", "vorgehen"),
    ("factors", "Die neun Erfolgsfaktoren", "erfolgsfaktoren"),
    ("field", "", ""),
    ("ended", "Beendete Maßnahmen", "beendet"),
    ("outlook", "Ausblick", "ausblick"),
    ("proposed_resolution", "Beschlussvorschlag", "beschlussvorschlag"),
    ("measures", "Alle Maßnahmen", "gesamtliste"),
    ("duties", "Zuständigkeiten", "zustaendigkeiten"),
)


def upgraded(content: Mapping[str, Any]) -> Content:
    """`content` in today's schema: an older snapshot gets what its version told otherwise. `content` stays as it is."""
    if content["schema_version"] == 1:
        content = {**content, "schema_version": 2, "sections": list(_sections_of_version_1(content))}
    if content["schema_version"] == 2:
        content = {**content, "schema_version": 3, "changes": _changes_of_version_2(content["changes"])}
    return cast(Content, completed(content))


def _changes_of_version_2(changes: Json | None) -> Json | None:
    """Version 2 told each other traffic light in one list, also from and to "keine Angabe"."""
    return changes and changes | light_moves(changes.get("light", []))


def _sections_of_version_1(content: Mapping[str, Any]) -> list[SectionInReport]:
    """Version 1 had no list of sections: they came in one order, four of them with a text."""
    found: list[SectionInReport] = []
    for kind, title, anchor in _ORDER_OF_VERSION_1:
        text = content["texts"].get(kind, "")
        if kind == "field":
            found += [field_section(number, each["name"]) for number, each in enumerate(content["fields"], start=1)]
        elif kind in ("foreword", "outlook", "proposed_resolution") and not text.strip():
            continue
        elif kind != "changes" or content["changes"]:
            found.append(plain_section(kind, kind, title, anchor, text))
    return found


def plain_section(key: str, kind: str, title: str, anchor: str, text: str) -> SectionInReport:
    """A section as a snapshot holds it."""
    return {"key": key, "kind": kind, "title": title, "anchor": anchor, "text": text, "field": "", "number": None}


def field_section(number: int, name: str, title: str = "", text: str = "") -> SectionInReport:
    """The chapter of the Handlungsfeld `name`, the `number`th of the snapshot's fields, counted from 1."""
    section = plain_section(f"field:{name}", "field", title or name, f"handlungsfeld-{number}", text)
    return {**section, "field": name, "number": number}
