"""Cleaning the texts that are stored already, for migrations: once, with a record in the history of each row."""

from collections.abc import Iterator
from typing import Any, Final

from django.db import DatabaseError, models, transaction
from django.utils import timezone

from neuss_integration.foundation.words.folding import fold
from neuss_integration.foundation.words.hygiene import clean

REASON: Final = "Unsichtbare Zeichen entfernt"
SEARCHED: Final = "search_text"


def clean_texts(apps: Any, app_label: str) -> int:
    """Every row with history has its texts as forms store them now; how many changed.

    What the database keeps from being changed, such as approved minutes, stays as it was approved; so does a name
    that would meet another one.
    """
    count = 0
    for model in apps.get_app_config(app_label).get_models():
        twin = _twin(apps, app_label, model)
        if twin is not None:
            rows = list(model._base_manager.order_by("pk").only("pk", *_read(model)))
            count += sum(_cleaned(model, twin, row) for row in rows)
    return count


def _twin(apps: Any, app_label: str, model: Any) -> Any:
    """The model of the history of `model`, if it has one."""
    try:
        return apps.get_model(app_label, f"Historical{model.__name__}")
    except LookupError:
        return None


def _texts(model: Any) -> Iterator[str]:
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField) and not field.generated
        if is_text and not field.choices and not field.is_relation and field.name != SEARCHED:
            yield field.name


def _read(model: Any) -> list[str]:
    """What is needed of every row; the rest, such as the content of files, only of those that change."""
    stored = {field.name for field in model._meta.concrete_fields}
    return [*_texts(model), *stored.intersection({SEARCHED, "version"})]


def _cleaned(model: Any, twin: Any, row: Any) -> bool:
    """Whether the row changed."""
    changes = {name: clean(text) for name in _texts(model) if (text := getattr(row, name)) and clean(text) != text}
    searched = getattr(row, SEARCHED, "")
    if searched and fold(searched) != searched:
        changes[SEARCHED] = fold(searched)
    if not changes:
        return False
    try:
        with transaction.atomic():
            _write(model, twin, row, changes)
    except DatabaseError:  # raised by triggers of what stays for ever and by names that have to be different
        return False
    return True


def _write(model: Any, twin: Any, row: Any, changes: dict[str, Any]) -> None:
    if changes.keys() - {SEARCHED} and hasattr(row, "version"):
        changes = changes | {"version": row.version + 1}
    model._base_manager.filter(pk=row.pk).update(**changes)
    if not changes.keys() - {SEARCHED}:
        return
    kept = {field.attname for field in twin._meta.concrete_fields}
    values = {
        field.attname: changes.get(field.name, getattr(row, field.attname))
        for field in model._meta.concrete_fields
        if field.attname in kept
    }
    last = twin._base_manager.filter(**{model._meta.pk.name: row.pk}).order_by("-history_date", "-history_id").first()
    told = {"history_date": timezone.now(), "history_type": "~", "history_change_reason": REASON}
    record = twin._base_manager.create(**values, **told)
    if last is not None:
        _keep_relations(twin, last, record)


def _keep_relations(twin: Any, last: Any, record: Any) -> None:
    """The record names the same related rows as the one before it."""
    for relation in twin._meta.related_objects:
        through = relation.related_model
        if relation.field.name != "history":
            continue
        for each in through._base_manager.filter(history_id=last.pk).values():
            each.pop(through._meta.pk.attname)
            through._base_manager.create(**each | {"history_id": record.pk})
