"""The Runde Tische: meetings, needs and what became of each, ranked proposals."""

from collections.abc import Iterable

from django.urls import reverse

from reporting.content.round_tables import open_ends
from reporting.content.sections.kinds import Question, SectionKind
from reporting.content.sections.source import Source
from reporting.content.shape import Content, PartOfReport
from reporting.models import Section


def tables_data(source: Source) -> PartOfReport:
    """Meetings, released needs and proposals of the period."""
    return {"round_tables": source.round_tables}


def tables_questions(source: Source, section: Section) -> Iterable[Question]:
    """No meeting in the period, needs that are not released, needs given an answer nobody wrote down."""
    found = open_ends(source.report)
    if not found.has_meetings:
        yield Question(
            "Im Berichtszeitraum ist keine Sitzung eines Runden Tisches verzeichnet.", reverse("roundtables:table-list")
        )
    if found.unreleased:
        sentence = f"Nicht freigegebene Bedarfe: {found.unreleased}. Der Bericht nennt nur ihre Zahl."
        yield Question(sentence, f"{reverse('roundtables:need-list')}?freigabe=offen")
    for number in found.unanswered:
        sentence = f"{number}: Es steht noch nicht da, was aus dem Bedarf wurde."
        yield Question(sentence, reverse("roundtables:need-detail", args=[number]))


def without_tables(content: Content, text: str) -> bool:
    """Nothing was raised, released or not, nothing forwarded, no meeting held, and nobody wrote about it."""
    found = content["round_tables"]
    told = (found["meetings"], found["needs"], found["proposals"], found["unreleased"], text.strip())
    return not any(told)


TABLES = SectionKind(
    key="tables",
    title="Runde Tische",
    template="pdf/report/sections/tables.html",
    anchor="runde-tische",
    hint="Wie die Runden Tische gearbeitet haben. Sitzungen, Bedarfe und Vorschläge ergänzt die Anwendung.",
    data=tables_data,
    questions=tables_questions,
    is_empty=without_tables,
)
