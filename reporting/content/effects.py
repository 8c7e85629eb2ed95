"""What is known of the effects of a measure: Kennzahlen, milestones, money, its evaluation and its public text."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Prefetch, QuerySet

from measures.models import Evaluation, IndicatorEffect, Judgement, KeyFigure, KeyFigureValue, Measure, Milestone
from measures.selectors.key_figures import KeyFigureRow, key_figure_rows
from measures.selectors.profile import effects_in_order
from reporting.content.achievements import judgement_of_measure
from reporting.content.money import money_sums
from reporting.content.shape_of_measures import (
    EffectOnIndicator,
    EffectsOfMeasure,
    EvaluationInReport,
    KeyFigureInReport,
    MilestoneInReport,
    MoneyOfYear,
)
from reporting.content.wording import short_date


def with_effects(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """The `measures` with what `effects_of` tells; seven more queries."""
    values = Prefetch("values", KeyFigureValue.objects.order_by("reference_date", "pk"))
    figures = KeyFigure.objects.order_by("position", "pk").prefetch_related(values)
    milestones = Milestone.objects.select_related("department").prefetch_related("moves")
    return measures.select_related("evaluation").prefetch_related(
        "fundings",
        Prefetch("key_figures", figures),
        Prefetch("milestones", milestones.order_by("due_date", "position", "pk")),
        Prefetch("indicator_effects", effects_in_order()),
        Prefetch("judgements", Judgement.objects.newest_first()),
    )


def effects_of(measure: Measure, day: dt.date) -> EffectsOfMeasure:
    """What EffectsOfMeasure names, as of `day`; evaluation and judgement may be None."""
    figures = key_figure_rows(measure.key_figures.all(), inside=False)
    return {
        "key_figures": [_key_figure(each) for each in figures],
        "indicator_effects": [_effect(each) for each in measure.indicator_effects.all()],
        "milestones": [_milestone(each, day) for each in measure.milestones.all()],
        "money_rows": list(_money_rows(measure)),
        "evaluation": _evaluation(getattr(measure, "evaluation", None)),
        "public_text": measure.public_text if measure.public_text_released_at else "",
        "judgement": judgement_of_measure(measure, day),
    }


def _key_figure(row: KeyFigureRow) -> KeyFigureInReport:
    figure, last = row.figure, row.last
    return {
        "name": figure.name,
        "kind": figure.get_kind_display(),
        "unit": figure.unit,
        "baseline": row.baseline,
        "baseline_label": short_date(figure.baseline_date) if figure.baseline_date else "",
        "baseline_unknown": figure.baseline_unknown_reason,
        "target": row.target,
        "target_label": short_date(figure.target_date) if figure.target_date else "",
        "value": last.text if last else "",
        "period": str(last.value.period) if last else "",
        "degree": row.degree.sentence,
    }


def _effect(effect: IndicatorEffect) -> EffectOnIndicator:
    return {
        "indicator": effect.indicator.name,
        "kind": {"key": effect.kind, "label": effect.get_kind_display()},
        "note": effect.note,
    }


def _milestone(milestone: Milestone, day: dt.date) -> MilestoneInReport:
    key, label = _reached(milestone, day)
    return {
        "title": milestone.title,
        "due_label": short_date(milestone.due_date),
        "state": {"key": key, "label": label},
        "reason": milestone.dropped_reason,
        "moves": [
            {"from_label": short_date(each.from_date), "to_label": short_date(each.to_date), "reason": each.reason}
            for each in milestone.moves.all()
        ],
    }


def _reached(milestone: Milestone, day: dt.date) -> tuple[str, str]:
    if milestone.dropped_on:
        return "dropped", f"entfallen am {short_date(milestone.dropped_on)}"
    if milestone.done_on:
        late = milestone.late_words
        return "late" if late else "done", f"erreicht am {short_date(milestone.done_on)}{f', {late}' if late else ''}"
    return ("missed", "überfällig") if milestone.due_date < day else ("open", "offen")


def _money_rows(measure: Measure) -> Iterator[MoneyOfYear]:
    for row in sorted(measure.fundings.all(), key=lambda each: (each.year, each.source, each.note, each.pk)):
        yield {"year": str(row.year), "source": row.get_source_display(), "note": row.note, **money_sums([row])}


def _evaluation(found: Evaluation | None) -> EvaluationInReport | None:
    if found is None:
        return None
    return {
        "rating": {"key": found.rating, "label": found.get_rating_display()},
        "why": found.why,
        "lessons": found.lessons,
        "carrier_reflection": found.carrier_reflection,
        "evaluated_label": short_date(found.evaluated_on),
    }
