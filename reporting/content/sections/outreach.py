"""Öffentlichkeitsarbeit und Beratung: counted in a floor above, which the setting REPORT_OUTREACH names."""

from django.conf import settings
from django.utils.module_loading import import_string

from reporting.content.sections.kinds import SectionKind
from reporting.content.sections.source import Source
from reporting.content.shape import Content, PartOfReport


def outreach_data(source: Source) -> PartOfReport:
    """What people asked, and what was done so that they hear of it; nothing where nobody counts."""
    if not settings.REPORT_OUTREACH:
        return {}
    period = source.report.period_start, source.report.period_end
    return {"outreach": import_string(settings.REPORT_OUTREACH)(*period, source.day)}


def no_outreach(content: Content, text: str) -> bool:
    """Nobody asked, nothing was done, and nobody wrote about it."""
    found = content.get("outreach")
    return not text.strip() and not (found and (found["enquiries"]["total"] or found["campaigns"]))


OUTREACH = SectionKind(
    key="outreach",
    title="Öffentlichkeitsarbeit und Beratung",
    template="pdf/report/sections/outreach.html",
    anchor="oeffentlichkeit",
    hint="Was Menschen fragten, und womit die Stadt sie erreicht hat.",
    data=outreach_data,
    is_empty=no_outreach,
)
