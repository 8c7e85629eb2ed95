"""Picking what a report tells as gelungen and as nicht gelungen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from measures.models import Measure
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.pdf import check_text
from neuss_integration.foundation.records.saving import locked, locked_at_version, save_as, stored, without_history
from reporting.enums import HighlightSide
from reporting.models import MAX_CHOICES, Highlight, HighlightChoice, Report
from reporting.services.sections import ensure_composable

TOO_MANY: Final = f"Bitte wählen Sie höchstens {MAX_CHOICES} Maßnahmen aus."
TWICE: Final = "Eine Maßnahme steht zweimal in der Auswahl. Bitte nehmen Sie sie einmal heraus."


@dataclass(frozen=True, slots=True)
class Pick:
    """A measure and the words it is told with; without words those of its Sachstand."""

    measure: Measure
    text: str = ""


@transaction.atomic
def choose_highlights(
    report: Report, *, by: User, side: HighlightSide, picks: Sequence[Pick], expected_version: int
) -> HighlightChoice:
    """The report tells `picks` of this side, in their order; with none of them the proposal by weight is told again.

    `expected_version` is 0 where nobody has picked yet. What was picked before keeps its words. Raises Stale when
    somebody saved first, Refused for too many, for one twice and when the report cannot be changed any more.
    """
    ensure(by, Permission.COMPOSE_REPORTS)
    current = locked(report)
    ensure_composable(current)
    _ensure_possible(picks)
    choice = _choice(current, side, by, expected_version)
    rows = {each.measure_id: each for each in choice.entries.all()}
    wanted = {pick.measure.pk: (place, pick) for place, pick in enumerate(picks, start=1)}
    for row in rows.values():
        if row.position is not None and row.position != wanted.get(row.measure_id, (None, None))[0]:
            row.position = None
            without_history(row)
    for key in [*(key for key in rows if key not in wanted), *wanted]:
        _store(choice, rows.get(key), wanted.get(key), by)
    return choice


def _ensure_possible(picks: Sequence[Pick]) -> None:
    if len(picks) > MAX_CHOICES:
        raise Refused(TOO_MANY)
    if len({pick.measure.pk for pick in picks}) < len(picks):
        raise Refused(TWICE)
    for sentence in filter(None, (check_text(pick.text) for pick in picks)):
        raise Refused(sentence)


def _choice(report: Report, side: HighlightSide, by: User, expected_version: int) -> HighlightChoice:
    """The choice of one side with one version more, made where there is none yet."""
    choice = report.highlight_choices.filter(side=side).first()
    if choice is None:
        choice = HighlightChoice(report=report, side=side)
        return stored(choice, by=by)
    current = locked_at_version(choice, expected_version)
    save_as(current, [], by=by)
    return current


def _store(choice: HighlightChoice, row: Highlight | None, wanted: tuple[int, Pick] | None, by: User) -> None:
    """One measure stands where it is wanted, or nowhere; a row of history only where something differs."""
    if row is None:
        assert wanted is not None
        row = Highlight(choice=choice, measure=wanted[1].measure)
    before = row.history.first() if row.pk else None
    row.position, row.text = (wanted[0], wanted[1].text.strip()) if wanted else (None, row.text)
    row.full_clean()
    if before is None or (before.position, before.text) != (row.position, row.text):
        stored(row, by=by)
