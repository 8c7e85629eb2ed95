"""What related rows are called, for many models at once."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db import models
from django.db.models import TextField, Value
from django.db.models.functions import Cast

MAX_COLUMNS: Final = 2

Names = Mapping[type[models.Model], Mapping[Any, Any]]


def names_of(keys: Mapping[type[models.Model], Iterable[Any]]) -> Names:
    """The names of the rows with these keys, by their model; what is gone is missing.

    One query for all models that say in `display_fields` which columns their name is made of, one for each other model.
    """
    wanted = {model: set(found) for model, found in keys.items() if found}
    displayed = [model for model in wanted if hasattr(model, "display_fields")]
    names: dict[type[models.Model], dict[Any, Any]] = {
        model: {} if model in displayed else model._default_manager.in_bulk(found) for model, found in wanted.items()
    }
    parts = [_display_columns(place, model, wanted[model]) for place, model in enumerate(displayed)]
    for place, key, *texts in parts[0].union(*parts[1:], all=True) if parts else ():
        names[displayed[place]][key] = _name(displayed[place], texts)
    return names


def _display_columns(place: int, model: Any, keys: set[Any]) -> Any:
    """Place, key and the columns of the name as texts, empty ones behind, so that all models have as many."""
    columns = [Cast(name, TextField()) for name in model.display_fields]
    rest = [Value("", output_field=TextField())] * (MAX_COLUMNS - len(columns))
    return model._default_manager.order_by().filter(pk__in=keys).values_list(Value(place), "pk", *columns, *rest)


def _name(model: Any, texts: Iterable[str]) -> str:
    fields = [model._meta.get_field(name) for name in model.display_fields]
    return str(model(**{field.name: field.to_python(text) for field, text in zip(fields, texts, strict=False)}))
