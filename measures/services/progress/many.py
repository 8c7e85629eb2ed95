"""The same step for several reports at once; what is not possible for one leaves the others as they are."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from measures.models import ProgressReport
from measures.services.progress.answering import submit_unchanged
from measures.services.progress.deciding import accept
from neuss_integration.accounts.models import User
from neuss_integration.exceptions import Refused


@dataclass(slots=True)
class Done:
    """What became of each report: the titles of those it worked for, and a sentence for each of the others."""

    titles: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def submit_many_unchanged(reports: Iterable[tuple[ProgressReport, int]], *, by: User) -> Done:
    """Each report, with the version that was seen, is answered „unverändert“, or a sentence says why not."""
    done = Done()
    for report, version in reports:
        try:
            submit_unchanged(report, by=by, expected_version=version)
        except Refused as refusal:
            done.refused.append(f"„{report.measure.title}“: {refusal}")
        else:
            done.titles.append(report.measure.title)
    return done


def accept_many(reports: Iterable[tuple[ProgressReport, int]], *, by: User) -> Done:
    """Each report is accepted as it was seen (its version), or a sentence says why not."""
    done = Done()
    for report, version in reports:
        try:
            accept(report, by=by, expected_version=version)
        except Refused as refusal:
            done.refused.append(f"„{report.measure.title}“: {refusal}")
        else:
            done.titles.append(report.measure.title)
    return done
