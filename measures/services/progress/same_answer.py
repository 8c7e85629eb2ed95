"""One answer for two rounds: what an office told in one is its answer in the other."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db import transaction

from measures.enums import ANSWERED_STATES, ProgressState
from measures.models import ProgressReport
from measures.services.progress.answering import save_draft, submit, submit_unchanged
from measures.services.progress.submitted_data import NUMBERS, STATUS, TEXTS
from neuss_integration.accounts.models import User
from neuss_integration.foundation.exceptions import Incomplete, Refused
from neuss_integration.foundation.records.saving import locked

NOT_THE_SAME: Final = "Diese Antwort gibt es nicht mehr, oder sie gilt einer anderen Maßnahme. Bitte sehen Sie nach."
BEGUN: Final = "In der anderen Runde ist schon etwas eingetragen. Bitte öffnen Sie dort das Formular."


@transaction.atomic
def answer_alike(task: ProgressReport, source: ProgressReport, *, by: User) -> ProgressReport:
    """`task` has status, light and texts of the answered `source` and is submitted; each round keeps its own answer.

    Numbers go along only where both rounds ask for the same period; values of Kennzahlen, milestones and proposals
    count once, with `source`. Where the round asks more than that, the task becomes a draft instead. Asked for once
    more, nothing happens. Raises Refused for another measure or office, and where something was typed already.
    """
    given, current = locked(source), locked(task)
    if given.state not in ANSWERED_STATES or _about(given) != _about(current) or given.pk == current.pk:
        raise Refused(NOT_THE_SAME)
    values = _values(given, task, source)
    if current.state in ANSWERED_STATES and all(getattr(current, name) == value for name, value in values.items()):
        return current
    if current.state != ProgressState.OPEN:
        raise Refused(BEGUN)
    try:
        with transaction.atomic():
            if given.is_unchanged and given.previous_id == current.previous_id:
                return submit_unchanged(task, by=by, expected_version=current.version)
            return submit(task, by=by, expected_version=current.version, values=values)
    except (Incomplete, Refused):
        return save_draft(task, by=by, expected_version=current.version, values=values)


def answer_each_alike(
    tasks: Iterable[ProgressReport], source: ProgressReport, *, by: User
) -> tuple[list[ProgressReport], list[str]]:
    """Each of the `tasks` is answered as `source` is; what was answered, and sentences about what was refused."""
    answered, refused = [], []
    for task in tasks:
        try:
            answered.append(answer_alike(task, source, by=by))
        except Refused as refusal:
            refused.append(f"{task.round}: {refusal}")
    return answered, refused


def _about(report: ProgressReport) -> tuple[int, int]:
    return report.measure_id, report.department_id


def _values(given: ProgressReport, task: ProgressReport, source: ProgressReport) -> Mapping[str, Any]:
    first, second = task.round, source.round
    is_same_period = (first.period_start, first.period_end) == (second.period_start, second.period_end)
    names = (*STATUS, *TEXTS, *(NUMBERS if is_same_period else ()))
    return {name: getattr(given, name) for name in names}
