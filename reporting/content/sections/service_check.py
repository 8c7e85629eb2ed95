"""Dienstleistungen öffnen: the Selbstcheck of the offices."""

from reporting.content.office_checks import services
from reporting.content.sections.kinds import SectionKind
from reporting.content.sections.source import Source
from reporting.content.shape import Content, PartOfReport


def services_data(source: Source) -> PartOfReport:
    """The newest year of the period or before it with a released answer; nothing where there is none."""
    found = services(source.report.period_end)
    return {"services": found} if found else {}


def no_services(content: Content, text: str) -> bool:
    """Nothing is released, and nobody wrote about it."""
    return not content.get("services") and not text.strip()


SERVICES = SectionKind(
    key="services",
    title="Dienstleistungen öffnen",
    template="pdf/report/sections/services.html",
    anchor="dienstleistungen",
    hint="Wie offen die Dienstleistungen der Fachdienststellen für alle sind, und was aus den Lücken wird.",
    data=services_data,
    is_empty=no_services,
)
