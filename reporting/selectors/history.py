"""Everything that was changed about the frame of a report and its Beratungsfolge."""

from neuss_integration.foundation.records.history_of_parts import Chronicle, HistoryPart
from reporting.models import Report, ReportConsultation


def chronicle_of_report(report: Report) -> Chronicle:
    """The history of `report` and its Beratungsfolge; that of its sections stands with them."""
    parts = [HistoryPart(Report, "id"), HistoryPart(ReportConsultation, "report_id", frozenset({"report"}))]
    return Chronicle(parts, report.pk)
