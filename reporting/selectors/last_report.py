"""The last report, for all that tells from it or compares with it: its frozen content, not rows by its date."""

import datetime as dt
import json
from dataclasses import dataclass

from django.utils import timezone

from reporting.content.schema import upgraded
from reporting.content.shape import Content
from reporting.content.standing import told_factors
from reporting.models import Publication
from success_factors.selectors.standing import ToldFactor


@dataclass(frozen=True, slots=True)
class LastReport:
    """The publication that holds, with its report, and its content in today's schema."""

    publication: Publication
    content: Content

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
    publication = Publication.objects.continuations().select_related("report", "snapshot").first()
    return LastReport(publication, upgraded(json.loads(publication.snapshot.content))) if publication else None
