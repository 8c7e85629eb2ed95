"""What is done and what is open while a report is composed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from reporting.content.sections.kinds import Question, SectionKind
from reporting.content.sections.registry import KINDS
from reporting.content.sections.source import Source
from reporting.content.shape import SectionInReport
from reporting.models import Report, Section
from reporting.selectors.wanted_sections import wanted_sections


@dataclass(frozen=True, slots=True)
class ComposedSection:
    """A section with what is open in it."""

    section: Section
    kind: SectionKind
    questions: list[Question]

    @property
    def blocking(self) -> list[Question]:
        """What must be mended before the release."""
        return [each for each in self.questions if each.is_blocking]

    @property
    def state(self) -> str:
        """left_out, missing (blocks the release), questions (worth a look) or complete."""
        if not self.section.is_included:
            return "left_out"
        if self.blocking:
            return "missing"
        return "questions" if self.questions else "complete"


def composed(report: Report, source: Source | None = None) -> list[ComposedSection]:
    """All sections in their order; the number of queries does not grow with sections or measures."""
    source = source or Source(report)
    rows = report.sections.with_open_comments().select_related("field_of_action")
    return [composed_section(section, source) for section in rows]


def composed_section(section: Section, source: Source) -> ComposedSection:
    """One section with its open questions."""
    kind = KINDS[section.kind]
    return ComposedSection(section, kind, list(_questions(section, kind, source)) if section.is_included else [])


def _questions(section: Section, kind: SectionKind, source: Source) -> Iterable[Question]:
    if kind.needs_text and not section.text.strip():
        yield Question(f"Der Text „{section.title}“ fehlt noch.", section.get_absolute_url(), is_blocking=True)
    yield from kind.questions(source, section)
    if open_comments := getattr(section, "open_comments", 0):
        url = reverse("reporting:section-comments", args=[section.report_id, section.pk])
        yield Question(f"{open_comments} offene Anmerkung{'en' if open_comments > 1 else ''}.", url)


def missing_sections(sections: Iterable[Section]) -> list[str]:
    """Titles of what a full report has and `sections` has not: kinds and Handlungsfelder added since; one query."""
    there = {(section.kind, section.field_of_action_id) for section in sections}
    return [
        field.name if field else KINDS[kind].title
        for kind, field in wanted_sections()
        if (kind, field.pk if field else None) not in there
    ]


def text_before(section: Section, source: Source) -> SectionInReport | None:
    """The section of the last report that says the same, with its text; None when there is none."""
    if source.previous_content is None:
        return None
    key = f"field:{section.field_of_action.name}" if section.field_of_action else section.kind
    found = (each for each in source.previous_content["sections"] if each["key"] == key and each["text"].strip())
    return next(found, None)
