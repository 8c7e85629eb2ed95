"""The list of measures as a file: exactly the view, with the same right."""

import datetime as dt
from typing import Final

from measures.catalogue.listing import Listing
from measures.catalogue.rows import read_rows
from neuss_integration.spreadsheets.cells import Sheet
from neuss_integration.spreadsheets.writing import csv_file, workbook

FORMATS: Final = ("xlsx", "csv")
ALL_COLUMNS: Final = "alle"


def listing_file(listing: Listing, file_format: str, *, made_at: dt.datetime, all_columns: bool = False) -> bytes:
    """The measures of `listing` with its filters, order and columns, or with all columns the person may see."""
    columns = listing.offered_columns if all_columns else listing.columns
    rows = read_rows(listing.measures, columns)
    plain = ([column.plain(value) for column, value in zip(columns, row, strict=True)] for row in rows)
    sheet = Sheet("Maßnahmen", [column.in_file() for column in columns], plain)
    return csv_file(sheet) if file_format == "csv" else workbook([sheet], title="Maßnahmen", stamp=made_at)
