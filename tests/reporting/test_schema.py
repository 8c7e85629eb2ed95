"""The shape of the snapshot, and snapshots of older versions."""

import json

import jsonschema
import pytest

from measures.enums import ProgressState
from reporting.content.schema import SCHEMA_VERSION, upgraded
from reporting.content.snapshot import build_snapshot
from reporting.formats.html import report_html
from reporting.models import Report
from tests.factories import World, make_criterion, make_progress
from tests.pdf.sample import snapshot as version_1
from tests.reporting.snapshot_schema import SCHEMA
from tests.reporting.test_snapshot import in_period

VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def problems(content: dict) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(json.loads(json.dumps(content)))]


def test_schema_is_of_the_version_that_is_written() -> None:
    assert SCHEMA["properties"]["schema_version"] == {"const": SCHEMA_VERSION}


def test_snapshot_keeps_to_its_schema(world: World, draft: Report) -> None:
    make_criterion(world.factors[3])
    make_progress(round=in_period(), measure=world.praeventionsnetz, state=ProgressState.ACCEPTED)
    assert problems(build_snapshot(draft)) == []


@pytest.mark.parametrize("name", ["sections", "fields", "factors", "city"])
def test_schema_sees_what_is_missing(world: World, draft: Report, name: str) -> None:
    content = build_snapshot(draft)
    del content[name]
    assert problems(content) == [f"'{name}' is a required property"]


def test_schema_sees_an_internal_note(world: World, draft: Report) -> None:
    content = build_snapshot(draft)
    next(field for field in content["fields"] if field["measures"])["measures"][0]["internal_note"] = "Nicht zeigen"
    assert len(problems(content)) == 1


def test_snapshot_of_version_1_is_read_as_today() -> None:
    old = version_1()
    new = upgraded(old)
    assert old["schema_version"] == 1
    assert problems(new) == []
    assert [each["kind"] for each in new["sections"]][:3] == ["summary", "foreword", "procedure"]
    assert report_html(old) == report_html(new)
