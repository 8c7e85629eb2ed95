"""Everything that was ever changed about a measure and what belongs to it, in one place."""

import datetime as dt
from typing import Any

from django.utils import timezone

from measures.enums import ProgressState
from measures.models import (
    CheckAnswer,
    Consultation,
    CoverageNote,
    Evaluation,
    Funding,
    FundingProgramme,
    GapFollowUp,
    GoalGauge,
    IndicatorEffect,
    KeyFigure,
    KeyFigureValue,
    Measure,
    MeasureAttachment,
    Milestone,
    OfficeCheck,
    ProgressReport,
    Resolution,
)
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from neuss_integration.foundation.records.history_of_parts import Chronicle, HistoryPart

BELONGS = frozenset({"measure"})
WAY_OF_AN_ANSWER = frozenset({
    "department", "previous", "assignee", "state", "is_unchanged", "received_by", "received_from", "submitted_at",
    "submitted_by", "decided_at", "decided_by", "return_comment", "is_own_approval",
})  # fmt: skip
"""How an answer came and was decided stands on its own page; the history of the measure tells what it says."""


def measure_parts(user: Any) -> list[HistoryPart]:
    """The models whose history tells of a measure, without what `user` must not read."""
    inside = access_of(user).has(Permission.VIEW_INTERNAL)
    hidden = frozenset() if inside else frozenset({"internal_note"})
    counts = frozenset() if inside else frozenset({"participants"})
    return [
        HistoryPart(Measure, "id", hidden),
        HistoryPart(Milestone, "measure_id", BELONGS | {"position", "recorded_on"}),
        HistoryPart(Funding, "measure_id", BELONGS),
        HistoryPart(KeyFigure, "measure_id", BELONGS | {"position"}),
        HistoryPart(KeyFigureValue, "key_figure__measure", frozenset({"recorded_on", "recorded_by"})),
        HistoryPart(IndicatorEffect, "measure_id", BELONGS),
        HistoryPart(Evaluation, "measure_id", BELONGS),
        HistoryPart(
            ProgressReport,
            "measure_id",
            BELONGS | WAY_OF_AN_ANSWER | hidden | counts,
            only=(("state", ProgressState.ACCEPTED),),
            series="Angenommener Sachstand",
        ),
        HistoryPart(MeasureAttachment, "measure_id", BELONGS | {"sha256"}),
    ]


def chronicle_of(measure: Measure, user: Any) -> Chronicle:
    """The history of `measure` as `user` may read it."""
    return Chronicle(measure_parts(user), measure.pk)


def chronicle_of_resolution(resolution: Resolution) -> Chronicle:
    """The history of `resolution` and its Beratungsfolge."""
    parts = [HistoryPart(Resolution, "id"), HistoryPart(Consultation, "resolution_id", frozenset({"resolution"}))]
    return Chronicle(parts, resolution.pk)


def chronicle_of_coverage(note: CoverageNote) -> Chronicle:
    return Chronicle([HistoryPart(CoverageNote, "id", frozenset({"field_of_action"}))], note.pk)


def chronicle_of_programme(programme: FundingProgramme) -> Chronicle:
    return Chronicle([HistoryPart(FundingProgramme, "id")], programme.pk)


def chronicle_of_gauge(gauge: GoalGauge) -> Chronicle:
    hidden = frozenset({"goal", "recorded_on"})
    return Chronicle([HistoryPart(GoalGauge, "id", hidden, words=gauge.words_of_fields)], gauge.pk)


def chronicle_of_check(check: OfficeCheck, user: Any) -> Chronicle:
    """The history of what an office told; what became of gaps, which may name a draft, for who decides on it."""
    parts = [
        HistoryPart(OfficeCheck, "id", frozenset({"check_year", "department"})),
        HistoryPart(CheckAnswer, "office_check_id", frozenset({"office_check"})),
    ]
    if access_of(user).has(Permission.MAINTAIN_MEASURES):
        parts.append(HistoryPart(GapFollowUp, "answer__office_check"))
    return Chronicle(parts, check.pk)


def end_of(day: dt.date) -> dt.datetime:
    """The last moment of `day`."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.max))
