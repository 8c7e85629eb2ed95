"""What we want: Erfolgsfaktoren and Handlungsfelder, where the city stands, and what is watched."""

from success_factors.models.assessment import Assessment
from success_factors.models.concept import Criterion, FieldOfAction, SuccessFactor
from success_factors.models.indicators import Indicator, IndicatorValue

__all__ = ["Assessment", "Criterion", "FieldOfAction", "Indicator", "IndicatorValue", "SuccessFactor"]
