"""Values of an indicator as a file."""

import csv
import io

from success_factors.models import Indicator
from success_factors.selectors.indicators import ValueRow

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def values_csv(indicator: Indicator, rows: list[ValueRow]) -> str:
    """The `rows` with a byte order mark, so that spreadsheets read the umlauts; no cell is taken for a formula."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        ["Indikator", "Einheit", "Zeit", "Gruppe", "Wert", "Einschränkung", "verwendet", "Quelle", "Hinweis"]
    )
    for row in rows:
        value = row.value
        cells = [
            indicator.name, indicator.unit, str(value.period), value.group or "alle", row.shown,
            value.get_qualifier_display(), "ja" if value.is_used else "nein", value.source, value.note,
        ]  # fmt: skip
        writer.writerow([_inert(cells[0]), *map(_inert, cells[1:4]), _number(row.shown), *map(_inert, cells[5:])])
    return out.getvalue()


def _number(text: str) -> str:
    """A number without dots between thousands, so that it stays a number; a negative one keeps its sign."""
    plain = text.replace(".", "") if any(map(str.isdigit, text)) else text
    return plain if plain.replace(",", "").lstrip("-").isdigit() else _inert(plain)


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
