"""What is done and how it goes."""

from measures.models.measure import Measure, MeasureEvent, NumberCounter
from measures.models.progress import ProgressEvent, ProgressReport
from measures.models.reporting_round import ReportingRound, RoundEvent

__all__ = [
    "Measure",
    "MeasureEvent",
    "NumberCounter",
    "ProgressEvent",
    "ProgressReport",
    "ReportingRound",
    "RoundEvent",
]
