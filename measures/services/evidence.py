"""Linking a Standortbestimmung with what speaks for it."""

from collections.abc import Iterable

from django.db import transaction

from measures.models import AssessmentEvidence, Measure, Resolution
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import locked
from success_factors.models import Assessment, Goal, Indicator


@transaction.atomic
def add_evidence(
    assessment: Assessment,
    *,
    by: User,
    measures: Iterable[Measure] = (),
    goals: Iterable[Goal] = (),
    indicators: Iterable[Indicator] = (),
    resolutions: Iterable[Resolution] = (),
) -> int:
    """What is given speaks for `assessment` besides what did already; returns how many links are new.

    A link is never changed or taken back, because the judgement rests on it. Raises Refused when the judgement was
    corrected by another one.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    locked(assessment.criterion)
    if Assessment.objects.filter(corrects=assessment).exists():
        raise Refused("Diese Einschätzung ist berichtigt. Bitte belegen Sie die neuere.")
    given = [
        *(("measure", each) for each in measures),
        *(("goal", each) for each in goals),
        *(("indicator", each) for each in indicators),
        *(("resolution", each) for each in resolutions),
    ]
    made = 0
    for name, thing in given:
        if not assessment.evidence_links.filter(**{name: thing}).exists():
            link = AssessmentEvidence(assessment=assessment, added_by=by, **{name: thing})
            link.full_clean()
            link.save(force_insert=True)
            made += 1
    return made
