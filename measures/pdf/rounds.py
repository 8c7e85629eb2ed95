"""The summary of a round and a copy of an answer as PDF."""

from django.template.loader import render_to_string

from measures.models import ProgressReport, ReportingRound
from measures.selectors.answer_comparison import additional_answer_rows
from measures.selectors.progress import answers, facts, files_of
from measures.selectors.round_summary import summary_of
from neuss_integration.accounts.models import User
from neuss_integration.foundation.pdf import render_pdf
from neuss_integration.foundation.words.city_names import imprint


def summary_html(reporting_round: ReportingRound) -> str:
    return render_to_string(
        "pdf/rounds/summary.html", {"summary": summary_of(reporting_round), "round": reporting_round, **imprint()}
    )


def summary_pdf(reporting_round: ReportingRound) -> bytes:
    """The file, dated by the closing: the same round gives the same bytes. Raises PdfError with a sentence."""
    return render_pdf(summary_html(reporting_round), created=reporting_round.closed_at or reporting_round.updated_at)


def progress_html(report: ProgressReport, user: User) -> str:
    """What was submitted, for the office and the Koordination: with names and the message between them."""
    files = "; ".join(f"{each.title} ({each.name})" for each in files_of(report, user))
    given = answers(report, is_inside=True)
    rows = [*given["facts"], *facts(report, is_inside=True), *additional_answer_rows(report), ("Anlagen", files)]
    context = {"report": report, "facts": [row for row in rows if row[1]], "texts": given["texts"], **imprint()}
    return render_to_string("pdf/rounds/progress.html", context)


def progress_pdf(report: ProgressReport, user: User) -> bytes:
    """The file, dated by the last change of the report. Raises PdfError with a sentence."""
    return render_pdf(progress_html(report, user), created=report.updated_at)
