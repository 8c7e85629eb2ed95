"""All kinds of sections in the order of a new report. A kind that was published once is never taken out."""

from reporting.content.sections.annex import GLOSSARY, INDEX, LISTS, METHODS, ORGANISATIONS, RENAMED, SOURCES
from reporting.content.sections.city import DISTRICTS, FUNDING, POPULATION
from reporting.content.sections.closing import DUTIES, ENDED, MEASURES
from reporting.content.sections.concept import FACTORS, FIELD_CHAPTER
from reporting.content.sections.employer import EMPLOYER
from reporting.content.sections.goals import GOALS
from reporting.content.sections.kinds import SectionKind
from reporting.content.sections.outreach import OUTREACH
from reporting.content.sections.overview import CHANGES, PROCEDURE, SUMMARY
from reporting.content.sections.service_check import SERVICES
from reporting.content.sections.tables import TABLES
from reporting.content.sections.texts import FOREWORD, OUTLOOK, OWN_SECTION, PROPOSED_RESOLUTION

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
    EMPLOYER,
    SERVICES,
    OUTREACH,
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
