"""All kinds of sections in the order of a new report. A kind that was published once is never taken out."""

from reporting.sections.annex import GLOSSARY, INDEX, LISTS, METHODS, ORGANISATIONS, RENAMED, SOURCES
from reporting.sections.city import DISTRICTS, FUNDING, POPULATION
from reporting.sections.closing import DUTIES, ENDED, MEASURES
from reporting.sections.concept import FACTORS, FIELD_CHAPTER
from reporting.sections.goals import GOALS
from reporting.sections.kinds import SectionKind
from reporting.sections.overview import CHANGES, PROCEDURE, SUMMARY
from reporting.sections.tables import TABLES
from reporting.sections.texts import FOREWORD, OUTLOOK, OWN_SECTION, PROPOSED_RESOLUTION

SECTIONS: tuple[SectionKind, ...] = (
    SUMMARY,
    CHANGES,
    FOREWORD,
    PROCEDURE,
    POPULATION,
    FACTORS,
    GOALS,
    FIELD_CHAPTER,
    TABLES,
    DISTRICTS,
    FUNDING,
    ENDED,
    OUTLOOK,
    PROPOSED_RESOLUTION,
    MEASURES,
    DUTIES,
    ORGANISATIONS,
    METHODS,
    RENAMED,
    GLOSSARY,
    SOURCES,
    INDEX,
    LISTS,
)
KINDS: dict[str, SectionKind] = {kind.key: kind for kind in (*SECTIONS, OWN_SECTION)}
