"""Snapshots of earlier days: each key that was added later may be missing, and nothing false stands in its place."""

import json
import re
from collections.abc import Iterator
from types import UnionType
from typing import Any, Final, NotRequired, Union, get_args, get_origin, is_typeddict

import pytest

from reporting.content.changes import changes_between
from reporting.content.figures import figures
from reporting.content.older import ROWS_OF_SECTION
from reporting.content.schema import upgraded
from reporting.content.sections.registry import KINDS
from reporting.content.sections.source import Source
from reporting.content.sentences import changed, lights_balance
from reporting.content.shape import Content
from reporting.content.snapshot import build_snapshot
from reporting.content.staff import staff_told
from reporting.formats.html import report_body, report_html
from reporting.formats.paper import paper_text
from reporting.formats.parts import summary_html
from reporting.formats.tables.open_data import open_data
from reporting.services.sections import complete_sections
from tests.factories import make_coordinator
from tests.reporting.snapshot_schema import keys_of
from tests.statements.full_city import write_full_city

Path = tuple[str, ...]
NUMBERED: Final = re.compile(r"^(Tabelle|Abbildung) \d+: ")
CLAIM: Final = re.compile(r"\b(kein|keine|keiner|keinem|nichts|nie|niemand|ohne)\b", re.IGNORECASE)
"""Words of a sentence that says there is nothing: where nobody knows, it would be false."""


def optional_paths(hint: Any, path: Path = ()) -> Iterator[Path]:
    """Every key that the shape of a snapshot calls NotRequired."""
    if not is_typeddict(hint):
        parts = get_args(hint) if get_origin(hint) in (NotRequired, Union, UnionType, list) else ()
        for each in parts:
            yield from optional_paths(each, path)
        return
    for name, each in keys_of(hint).items():
        if name in hint.__optional_keys__:
            yield (*path, name)
        yield from optional_paths(each, (*path, name))


def without(value: Any, path: Path) -> Any:
    """`value` with every key at `path` taken out of every row."""
    if isinstance(value, list):
        return [without(each, path) for each in value]
    if not isinstance(value, dict):
        return value
    name, *rest = path
    if not rest:
        return {key: each for key, each in value.items() if key != name}
    return {key: without(each, tuple(rest)) if key == name else each for key, each in value.items()}


def lines(content: dict[str, Any]) -> set[str]:
    """What the page of a report and its summary say, line by line, without the numbers of tables and figures."""
    html = report_body(content, str, "/nachrechnen/") + summary_html(content)
    found = (" ".join(each.split()) for each in re.sub(r"<[^>]+>", "\n", html).splitlines())
    return {NUMBERED.sub("", each) for each in found if each}


def read_all_forms(content: dict[str, Any], whole: dict[str, Any]) -> None:
    """Every form of a report that is made of its snapshot."""
    paper_text(content)
    today = upgraded(content)
    open_data(today)
    figures(today)
    changes_between(today, whole)
    changes_between(whole, today)


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db
def test_snapshot_that_lacks_a_key_of_later_is_read_in_every_form_and_claims_nothing_instead() -> None:
    report = write_full_city()
    complete_sections(report, by=make_coordinator())
    whole = json.loads(json.dumps(build_snapshot(report)))
    said = lines(whole)
    less = whole
    for path in sorted(set(optional_paths(Content))):
        part = without(whole, path)
        less = without(less, path)
        if part == whole:
            continue
        read_all_forms(part, whole)
        assert (path, [each for each in sorted(lines(part) - said) if CLAIM.search(each)]) == (path, [])
    read_all_forms(less, whole)
    report_html(less)
    assert [each for each in sorted(lines(less) - said) if CLAIM.search(each)] == []


@pytest.mark.django_db
def test_section_whose_rows_are_missing_keeps_its_text_and_says_no_more() -> None:
    content = json.loads(json.dumps(build_snapshot(write_full_city())))
    del content["round_tables"], content["ended"]
    for section in content["sections"]:
        section["text"] = "Worte des Büros" if section["kind"] == "tables" else section["text"]
    told = {each["key"]: (each["kind"], each["text"]) for each in upgraded(content)["sections"]}
    assert told["tables"] == ("own", "Worte des Büros")
    assert "ended" not in told
    assert "Sitzung verzeichnet" not in report_html(content)
    assert "wurde keine Maßnahme beendet" not in report_html(content)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["same_offices", "before_told"])
def test_year_before_is_not_compared_where_nobody_froze_whose_numbers_it_has(key: str) -> None:
    whole = json.loads(json.dumps(build_snapshot(write_full_city())))
    part = without(whole, ("employer", key))
    told, known = upgraded(part)["employer"], whole["employer"]
    assert known["before_year"]
    assert {each["before"] for each in known["numbers"]} - {""}
    assert (told["before_year"], {each["before"] for each in told["numbers"]}) == (None, {""})
    assert str(known["before_year"]) not in staff_told(upgraded(part))
    read_all_forms(part, whole)
    assert report_html(part)


@pytest.mark.django_db
def test_table_of_rows_knows_every_section_that_gives_some() -> None:
    source = Source(write_full_city())
    always = Content.__required_keys__
    for name, kind in KINDS.items():
        given = set(kind.data(source)) - always - {"returns"}
        assert (name in ROWS_OF_SECTION) == bool(given - {"resolutions", "orders", "delays"}), name
        assert name not in ROWS_OF_SECTION or ROWS_OF_SECTION[name] in given


def test_what_no_report_compared_is_not_told_as_unchanged() -> None:
    previous = {"published_label": "1. März 2024"}
    content = {"changes": {"new": [], "state": []}, "previous": previous}
    assert (changed(content), lights_balance(content)) == ("", "")
    known = {name: [] for name in ("new", "state", "light", "light_new", "light_gone")}
    assert changed({"changes": known, "previous": previous}).endswith("keine Maßnahme neu und keine anders bewertet.")
