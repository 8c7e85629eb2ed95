"""Master data as a list that reads back unchanged."""

import datetime as dt
from typing import Any, Final

from django.db import models

from neuss_integration.foundation.records.history import label_of
from neuss_integration.foundation.spreadsheets.cells import CellKind, Column, Sheet, without_tabs
from neuss_integration.foundation.spreadsheets.writing import sheet_file
from neuss_integration.maintenance.imports import ONLY_SHOWN
from neuss_integration.maintenance.kinds.kind import Kind

WIDTHS: Final = {"name": 44, "note": 50, "source": 40, "address": 34}


def list_file(kind: Kind, file_format: str, *, made_at: dt.datetime) -> bytes:
    """All rows of the kind with what can be written of them, and how they ended."""
    names = (*kind.fields, *ONLY_SHOWN)
    columns = [_column(kind.model._meta.get_field(name)) for name in names]
    rows = [[without_tabs(_cell(item, name)) for name in names] for item in kind.rows.select_related("successor")]
    return sheet_file(Sheet(kind.plural, columns, rows), file_format, stamp=made_at)


def _column(field: Any) -> Column:
    kinds = {models.DateField: CellKind.DATE, models.PositiveSmallIntegerField: CellKind.INTEGER}
    return Column(label_of(field), WIDTHS.get(field.name, 22), kinds.get(type(field), CellKind.TEXT))


def _cell(item: Any, name: str) -> Any:
    field = item._meta.get_field(name)
    if field.choices:
        return str(getattr(item, f"get_{name}_display")())
    value = getattr(item, name)
    return str(value) if isinstance(value, models.Model) else value
