"""Letting the demo have a past.

The services say that something happens now, as they should. The demo tells of three years, so each piece is
written by the services and then moved, times only, to the day on which it belongs in the story.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.db import connection, models, transaction
from django.utils import timezone

from measures.models import (
    Evaluation,
    Funding,
    KeyFigure,
    KeyFigureValue,
    Measure,
    MeasureAttachment,
    MeasureEvent,
    Milestone,
    MilestoneMove,
    ProgressEvent,
    ProgressReport,
    ReportingRound,
    RoundEvent,
)
from reporting.models import PublicationRun, Report, ReportEvent
from roundtables.models import (
    ActionItem,
    AgendaItem,
    Attendance,
    Ballot,
    Guest,
    Meeting,
    MeetingEvent,
    Minutes,
    MinutesEntry,
    MinutesEvent,
    Objection,
    RoundTable,
    TableMember,
)

PARTS = (Milestone, Funding, KeyFigure, KeyFigureValue, Evaluation, MeasureAttachment)
ROUND_TABLES = (RoundTable, TableMember, Meeting, AgendaItem, Attendance, Guest, Minutes, MinutesEntry, Ballot,
                Objection, ActionItem)  # fmt: skip
STORED: tuple[type[models.Model], ...] = (
    Measure,
    MeasureEvent,
    ReportingRound,
    RoundEvent,
    ProgressReport,
    ProgressEvent,
    Report,
    ReportEvent,
    PublicationRun,
    MilestoneMove,
    *PARTS,
    *(model.history.model for model in (Measure, ReportingRound, ProgressReport, Report, *PARTS)),
    MeetingEvent,
    MinutesEvent,
    *ROUND_TABLES,
    *(model.history.model for model in ROUND_TABLES),
)
"""Everything with a time the demo writes, except what is published: the database refuses to change that."""


_WRITTEN: Final = re.compile(r'^(?:INSERT(?: OR \w+)? INTO|UPDATE) "(\w+)"')


@contextmanager
def dated(at: dt.datetime) -> Iterator[None]:
    """What the services write inside the block happened `at`, in the past.

    Takes whatever was written meanwhile; the demo is loaded before anybody works with it.
    """
    begun = timezone.now()
    written: set[str] = set()

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := _WRITTEN.match(sql):
            written.add(found[1])
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(note):
        yield
        _move_state_since(begun, at)
        move_times(begun, at, (model for model in STORED if model._meta.db_table in written))


def move_times(begun: dt.datetime, at: dt.datetime, tables: Iterable[type[models.Model]]) -> None:
    """Every time in `tables` between `begun` and now becomes `at`; what is planned for later stays."""
    now = timezone.now()
    for model in tables:
        for name in _times(model):
            model._default_manager.filter(**{f"{name}__range": (begun, now)}).update(**{name: at})


def _times(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if isinstance(field, models.DateTimeField)]


def _move_state_since(begun: dt.datetime, at: dt.datetime) -> None:
    """A state reached today was reached on the day of `at`, in measures and in their history."""
    then = {"state_since": timezone.localdate(at)}
    now = {"state_since": timezone.localdate(begun)}
    Measure.objects.filter(updated_at__gte=begun, **now).update(**then)
    Measure.history.filter(history_date__gte=begun, **now).update(**then)
