"""Kommune als Arbeitgeber: the figures of the Personalverwaltung."""

from reporting.content.sections.kinds import SectionKind
from reporting.content.sections.source import Source
from reporting.content.shape import Content, PartOfReport
from reporting.content.staff import employer


def employer_data(source: Source) -> PartOfReport:
    """The newest released year of the period or before it; nothing where there is none."""
    found = employer(source.report.period_end)
    return {"employer": found} if found else {}


def no_employer(content: Content, text: str) -> bool:
    """No year is released, and nobody wrote about it."""
    return not content.get("employer") and not text.strip()


EMPLOYER = SectionKind(
    key="employer",
    title="Kommune als Arbeitgeber",
    template="pdf/report/sections/employer.html",
    anchor="arbeitgeber",
    hint="Wer in der Stadtverwaltung arbeitet, und wer sich interkulturell fortbildet.",
    data=employer_data,
    is_empty=no_employer,
)
