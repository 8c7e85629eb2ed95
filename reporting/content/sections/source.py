"""What the sections of one report are made from: read once, whoever asks."""

import datetime as dt
import json
from functools import cached_property
from typing import Any

from django.utils import timezone

from measures.models import Measure, ReportingRound
from measures.selectors.returns import last_answers
from reporting.content.chapters import fields_shown, returns_facts, round_facts, rounds_of
from reporting.content.effects import effects_of, with_effects
from reporting.content.entries import brief_of, decided_reports, entry_of, measures_of, names_of, reference
from reporting.content.goals_in_force import goals_in_force
from reporting.content.of_period import of_period
from reporting.content.round_tables import round_tables
from reporting.content.schema import upgraded
from reporting.content.shape import Content, ReturnsOfReport, RoundInReport, SuccessionInReport
from reporting.content.shape_of_concept import GoalInReport
from reporting.content.shape_of_measures import MeasureInBrief, MeasureInReport, PastMeasure
from reporting.content.shape_of_sections import RoundTablesInReport
from reporting.content.standing import watched_indicators
from reporting.content.successions import successions
from reporting.models import Highlight, Publication, Report
from success_factors.models import FieldOfAction
from success_factors.selectors.indicators import IndicatorRow


class Source:
    """The data of `report` as of the moment `at` (now). Each property is read once and needs a fixed number of queries.

    Whoever adds a section puts what it shares with others here as a cached property, all else into its own module.
    """

    def __init__(self, report: Report, *, at: dt.datetime | None = None) -> None:
        self.report = report
        self.at = at or timezone.now()
        self.day = timezone.localdate(self.at)

    @cached_property
    def previous(self) -> Publication | None:
        """The publication this report is compared with."""
        return Publication.objects.to_compare_with(self.report).select_related("report", "snapshot").first()

    @cached_property
    def previous_content(self) -> Content | None:
        """The snapshot of that publication in today's schema."""
        return upgraded(json.loads(self.previous.snapshot.content)) if self.previous else None

    @cached_property
    def entries(self) -> list[MeasureInReport]:
        """All measures of the period as plain values."""
        names, decided = names_of(self.report), decided_reports(self.reporting_rounds)
        last = last_answers(self.reporting_rounds)
        return [
            {**entry_of(each, names[each.pk], decided[each.pk], last.get(each.pk)), **effects_of(each, self.day)}
            for each in self.measures
        ]

    @cached_property
    def entries_of_period(self) -> list[MeasureInReport]:
        """The same with nothing that happened outside the period: from these gains and troubles are weighed."""
        pairs = zip(self.measures, self.entries, strict=True)
        return [of_period(measure, entry, self.report) for measure, entry in pairs]

    @cached_property
    def measures(self) -> list[Any]:
        """All measures of the period with their effects and money."""
        return list(with_effects(measures_of(self.report)))

    @cached_property
    def chosen(self) -> dict[str, list[tuple[str, str]]]:
        """What was picked for each side of the summary: numbers of measures and words, in their order."""
        found: dict[str, list[tuple[str, str]]] = {}
        rows = Highlight.objects.filter(choice__report=self.report, position__isnull=False).order_by("position")
        for side, number, text in rows.values_list("choice__side", "measure__number", "text"):
            found.setdefault(side, []).append((number, text))
        return found

    @cached_property
    def ended_before(self) -> list[PastMeasure]:
        """The measures that had ended before the period, by number: they are named in the annex and not told again."""
        before = Measure.objects.ended_before(self.report.period_start).select_related("field_of_action")
        return [{**reference(each), "period": each.running_time} for each in before.order_by("number")]

    @cached_property
    def ended_after(self) -> set[str]:
        """The numbers of measures of the period that ended after it and before the day of the data."""
        after = self.report.period_end
        return {each.number for each in self.measures if each.last_day is not None and each.last_day > after}

    @cached_property
    def successions(self) -> list[SuccessionInReport]:
        """Which offices came of which, by renaming, merger or split."""
        return successions()

    @cached_property
    def watched(self) -> list[IndicatorRow]:
        """The watched indicators as people outside see them."""
        return watched_indicators(self.day)

    @cached_property
    def indicators(self) -> list[IndicatorRow]:
        """Those of them that have a value."""
        return [row for row in self.watched if row.last is not None]

    @cached_property
    def all_fields(self) -> list[FieldOfAction]:
        """Every Handlungsfeld there is or was."""
        return list(FieldOfAction.objects.in_concept_order())

    @cached_property
    def brief(self) -> list[MeasureInBrief]:
        """As much of each measure as the questions need."""
        decided = decided_reports(self.reporting_rounds)
        measures = self.measures if "measures" in self.__dict__ else measures_of(self.report)
        return [brief_of(each, decided[each.pk]) for each in measures]

    @cached_property
    def round_tables(self) -> RoundTablesInReport:
        """Meetings, needs and proposals of the period."""
        return round_tables(self.report)

    @cached_property
    def fields(self) -> list[FieldOfAction]:
        """The Handlungsfelder that have a chapter."""
        return fields_shown(self.all_fields, self.entries, self.day)

    @cached_property
    def goals(self) -> list[GoalInReport]:
        """The goals of the edition in force."""
        return goals_in_force(self.day)

    @cached_property
    def reporting_rounds(self) -> list[ReportingRound]:
        """The opened rounds of the period with their answers, oldest first."""
        return rounds_of(self.report)

    @cached_property
    def rounds(self) -> list[RoundInReport]:
        """Those rounds as plain values."""
        return [round_facts(each) for each in self.reporting_rounds]

    @cached_property
    def returns(self) -> ReturnsOfReport:
        """The returns of all those rounds together."""
        return returns_facts(self.reporting_rounds)
