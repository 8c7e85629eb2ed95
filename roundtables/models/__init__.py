"""Where needs are heard: Runde Tische, who sits at them, their meetings, minutes, action items, needs,
proposals, and comments on draft goals."""

from roundtables.models.action_item import ActionItem
from roundtables.models.agenda import AgendaItem
from roundtables.models.attendance import Attendance, Guest
from roundtables.models.comments import CommentRound, GoalComment, PutGoal, comment_address
from roundtables.models.meeting import Meeting, MeetingEvent
from roundtables.models.minutes import Ballot, Minutes, MinutesEntry, MinutesEvent, Objection
from roundtables.models.need import Need, NeedEvent
from roundtables.models.paper import MeetingPaper
from roundtables.models.placing import RegisterCounter
from roundtables.models.proposal import Forwarding, Proposal, ProposalEvent
from roundtables.models.rating import LateRating, Rating, RatingEvent, RatingResult, RatingRun
from roundtables.models.round_table import RoundTable, TableMember

__all__ = [
    "ActionItem",
    "AgendaItem",
    "Attendance",
    "Ballot",
    "CommentRound",
    "Forwarding",
    "GoalComment",
    "Guest",
    "LateRating",
    "Meeting",
    "MeetingEvent",
    "MeetingPaper",
    "Minutes",
    "MinutesEntry",
    "MinutesEvent",
    "Need",
    "NeedEvent",
    "Objection",
    "Proposal",
    "ProposalEvent",
    "PutGoal",
    "Rating",
    "RatingEvent",
    "RatingResult",
    "RatingRun",
    "RegisterCounter",
    "RoundTable",
    "TableMember",
    "comment_address",
]
