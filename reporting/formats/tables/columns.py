"""What a table is: named columns, each with its meaning, and rows of true values."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from neuss_integration.foundation.words.markdown import plain_text
from neuss_integration.foundation.words.table_signs import sign_of

Json = Mapping[str, Any]
Row = list[Any]
_NUMBER: Final = re.compile(r"[−+±-]?\d{1,3}(?:\.\d{3})*(?:,\d+)?|[−+±-]?\d+(?:,\d+)?")
_DAY: Final = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})")
_EMPTY: Final = ("–", "")


class FieldKind(StrEnum):
    """What the values of a column are; None where nothing is known."""

    TEXT = "Text"
    PROSE = "Text ohne Auszeichnung"
    """A text that people write with Markdown; what is told are its words."""
    LIST = "Liste von Texten"
    INTEGER = "ganze Zahl"
    NUMBER = "Zahl"
    MONEY = "Betrag in Euro"
    DATE = "Tag"
    TIME = "Jahr, Monat oder Tag"
    """As it is told: 2019, 05/2021 or 14.04.2026; in a workbook a year is a number and a day a day."""
    YES_NO = "ja oder nein"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name in open data, its heading, what its values are and mean."""

    key: str
    heading: str
    kind: FieldKind = FieldKind.TEXT
    width: int = 30
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table of a report; `title` names its sheet, `subject` says what its rows are."""

    key: str
    title: str
    subject: str
    fields: tuple[Field, ...]
    rows: Callable[[Json], Iterable[Row]]

    def told(self, content: Json) -> Iterator[Row]:
        """The rows as they go into files."""
        for row in self.rows(content):
            yield [_words(field, value) for field, value in zip(self.fields, row, strict=True)]


def _words(field: Field, value: Any) -> Any:
    return plain_text(value) if field.kind == FieldKind.PROSE and value else value


def figure(text: str) -> tuple[Decimal | None, str]:
    """The number that a value as it is told holds, and what else it says: its sign or, without a number, its words.

    "1.258" is 1258, "130 e" is 130 and "e", "(12,5)" is 12.5 and "( )", "–" is nothing, "·" is None and "·".
    """
    sign = sign_of(text)
    bare = text.removesuffix("€").strip("() ") if sign in ("", "( )") else text.removesuffix(sign).strip()
    if bare and _NUMBER.fullmatch(bare):
        plain = bare.replace(".", "").replace(",", ".").replace("−", "-").replace("±", "")
        return Decimal(plain), sign
    return None, "" if text in _EMPTY else text


def amount(text: str) -> Decimal | None:
    """The Euro of „1.234,50 €“ or „−5,00 € (−1 %)“; None where no sum is known."""
    return figure(text.partition(" (")[0].strip())[0]


def day(text: str) -> dt.date | str | None:
    """The day that a label names; a label that names a month or a year stays text."""
    found = _DAY.fullmatch(text)
    return dt.date(int(found[3]), int(found[2]), int(found[1])) if found else text or None


def measures_of(content: Json) -> list[Json]:
    """All measures of the snapshot in its order."""
    return [measure for field in content["fields"] for measure in field["measures"]]
