"""The amounts of a row: what is read of them, and where words go that are none."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from django.core.exceptions import ValidationError

from measures.catalogue.columns import BY_KEY
from measures.catalogue.importing.headings import MONEY
from measures.catalogue.importing.related import read_amount
from neuss_integration.foundation.spreadsheets.cells import ERROR_SENTENCE, is_error

FUNDING_NOTE: Final = "finanzierung"
STANDS_THERE: Final = " Bis dahin steht der Text bei „{}“."


@dataclass(slots=True)
class AmountsOfRow:
    """Euro by column, each with what to ask about it, and the sentences about cells that hold no amount."""

    found: dict[str, tuple[Decimal, str]] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def take_amounts(cells: dict[str, str], *, note: str | None) -> AmountsOfRow:
    """The amounts come out of `cells`; words that are none stand with the financing of a new measure, and where the
    `note` of a known one has them already, nothing is to be said.
    """
    told = AmountsOfRow()
    written = {key: cells.pop(key) for key in MONEY if key in cells}
    for key, text in written.items():
        if is_error(text):
            told.problems.append(ERROR_SENTENCE.format(heading=BY_KEY[key].label, error=text))
        elif text:
            _read(told, key, text, cells, note=note)
    return told


def _read(told: AmountsOfRow, key: str, text: str, cells: dict[str, str], *, note: str | None) -> None:
    try:
        amount, question = read_amount(text)
    except ValidationError as error:
        sentence, line = " ".join(error.messages), f"{BY_KEY[key].label}: {text}"
        if note is None:
            told.questions.append(sentence + STANDS_THERE.format(BY_KEY[FUNDING_NOTE].label))
        elif line not in note:
            told.ignored.append(sentence)
            return
        if note is None or FUNDING_NOTE in cells:
            cells[FUNDING_NOTE] = "\n".join(filter(None, (cells.get(FUNDING_NOTE, ""), line)))
        return
    if amount is None:
        told.questions.append(question)
    else:
        told.found[key] = (amount, question)
