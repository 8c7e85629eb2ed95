"""The last report, for all that tells from it or compares with it: its frozen content, not rows by its date."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Subquery
from django.utils import timezone

from reporting.content.schema import upgraded
from reporting.content.shape import Content
from reporting.content.standing import told_factors
from reporting.models import Publication
from reporting.selectors.rhythm import Deadline, deadline_after
from success_factors.selectors.standing import ToldFactor


@dataclass(frozen=True, slots=True)
class LastReport:
    """The publication that holds, with its report, and its content in today's schema."""

    publication: Publication
    content: Content
    deadline: Deadline
    """When the next one is due."""

    @property
    def day(self) -> dt.date:
        """When it was published."""
        return timezone.localdate(self.publication.published_at)

    @property
    def factors(self) -> dict[int, ToldFactor]:
        """What it told of each factor."""
        return told_factors(self.content)


def last_report() -> LastReport | None:
    """The newest that is neither withdrawn nor replaced, None before the first; one query."""
    counted = Subquery(Publication.objects.of_the_rhythm().values("published_at")[:1])
    found = Publication.objects.continuations().select_related("report", "snapshot").annotate(counted_at=counted)
    publication: Any = found.first()
    if publication is None:
        return None
    content = upgraded(json.loads(publication.snapshot.content))
    return LastReport(publication, content, deadline_after(publication.counted_at))
