"""Things that belong to a measure, made directly in the database."""

import datetime as dt
from itertools import count
from typing import Any

from django.utils import timezone

from measures.models import (
    Evaluation,
    Funding,
    IndicatorEffect,
    KeyFigure,
    KeyFigureValue,
    MeasureAttachment,
    Milestone,
)
from tests.factories import make_coordinator

_serial = count(1)


def make_milestone(**fields: Any) -> Milestone:
    """An open milestone due in a month."""
    due = timezone.localdate() + dt.timedelta(days=30)
    fields = {"title": f"Meilenstein {next(_serial)}", "due_date": due} | fields
    return Milestone.objects.create(**fields)


def make_funding(**fields: Any) -> Funding:
    """1.000 € of the city planned for 2026."""
    fields = {"source": "city", "year": 2026, "planned": 1000} | fields
    return Funding.objects.create(**fields)


def make_effect(**fields: Any) -> IndicatorEffect:
    """An effect on people by the measure."""
    return IndicatorEffect.objects.create(**{"kind": "outcome", "note": "Wer mitmacht, lernt schneller."} | fields)


def make_key_figure(**fields: Any) -> KeyFigure:
    """An output that starts from an unknown value."""
    defaults = {
        "name": f"Kennzahl {next(_serial)}",
        "kind": "output",
        "unit": "Personen",
        "definition": "Wer teilnahm",
        "baseline_unknown_reason": "Vorher wurde nicht gezählt.",
    }
    return KeyFigure.objects.create(**defaults | fields)


def make_key_figure_value(**fields: Any) -> KeyFigureValue:
    """The value 40 of the year 2024."""
    defaults = {"reference_date": dt.date(2024, 12, 31), "reference_precision": "year", "value": 40}
    if "recorded_by" not in fields:
        fields["recorded_by"] = make_coordinator()
    return KeyFigureValue.objects.create(**defaults | fields)


def make_evaluation(**fields: Any) -> Evaluation:
    """A partial success."""
    defaults = {"rating": "partial", "why": "Es kamen weniger Familien als geplant."}
    if "evaluated_by" not in fields:
        fields["evaluated_by"] = make_coordinator()
    return Evaluation.objects.create(**defaults | fields)


def make_attachment(**fields: Any) -> MeasureAttachment:
    """A small PDF, for the administration only."""
    content = b"%PDF-1.7\n%%EOF"
    defaults = {
        "title": "Konzept",
        "name": "konzept.pdf",
        "kind": "pdf",
        "size": len(content),
        "content": content,
        "sha256": f"{next(_serial):064d}",
    }
    if "added_by" not in fields:
        fields["added_by"] = make_coordinator()
    return MeasureAttachment.objects.create(**defaults | fields)
