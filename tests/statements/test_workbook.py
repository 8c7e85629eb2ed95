"""Figures of the workbook, thirty by chance, are those that plain SQL finds in the rows."""

import io
import random
from decimal import Decimal

import openpyxl
import pytest

from reporting.content.snapshot import build_snapshot
from reporting.formats.tables import report_workbook
from reporting.publication.recount.queries import Asking
from tests.statements.full_city import write_full_city
from tests.statements.second_figures import SECOND, figures_of, found_in_tables

pytestmark = pytest.mark.django_db


def test_thirty_figures_of_the_workbook_are_found_in_the_rows() -> None:
    report = write_full_city()
    content = build_snapshot(report)
    told = list(figures_of(openpyxl.load_workbook(io.BytesIO(report_workbook(content)))))
    asking = Asking(report, None)
    chosen = random.Random(14).sample(told, 30)  # noqa: S311 - a draw that is the same each time
    wrong = [
        (sheet, column, row[column], found)
        for sheet, column, row in chosen
        if (found := found_in_tables(asking, sheet, column, row)) != Decimal(str(row[column]))
    ]
    assert (wrong, {sheet for sheet, _, _ in told} ^ {sheet for sheet, _ in SECOND}) == ([], set())
