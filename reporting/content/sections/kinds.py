"""What a kind of section is: title, data, template, and what must be there before it is published."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from measures.filters import BEGUN
from reporting.content.sections.source import Source
from reporting.content.shape import Content, PartOfReport
from reporting.models import Report, Section


@dataclass(frozen=True, slots=True)
class Question:
    """Something open in a section: a whole sentence and where it is mended. A blocking one stops the release."""

    text: str
    url: str
    is_blocking: bool = False


def list_of_period(report: Report, lack: str) -> str:
    """The list of the measures of the period, no ideas, that lack what `lack` says."""
    period = f"von={report.period_start:%d.%m.%Y}&bis={report.period_end:%d.%m.%Y}"
    return f"{reverse('measures:measure-list')}?fehlt={lack}&status={BEGUN[0]}&{period}"


def no_data(source: Source) -> PartOfReport:
    """A section of text only."""
    return {}


def no_questions(source: Source, section: Section) -> Iterable[Question]:
    """Nothing to look after but the text."""
    return ()


def always_there(content: Content, text: str) -> bool:
    """A section that stands in every report that has not switched it off."""
    return False


def without_text(content: Content, text: str) -> bool:
    """A section that falls away while nobody has written its text."""
    return not text.strip()


@dataclass(frozen=True, slots=True)
class SectionKind:
    """A kind of section.

    `key` is stable: it stands in the database and in snapshots. `template` gets `snapshot`, `section` and, for a
    Handlungsfeld, `field` and `number`. `data` gives top-level keys of the snapshot (plain JSON of labels and values;
    values taken from cached properties of the Source, so that two sections may give the same key). `questions` are
    asked when the section is composed. `is_empty(content, text)` drops the section from the report.
    """

    key: str
    title: str
    template: str
    anchor: str = ""
    hint: str = ""
    is_required: bool = False
    needs_text: bool = False
    data: Callable[[Source], PartOfReport] = no_data
    questions: Callable[[Source, Section], Iterable[Question]] = no_questions
    is_empty: Callable[[Content, str], bool] = always_there
