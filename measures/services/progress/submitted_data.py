"""The columns of a progress report that an office fills, and the states in which it may."""

from dataclasses import dataclass
from typing import Final

from measures.enums import ProgressState, ReceivedBy
from measures.models import ProgressReport

TEXTS = ProgressReport.TEXTS
NUMBERS = ("participants", "staff_hours", "period_covered", "cost", "raised_funds")
STATUS = ("measure_state", "measure_state_reason", "traffic_light", "traffic_light_reason", "delay_reason")
FIELDS = (*STATUS, *TEXTS, *NUMBERS, "internal_note")
DRAFTABLE = (ProgressState.OPEN, ProgressState.IN_PROGRESS, ProgressState.RETURNED)


@dataclass(frozen=True, slots=True)
class Receipt:
    """How an answer came in other than by the form: on which way, and who told the Koordination, which entered it."""

    way: ReceivedBy
    who: str


OWN_SHEET: Final = Receipt(ReceivedBy.SHEET, "")
"""The office sent its answer as a sheet itself."""
