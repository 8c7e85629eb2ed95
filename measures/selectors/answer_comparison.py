"""What a report tells besides its columns, beside what was known before."""

from typing import Any

from measures.models import ProgressReport
from measures.selectors.additional_answers import AdditionalAnswers, additional_answers_of, figure_name, milestone_name
from measures.selectors.progress import Compared
from neuss_integration.foundation.ui.texts import german_number


def compared_additional_answers(additional: AdditionalAnswers) -> list[Compared]:
    """Kennzahlen beside their last value, milestones reached, answers to free questions; empty ones are left out."""
    found = [
        _row(
            figure_name(figure),
            f"{figure.name} ({figure.unit})",
            _last(additional, figure.pk),
            _number(additional.reported.get(figure.pk)),
        )
        for figure in additional.figures
    ]
    found += [
        _row(
            milestone_name(each),
            f"Meilenstein: {each.title}",
            f"fällig am {each.due_date:%d.%m.%Y}",
            f"erreicht am {additional.reached[each.pk].done_on:%d.%m.%Y}",
        )
        for each in additional.milestones
        if each.pk in additional.reached
    ]
    found += [
        _row(each.field_name, each.text, "", shown(additional.values[each.field_name])) for each in additional.questions
    ]
    return [row for row in found if row.now]


def additional_answer_rows(report: ProgressReport) -> list[tuple[str, str]]:
    """Label and value of everything the report tells besides its columns; eight queries."""
    additional = additional_answers_of(report)
    rows = [(row.label, row.now) for row in compared_additional_answers(additional)]
    proposed = [
        (f"Vorschlag: {each.get_field_display()}", f"{each.shown} ({each.get_state_display()})")
        for each in additional.proposals.values()
    ]
    return [*rows, *proposed]


def shown(value: Any) -> str:
    """An answer as people read it."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if value is None or isinstance(value, str):
        return value or ""
    return german_number(value.normalize() if value % 1 else value.quantize(1))


def _last(additional: AdditionalAnswers, key: int) -> str:
    last = additional.last_values.get(key)
    return f"{_number(last)} ({last.period})" if last else ""


def _number(reported: Any) -> str:
    return shown(reported.value) if reported else ""


def _row(name: str, label: str, before: str, now: str) -> Compared:
    is_changed = bool(before and now) and before.partition(" (")[0] != now
    return Compared(name, label, before, now, is_changed=is_changed, is_text=False, pieces=[])
