"""All tables of a report in the order of their sheets."""

from typing import Final

from reporting.formats.tables import committees, concept, goals, indicator_effects, measures, office_checks, staff, work
from reporting.formats.tables.columns import ReportTable

TABLES: Final[tuple[ReportTable, ...]] = (
    measures.MEASURES, concept.FACTORS, concept.INDICATORS, concept.VALUES, concept.GOALS,
    goals.ACHIEVEMENTS, goals.JUDGEMENTS, concept.CHANGES, work.ROUNDS,
    work.DELAYS, work.DISTRICTS, measures.ENDED, measures.DUTIES, measures.SPONSORED,
    measures.KEY_FIGURES, indicator_effects.EFFECTS, measures.EARLIER, measures.NUMBERS,
    measures.MILESTONES, measures.EVALUATIONS, work.BY_YEAR, work.BY_SOURCE, measures.MONEY, work.NEEDS, work.PROPOSALS,
    work.MEETINGS, committees.WAY, committees.RESOLUTIONS, committees.ORDERS, work.CAMPAIGNS, staff.EMPLOYER,
    office_checks.GAPS, office_checks.WAITING,
    work.RENAMED,
)  # fmt: skip
