"""Each field of what the city knows enters the snapshot of a report, or a line says why not."""

from collections.abc import Iterator
from typing import Final

from django.apps import apps

from measures.fields import FIELDS
from tests.conventions.source import ROOT

PAGE: Final = ROOT / "docs" / "entwicklung" / "felder-im-bericht.md"
APPS: Final = ("measures", "success_factors", "roundtables", "portal", "city")
TECHNICAL: Final = frozenset(
    {"id", "created_at", "updated_at", "version", "submission_key", "search_text", "sort_key", "position"}
)


def lines() -> Iterator[tuple[str, set[str], set[str], str]]:
    """Model, fields in the snapshot, fields that are not, and why."""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and "." in cells[0]:
            yield cells[0], set(cells[1].split()), set(cells[2].split()), cells[3]


def fields() -> dict[str, set[str]]:
    """The fields of each model that is no history."""
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    own = [model for model in models if not model.__name__.startswith("Historical")]
    return {
        f"{model._meta.app_label}.{model.__name__}": {
            each.name for each in (*model._meta.concrete_fields, *model._meta.many_to_many)
        }
        - TECHNICAL
        for model in own
    }


def test_each_field_enters_the_snapshot_or_has_a_reason() -> None:
    named = {model: inside | outside for model, inside, outside, _ in lines()}
    found = fields()
    assert {
        model: names - named.get(model, set()) for model, names in found.items() if names - named.get(model, set())
    } == {}
    assert {
        model: names - found.get(model, set()) for model, names in named.items() if names - found.get(model, set())
    } == {}


def test_no_field_is_both_and_each_left_out_has_a_reason() -> None:
    assert [model for model, inside, outside, _ in lines() if inside & outside] == []
    assert [model for model, _, outside, reason in lines() if outside and not reason] == []


def test_what_a_snapshot_tells_of_a_measure_is_named_as_told() -> None:
    inside = next(inside for model, inside, _, _ in lines() if model == "measures.Measure")
    assert {field.name for field in FIELDS if field.snapshot_key} - inside == set()
