"""Both computations of each figure side by side."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from reporting.content.figures import Figure, figures
from reporting.content.schema import upgraded
from reporting.models import Publication, Report
from reporting.publication.recount import achievements, concept, counting, decided, effects
from reporting.publication.recount.changing import changes
from reporting.publication.recount.crossings import crossings, movements
from reporting.publication.recount.indicators import indicators
from reporting.publication.recount.office_checks import services
from reporting.publication.recount.portal import outreach
from reporting.publication.recount.queries import Asking
from reporting.publication.recount.staff import employer
from reporting.publication.recount.weighing import weighed

Json = Mapping[str, Any]
SECOND = (
    counting.summary, counting.returns, counting.delays, counting.factors, counting.fields_and_leads,
    counting.tables, counting.districts, counting.money, counting.ended, concept.goals, concept.taking_part,
    concept.organisations, achievements.achievements, achievements.judgements,
    outreach, employer, services,
    effects.key_figures, effects.on_indicators, effects.milestones, effects.amounts, effects.judgements,
    effects.numbers, effects.earlier,
    decided.resolutions, decided.parts, decided.deviations, crossings,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """A figure as the report tells it, and as it was computed a second time; None where that was not kept."""

    figure: Figure
    second: str | None

    @property
    def is_equal(self) -> bool:
        """Whether both agree; an older report that kept no second computation claims nothing."""
        return self.second is None or self.second == self.figure.value


def recounted(report: Report, *, at: dt.datetime | None = None) -> dict[str, str]:
    """Every figure of `report` by plain SQL over the rows of now, as of the moment `at`, by its key."""
    ask = Asking(report, timezone.localdate(at or timezone.now()))
    found: dict[str, str] = {}
    for second in SECOND:
        found |= second(ask)
    last = Publication.objects.to_compare_with(report).select_related("snapshot").first()
    before = upgraded(json.loads(last.snapshot.content)) if last else None
    found |= weighed(ask, before) | concept.directions(found, before)
    found |= indicators(ask, timezone.localdate())
    found |= movements(ask, found)
    return found | changes(ask, before, found) if before else found


def kept(content: Json, second: Mapping[str, str]) -> dict[str, str]:
    """What of a `second` computation is frozen with `content`, and published with it: only of what that tells.

    The rows of SQL know what is hidden; no file says it.
    """
    told = {each.key for each in figures(content)}
    return {key: value for key, value in second.items() if key in told}


def checked(content: Json, second: dict[str, str] | None, *, is_kept: bool = False) -> list[Checked]:
    """Each figure of a snapshot beside its second computation; a figure that this one does not know counts as other.

    Of a second computation that `is_kept` since an older version, what it did not know yet claims nothing.
    """
    unknown = None if is_kept else "nicht nachgerechnet"
    return [Checked(figure, None if second is None else second.get(figure.key, unknown)) for figure in figures(content)]


def differences(content: Json) -> list[str]:
    """A German sentence for each figure of a frozen report that differs from what was recounted when it was frozen."""
    found = [each for each in checked(content, content.get("recount")) if not each.is_equal]
    return [
        f"{each.figure.label}: Der Bericht sagt {each.figure.value or 'nichts'}, "
        f"nachgerechnet {each.second or 'nichts'}."
        for each in found
    ]
