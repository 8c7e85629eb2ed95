"""What we want: Erfolgsfaktoren and Handlungsfelder, and where the city stands."""

from success_factors.models.assessment import Assessment
from success_factors.models.concept import Criterion, FieldOfAction, SuccessFactor

__all__ = ["Assessment", "Criterion", "FieldOfAction", "SuccessFactor"]
