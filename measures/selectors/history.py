"""Everything that was ever changed about a measure and what belongs to it, in one place."""

import datetime as dt
from typing import Any

from django.utils import timezone

from measures.models import Evaluation, Funding, KeyFigure, KeyFigureValue, Measure, MeasureAttachment, Milestone
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from neuss_integration.foundation.records.history_of_parts import Chronicle, Part

BELONGS = frozenset({"measure"})


def measure_parts(user: Any) -> list[Part]:
    """The models whose history tells of a measure, without what `user` must not read."""
    hidden = frozenset() if access_of(user).has(Permission.VIEW_INTERNAL) else frozenset({"internal_note"})
    return [
        Part(Measure, "id", hidden),
        Part(Milestone, "measure_id", BELONGS | {"position", "recorded_on"}),
        Part(Funding, "measure_id", BELONGS),
        Part(KeyFigure, "measure_id", BELONGS | {"position"}),
        Part(KeyFigureValue, "key_figure__measure", frozenset({"recorded_on", "recorded_by"})),
        Part(Evaluation, "measure_id", BELONGS),
        Part(MeasureAttachment, "measure_id", BELONGS | {"sha256"}),
    ]


def chronicle_of(measure: Measure, user: Any) -> Chronicle:
    """The history of `measure` as `user` may read it."""
    return Chronicle(measure_parts(user), measure.pk)


def end_of(day: dt.date) -> dt.datetime:
    """The last moment of `day`."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.max))
