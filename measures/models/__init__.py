"""What is done and how it goes."""

from measures.models.measure import Measure, MeasureEvent, NumberCounter
from measures.models.progress import ProgressEvent, ProgressReport
from measures.models.reporting_round import ReportingRound, RoundEvent
from measures.models.resolution import Resolution

__all__ = [
    "Measure",
    "MeasureEvent",
    "NumberCounter",
    "ProgressEvent",
    "ProgressReport",
    "ReportingRound",
    "Resolution",
    "RoundEvent",
]
