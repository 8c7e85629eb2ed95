"""Reading the Belege of Standortbestimmungen."""

from collections import defaultdict
from typing import Any

from django.db.models import Q

from measures.models import AssessmentEvidence, Measure
from success_factors.models import Goal, SuccessFactor


def evidence_by_assessment(factor: SuccessFactor, user: Any) -> dict[int, list[AssessmentEvidence]]:
    """What speaks for the judgements of `factor` and may be seen by `user`, by the key of the judgement; one query."""
    measures = Q(measure__isnull=True) | Q(measure__in=Measure.objects.visible_to(user))
    goals = Q(goal__isnull=True) | Q(goal__in=Goal.objects.visible_to(user))
    links = AssessmentEvidence.objects.filter(measures & goals, assessment__criterion__factor=factor)
    found: dict[int, list[AssessmentEvidence]] = defaultdict(list)
    for link in links.select_related("measure", "goal", "indicator", "resolution").order_by("pk"):
        found[link.assessment_id].append(link)
    return found
