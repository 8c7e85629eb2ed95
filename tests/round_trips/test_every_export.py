"""Every table that can be taken away either reads back, or docs/einlesen.md says that it is for reading only."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.urls import get_resolver

DOCS: Final = Path(__file__).parents[2] / "docs" / "einlesen.md"
READS_BACK: Final = {"area-download", "export", "indicator-download", "need-export"}
"""Their files, as LibreOffice saves them, are read back in test_libreoffice.py."""


def tables(patterns: list[Any]) -> Iterator[tuple[str, str]]:
    """Name and address of each route whose file is a table."""
    for each in patterns:
        if hasattr(each, "url_patterns"):
            yield from tables(each.url_patterns)
        elif re.search(r"\b(xlsx|csv|ods)\b", str(each.pattern)):
            yield str(each.name), str(each.pattern)


def test_every_table_reads_back_or_is_named_as_for_reading_only() -> None:
    found = dict(tables(get_resolver().url_patterns))
    told = DOCS.read_text().partition("## Nur zum Lesen")[2]
    named = {name for name, pattern in found.items() if _file(pattern) in told}
    assert found.keys() >= READS_BACK
    assert sorted(found.keys() - named - READS_BACK) == []
    assert sorted(named & READS_BACK) == []


def _file(pattern: str) -> str:
    """The name of the file without its ending: „ziele“ of `^ziele/ziele\\.(?P<suffix>…)$`."""
    stem = re.split(r"\\?\.(?:\(|csv|xlsx|ods)", pattern)[0].lstrip("^").replace("<slug:name>", "…")
    return f"`/{stem.rsplit('/', 1)[1] if '(?P' in stem else stem}`"
