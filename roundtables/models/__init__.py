"""Where needs are heard: Runde Tische, who sits at them, and their meetings."""

from roundtables.models.meeting import Meeting, MeetingEvent
from roundtables.models.round_table import RoundTable, TableMember

__all__ = ["Meeting", "MeetingEvent", "RoundTable", "TableMember"]
