"""Models speak German, their constraints have names, and their history is kept."""

import ast
import re

from django.apps import apps
from django.db import models

from tests.conventions.source import PACKAGES, Module, breaking, modules

OWN = [model for model in apps.get_models() if model.__module__.partition(".")[0] in PACKAGES]
WRITTEN = [model for model in OWN if not model.__name__.startswith("Historical")]
SPELLED_ALIKE = {"name", "version", "status", "text", "organisation"}
BULK = {"update", "bulk_create", "bulk_update", "delete"}
WITHOUT_HISTORY = {
    "neuss_integration.accounts.services.sessions": "the list of sessions holds those that run, nothing else",
    "neuss_integration.cleaning": "what piles up has no history",
    "neuss_integration.operations": "a sign of life is its own record",
    "neuss_integration.audit": "the log is itself the history",
    "neuss_integration.mailing": "the row of a mail is its history",
    "measures.services.reminders": "the row that says who was written to is its own record",
    "neuss_integration.foundation.records.history_records": "writes the history itself",
    "neuss_integration.foundation.records.text_cleaning": "writes the history itself, in migrations",
    "neuss_integration.data_protection": "erased names go out of the history too",
    "neuss_integration.demo": "the large city of the load tests writes its rows of history itself",
    "neuss_integration.accounts.services.retention": "erased names go out of the history too",
    "roundtables.services.retention": "erased names go out of the history too",
    "reporting.publication.worker": "runs of the worker have no history",
    "reporting.services.publishing": "files and links of a publication are written once, those looked at before go",
    "reporting.services.downloads": "a count is its own record",
    "neuss_integration.portal.services.statistics": "a count is its own record",
    "reporting.services.reports": "runs of the worker have no history",
}
"""Where writing past the history is allowed, and why."""
HISTORY_BY_HAND = {
    "neuss_integration.foundation.records.saving": "here it is said",
    "neuss_integration.demo.large.building": "dates its rows of history in the past",
}


def without_name(model: type[models.Model]) -> str:
    """The name of a model to which Django gave it."""
    automatic = re.sub(r"(((?<=[a-z])[A-Z])|([A-Z](?![A-Z]|$)))", r" \1", model.__name__).lower().strip()
    names = {str(model._meta.verbose_name), str(model._meta.verbose_name_plural)}
    return " ".join(names & {automatic, f"{automatic}s", f"{model._meta.verbose_name}s"})


def unnamed_fields(model: type[models.Model]) -> list[str]:
    """Fields whose name Django made from the code."""
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    own = [field for field in fields if not field.primary_key and field.name not in SPELLED_ALIKE]
    return [field.name for field in own if str(field.verbose_name).lower() == field.name.replace("_", " ")]


def badly_named_constraints(model: type[models.Model]) -> list[str]:
    """Constraints and indexes that do not say where they belong."""
    names = [each.name for each in (*model._meta.constraints, *model._meta.indexes)]
    return [name for name in names if not name.startswith(f"{model._meta.app_label}_")]


def cascades(model: type[models.Model]) -> list[str]:
    """Fields with which deleting one row would delete others."""
    keys = [field for field in model._meta.local_fields if field.is_relation]
    return [field.name for field in keys if field.remote_field.on_delete is models.CASCADE]


def free_choices(model: type[models.Model]) -> set[str]:
    """Fields with choices of which the database knows nothing."""
    chosen = {field.name for field in model._meta.local_fields if field.choices and isinstance(field, models.CharField)}
    checks = [each for each in model._meta.constraints if isinstance(each, models.CheckConstraint)]
    held = " ".join(str(each.condition) for each in checks)
    return {name for name in chosen if f"'{name}__in'" not in held}


def writing_past_history(module: Module) -> list[str]:
    """Calls like `rows.filter(…).update(…)`, which leave no history."""
    if any(module.name == name or module.name.startswith(f"{name}.") for name in WITHOUT_HISTORY):
        return []
    calls = [node for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
    methods = [node.func for node in calls if isinstance(node.func, ast.Attribute) and node.func.attr in BULK]
    return [f"{each.lineno}: .{each.attr}(" for each in methods if is_on_rows(each.value)]


def authors_by_hand(module: Module) -> list[str]:
    """Places that say by hand who a history row names; `written_by`, `stored`, `created`, `removed` do."""
    if module.name in HISTORY_BY_HAND:
        return []
    targets = [node for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)]
    return [f"{each.lineno}: {each.attr}" for each in targets if each.attr == "_history_user"]


def is_on_rows(node: ast.expr) -> bool:
    """Whether `node` reads rows: something.objects, a filter, the related rows of something."""
    return bool(re.search(r"\.objects\b|\.filter\(|\.exclude\(|\.all\(\)|_set\b", ast.unparse(node)))


def test_models_have_german_names() -> None:
    assert breaking(WRITTEN, without_name) == {}


def test_fields_have_german_names() -> None:
    assert breaking(WRITTEN, unnamed_fields) == {}


def test_constraints_are_named_after_their_app() -> None:
    assert breaking(WRITTEN, badly_named_constraints) == {}


def test_nothing_is_deleted_along() -> None:
    assert breaking(WRITTEN, cascades) == {}


def test_choices_are_held_by_the_database() -> None:
    assert breaking(WRITTEN, free_choices) == {}


def test_nothing_is_written_past_the_history() -> None:
    assert breaking(modules(), writing_past_history) == {}


def test_who_wrote_is_said_in_one_place() -> None:
    assert breaking(modules(), authors_by_hand) == {}
