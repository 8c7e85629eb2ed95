"""What the registers of needs and proposals share: numbers, and values parted into columns and relations."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from neuss_integration.foundation.records.saving import locked, only_fields
from roundtables.models import RegisterCounter


def locked_counter(letter: str, day: dt.date) -> RegisterCounter:
    """The counter of the register in the year of `day`, locked until the transaction ends: a double click waits."""
    return locked(RegisterCounter.objects.get_or_create(letter=letter, year=day.year)[0])


def next_number(counter: RegisterCounter) -> str:
    """The next number, such as "B-2026-003". The counter never goes back, so a number is never given again."""
    counter.last += 1
    counter.save(update_fields=["last"])
    return str(counter)


def split(
    values: Mapping[str, Any], fields: Iterable[str], relations: Iterable[str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """`values` as columns and as relations. Raises ValidationError for a name that is neither."""
    fields, relations = list(fields), list(relations)
    only_fields(values, (*fields, *relations))
    columns = {name: values[name] for name in fields if name in values}
    return columns, {name: values[name] for name in relations if name in values}


def ids_of(relations: Mapping[str, Iterable[models.Model]]) -> dict[str, set[int]]:
    """The keys of the chosen rows, as `set_relations` takes them."""
    return {name: {item.pk for item in chosen} for name, chosen in relations.items()}
