"""The annex: who takes part, how indicators are counted, changed names, words, sources, and lists to look things up."""

from collections import defaultdict
from typing import Any

from django.db.models import CharField, Value

from neuss_integration.city.models import Committee, Department
from neuss_integration.foundation.words.folding import german_sort_key
from reporting.content.sections.glossary import TERMS
from reporting.content.sections.kinds import SectionKind
from reporting.content.sections.source import Source
from reporting.content.shape import PartOfReport
from reporting.content.shape_of_measures import MeasureReference, NamedMeasure, short_entry
from reporting.content.wording import short_date


def organisations_data(source: Source) -> PartOfReport:
    """Each organisation that carries or supports a measure, with its measures."""
    found: dict[str, dict[str, MeasureReference]] = defaultdict(dict)
    for entry in source.entries:
        for name in (*entry["carriers"], *entry["partners"]):
            found[name][entry["number"]] = short_entry(entry)
    return {
        "organisations": [
            {"name": name, "measures": list(found[name].values())} for name in sorted(found, key=german_sort_key)
        ]
    }


def methods_data(source: Source) -> PartOfReport:
    """How each indicator that has a value is counted. Remarks of the office on its method stay in the office."""
    return {
        "methods": [
            {
                "name": each.name,
                "definition": each.definition,
                "unit": each.measured_in,
                "data_source": each.data_source,
                "scope": each.get_scope_display(),
                "direction": each.get_direction_display(),
                "comparison": each.comparison,
            }
            for each in (row.indicator for row in source.indicators)
        ]
    }


def renamed_data(source: Source) -> PartOfReport:
    """Offices and committees that were renamed, merged or closed: what holds of the past keeps its old name."""
    offices, committees = (
        model.objects.filter(valid_until__lt=source.day)
        .order_by()
        .values_list(Value(kind, CharField()), "valid_until", "pk", "name", "successor__name")
        for kind, model in (("Fachdienststelle", Department), ("Gremium", Committee))
    )
    return {
        "renamed": [
            {"kind": kind, "name": name, "until": short_date(until), "successor": successor or ""}
            for kind, until, _, name, successor in sorted(offices.union(committees, all=True))
        ]
    }


def glossary_data(source: Source) -> PartOfReport:
    """The words of the report."""
    return {"glossary": [{"term": term, "meaning": meaning} for term, meaning in TERMS]}


def sources_data(source: Source) -> PartOfReport:
    """What the measures rest on, each source once with the measures that name it."""
    found: dict[str, list[NamedMeasure]] = defaultdict(list)
    for entry in source.entries:
        for text in entry["sources"]:
            found[text].append({"number": entry["number"], "title": entry["title"]})
    return {"sources": [{"text": text, "measures": found[text]} for text in sorted(found, key=german_sort_key)]}


def nothing_in(name: str) -> Any:
    """Whether a section has neither data under `name` nor a text."""
    return lambda content, text: not content.get(name) and not text.strip()


def _annex(key: str, title: str, anchor: str, data: Any) -> SectionKind:
    template = f"pdf/report/sections/{key}.html"
    return SectionKind(key, title, template, anchor, data=data, is_empty=nothing_in(key))


ORGANISATIONS = _annex("organisations", "Träger und Beteiligte", "organisationen", organisations_data)
METHODS = _annex("methods", "Wie die Indikatoren gezählt werden", "methoden", methods_data)
RENAMED = _annex("renamed", "Geänderte Namen von Ämtern und Gremien", "namen", renamed_data)
GLOSSARY = _annex("glossary", "Begriffe", "begriffe", glossary_data)
SOURCES = _annex("sources", "Quellen", "quellen", sources_data)
INDEX = SectionKind(
    key="index", title="Maßnahmen von A bis Z", template="pdf/report/sections/index.html", anchor="register"
)
LISTS = SectionKind(
    key="lists",
    title="Tabellen und Abbildungen",
    template="pdf/report/sections/lists.html",
    anchor="verzeichnisse",
)
