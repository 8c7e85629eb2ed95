"""The tables of a snapshot, each defined once: as sheets, as CSV, as open data with its schema."""

from reporting.formats.tables.workbook import measures_csv, report_workbook

__all__ = ["measures_csv", "report_workbook"]
