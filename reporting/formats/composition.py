"""How a report is cut: what stands in the main volume and what in the annex, what runs on, what is told in full."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from measures.enums import ENDED_STATES, MeasureState, TrafficLight
from reporting.content.schema import field_section, plain_section
from reporting.enums import HighlightSide, ReportLength

Json = Mapping[str, Any]
ANNEX: Final = (
    "measures", "profiles", "factor_details", "employer_details", "services_details", "changes", "goals", "duties",
    "organisations", "methods", "renamed", "glossary", "sources", "index", "lists",
)  # fmt: skip
"""The kinds of the annex in their order: lists first, then what is looked up."""
OWN_PAGE: Final = ("summary", "factors", "measures")
"""Kinds that begin a page and that nothing runs on behind."""
LANDSCAPE: Final = ("measures",)
MAX_RUNNING_ON: Final = 16
"""So many profiles are set at once: a change sets no more, and few pages end early."""
MAX_PROFILES: Final = 30
"""So many profiles, some twenty pages, stand in a main volume of middle length; the annex has the others."""
DERIVED_SECTIONS: Final = {
    "profiles": "pdf/report/sections/profiles.html",
    "factor_details": "pdf/report/sections/factor_details.html",
    "employer_details": "pdf/report/sections/employer_details.html",
    "services_details": "pdf/report/sections/services_details.html",
}
"""Sections nobody composes, with their templates: the annex tells what the main volume only names."""


@dataclass(frozen=True, slots=True)
class Part:
    """Sections that run on; the part begins a page. `shape` is the class of its element."""

    sections: tuple[Json, ...]
    shape: str

    @property
    def is_alone(self) -> bool:
        """One section is its own part, without an element around it."""
        return len(self.sections) == 1


@dataclass(frozen=True, slots=True)
class Composition:
    """The parts of both volumes in order, and the numbers of the measures the main volume tells in full."""

    main: tuple[Part, ...]
    annex: tuple[Part, ...]
    profiles: frozenset[str]

    @property
    def sections(self) -> list[Json]:
        """All sections in the order in which they are read."""
        return [section for part in (*self.main, *self.annex) for section in part.sections]


def composition_of(content: Json, *, in_volumes: bool = True) -> Composition:
    """The cut of a snapshot of today's schema. Without volumes every section stands where it was put."""
    length = ReportLength(content["report"].get("length", ReportLength.MEDIUM)) if in_volumes else ReportLength.FULL
    told = profiles_in_main(content, length)
    if not in_volumes:
        return Composition(tuple(_parts(content["sections"], as_one=True)), (), told)
    main = [each for each in content["sections"] if each["kind"] not in ANNEX]
    annex = [each for each in content["sections"] if each["kind"] in ANNEX]
    annex += [*_details(main, content), *_of_services(main, content), *_profile_sections(content, told)]
    annex.sort(key=lambda each: ANNEX.index(each["kind"]))
    return Composition(tuple(_parts(main, in_full=length == ReportLength.FULL)), tuple(_parts(annex)), told)


def profiles_in_main(content: Json, length: ReportLength) -> frozenset[str]:
    """The numbers of the measures whose profile stands in the main volume.

    Of middle length these are those the Koordination chose, the red ones, those that ended and the new ones: in this
    order as many as MAX_PROFILES.
    """
    measures = [measure for field in content["fields"] for measure in field["measures"]]
    if length == ReportLength.FULL:
        return frozenset(each["number"] for each in measures)
    if length == ReportLength.SHORT:
        return frozenset()
    told = content.get("summary", {})
    chosen = {each["number"] for side in HighlightSide.values if told.get(f"{side}_chosen") for each in told[side]}
    new = {each["number"] for each in (content["changes"] or {}).get("new", [])}
    wanted = [(rank, each["number"]) for each in measures if (rank := _rank(each, chosen, new)) is not None]
    return frozenset(number for _, number in sorted(wanted, key=lambda found: found[0])[:MAX_PROFILES])


def _rank(measure: Json, chosen: Set[str], new: Set[str]) -> int | None:
    """The lower, the sooner a measure is told in full; None without a reason to."""
    state = measure["state"]["key"]
    reasons = (
        measure["number"] in chosen,
        measure["light"]["key"] == TrafficLight.RED,
        state == MeasureState.DROPPED,
        state in ENDED_STATES,
        measure["number"] in new,
    )
    return next((rank for rank, holds in enumerate(reasons) if holds), None)


def _details(main: Iterable[Json], content: Json) -> Iterator[Json]:
    if content["factors"] and any(each["kind"] == "factors" for each in main):
        title = "Die Erfolgsfaktoren im Einzelnen"
        yield plain_section("factor_details", "factor_details", title, "erfolgsfaktoren-im-einzelnen", "")
    if (content.get("employer") or {}).get("offices") and any(each["kind"] == "employer" for each in main):
        title = "Die Fachdienststellen als Arbeitgeberinnen"
        yield plain_section("employer_details", "employer_details", title, "arbeitgeber-im-einzelnen", "")


def _of_services(main: Iterable[Json], content: Json) -> Iterator[Json]:
    if content.get("services") and any(each["kind"] == "services" for each in main):
        title = "Der Selbstcheck der Fachdienststellen"
        yield plain_section("services_details", "services_details", title, "dienstleistungen-im-einzelnen", "")


def _profile_sections(content: Json, told: frozenset[str]) -> Iterator[Json]:
    """A section for each Handlungsfeld with a measure that the main volume does not tell in full; small ones run on."""
    run, measures = 1, 0
    for number, field in enumerate(content["fields"], start=1):
        count = sum(each["number"] not in told for each in field["measures"])
        if not count:
            continue
        if measures and measures + count > MAX_RUNNING_ON:
            run, measures = run + 1, 0
        measures += count
        section = field_section(number, field["name"], f"Steckbriefe: {field['name']}")
        made = {"key": f"profiles:{number}", "kind": "profiles", "anchor": f"steckbriefe-{number}", "run": run}
        yield section | made


def _parts(sections: Iterable[Json], *, in_full: bool = False, as_one: bool = False) -> Iterator[Part]:
    def flow(section: Json) -> tuple[str, int, str]:
        kind = section["kind"]
        own = kind in OWN_PAGE or (in_full and kind == "field")
        shape = kind if kind in ("field", "profiles") and not as_one else "text"
        return shape, section.get("run", 0), section["key"] if own else ""

    for _, found in groupby(sections, key=flow):
        together = tuple(found)
        yield Part(together, "landscape" if together[0]["kind"] in LANDSCAPE else "chapter")
