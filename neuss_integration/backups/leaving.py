"""Leaving the software: everything in forms that need no program of ours (§ 4 ArchivG NRW: records are offered)."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from django.db import models
from django.template.loader import render_to_string

from neuss_integration.backups import rows
from neuss_integration.backups.making import one_moment
from neuss_integration.city.selectors import know_names
from neuss_integration.foundation.words.city_names import city_names

DICTIONARY: Final = (
    "Tabelle", "Bezeichnung der Tabelle", "Spalte", "Bezeichnung", "Art", "leer erlaubt", "Werte", "verweist auf",
    "Erläuterung",
)  # fmt: skip
KINDS: Final = {
    "BooleanField": "ja/nein", "DateField": "Datum", "DateTimeField": "Zeitpunkt in UTC", "TimeField": "Uhrzeit",
    "DecimalField": "Dezimalzahl", "BinaryField": "Datei (Pfad)", "JSONField": "JSON", "UUIDField": "UUID",
    "TextField": "Text", "CharField": "Text", "EmailField": "E-Mail-Adresse", "URLField": "Webadresse",
    "ForeignKey": "Verweis", "OneToOneField": "Verweis",
}  # fmt: skip

NAME_BYTES: Final = 150
"""Of a name as it was given: a disk takes 255 bytes with what stands before, and a sign may have four."""


def export_all(folder: Path) -> dict[str, int]:
    """The new `folder` holds each table as CSV and as page, all files, and a dictionary; the rows by table.

    Raises FileExistsError for a folder that is there already.
    """
    know_names()
    folder.mkdir(mode=0o700, parents=True, exist_ok=False)
    for name in ("tables", "files", "pages"):
        (folder / name).mkdir()
    with one_moment():
        counts = {model._meta.db_table: _export(model, folder) for model in rows.tables()}
    _write_csv(folder / "dictionary.csv", DICTIONARY, dictionary())
    _write_index(folder, counts)
    return counts


def dictionary() -> Iterator[list[str]]:
    """A line for each column: what it is called, which values it takes, where it points."""
    for model in rows.tables():
        for field in rows.columns(model):
            related = field.related_model._meta.db_table if field.is_relation else ""
            choices = " | ".join(f"{key}={label}" for key, label in field.flatchoices)
            kind = KINDS.get(field.get_internal_type(), "ganze Zahl")
            texts = (str(field.verbose_name), kind, "ja" if field.null else "nein", choices, related)
            table = (model._meta.db_table, str(model._meta.verbose_name_plural))
            yield [*table, field.column, *texts, str(field.help_text)]


def _export(model: rows.Model, folder: Path) -> int:
    """The table lies in the folder; how many rows it has. Histories get no page, their tables are long."""
    fields, table = rows.columns(model), model._meta.db_table
    keep, count = _file_keeper(model, folder), 0
    with (folder / "tables" / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(csv_line([field.column for field in fields]))
        for row in _values(model):
            key = row[fields.index(model._meta.pk)]
            file.write(csv_line([text_of(value, keep, key) for value in row]))
            count += 1
    if not table.split("_", 1)[1].startswith("historical"):
        _write_page(model, folder / "pages" / f"{table}.html")
    return count


def _write_page(model: rows.Model, path: Path) -> None:
    fields = rows.columns(model)
    lines = ([_cell(*pair) for pair in zip(fields, row, strict=True)] for row in _values(model))
    context = {"model": model._meta, "fields": fields, "rows": lines, "city": city_names().full_name}
    path.write_text(render_to_string("export/table.html", context), encoding="utf-8")


def _values(model: rows.Model) -> Iterator[tuple[Any, ...]]:
    names = [field.attname for field in rows.columns(model)]
    return model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=rows.at_once(model))


def _file_keeper(model: rows.Model, folder: Path) -> Callable[[Any, Any], str]:
    """Writes the bytes of a row into a file of its own; gives the path that stands in the table."""
    names = dict(model._base_manager.values_list("pk", "name")) if _has_names(model) else {}

    def keep(content: Any, key: Any) -> str:
        name = re.sub(r"[^\w.-]+", "_", names.get(key, "inhalt")).encode()[-NAME_BYTES:].decode(errors="ignore")
        path = Path("files") / f"{model._meta.db_table}-{key}-{name}"
        (folder / path).write_bytes(content)
        return str(path)

    return keep


def _has_names(model: rows.Model) -> bool:
    fields = {field.name: field for field in rows.columns(model)}
    return "name" in fields and any(isinstance(field, models.BinaryField) for field in fields.values())


def text_of(value: Any, keep: Callable[[Any, Any], str], key: Any) -> str | None:
    """The value as it stands in the table; None where there is none."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, bytes | memoryview):
        return keep(value, key)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value) if isinstance(value, int | float) else rows.plain(value)


def csv_line(values: list[Any]) -> str:
    """A line after RFC 4180. Every value stands in quotes; nothing at all stands for no value."""
    return ",".join("" if value is None else '"' + str(value).replace('"', '""') + '"' for value in values) + "\r\n"


def _cell(field: Any, value: Any) -> dict[str, Any]:
    """What a page shows of a value, and where it leads."""
    if value is None:
        return {}
    if field.is_relation:
        target = field.related_model
        page = f"{target._meta.db_table}.html#{value}" if target in rows.tables() else ""
        return {"text": f"{target._meta.verbose_name} {value}", "page": page}
    if field.primary_key:
        return {"text": str(value), "id": str(value)}
    if isinstance(value, bytes | memoryview):
        return {"text": f"Datei, {len(value)} Byte"}
    labels = dict(field.flatchoices)
    return {"text": labels.get(value, text_of(value, lambda *_: "", None))}


def _write_csv(path: Path, headings: tuple[str, ...], lines: Iterator[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(csv_line(list(headings)))
        file.writelines(csv_line(line) for line in lines)


def _write_index(folder: Path, counts: dict[str, int]) -> None:
    tables = [
        {
            "name": model._meta.db_table,
            "label": model._meta.verbose_name_plural,
            "rows": counts[model._meta.db_table],
            "has_page": (folder / "pages" / f"{model._meta.db_table}.html").exists(),
        }
        for model in rows.tables()
    ]
    files = sorted(path.name for path in (folder / "files").iterdir())
    context = {"tables": tables, "files": files, "city": city_names().full_name}
    (folder / "index.html").write_text(render_to_string("export/index.html", context), encoding="utf-8")
