"""What we want: Erfolgsfaktoren, Handlungsfelder and goals, where the city stands, and what is watched."""

from success_factors.models.area_values import AreaValue
from success_factors.models.assessment import Assessment
from success_factors.models.concept import Criterion, FieldOfAction, SuccessFactor
from success_factors.models.goals import ConceptEdition, Goal, GoalRevision, GuidingGoal, Participation
from success_factors.models.indicators import Indicator, IndicatorValue, TableLayout
from success_factors.models.staff import StaffFigures, StaffYear
from success_factors.models.value_requests import RequestedValue, ValueEvidence, ValueRequest

__all__ = [
    "AreaValue",
    "Assessment",
    "ConceptEdition",
    "Criterion",
    "FieldOfAction",
    "Goal",
    "GoalRevision",
    "GuidingGoal",
    "Indicator",
    "IndicatorValue",
    "Participation",
    "RequestedValue",
    "StaffFigures",
    "StaffYear",
    "SuccessFactor",
    "TableLayout",
    "ValueEvidence",
    "ValueRequest",
]
