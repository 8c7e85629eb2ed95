"""Each large document is rendered once for all tests."""

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pytest

from neuss_integration.foundation.pdf import EmbeddedFile, render_pdf
from neuss_integration.foundation.pdf.reading import Element, structure
from reporting.formats.html import report_html
from tests.pdf.sample import CHANGES, TORTURE, page, snapshot

CREATED = dt.datetime(2026, 3, 12, 10, 0, tzinfo=dt.UTC)
ATTACHMENTS = (
    EmbeddedFile("massnahmen.csv", b"Nummer;Titel\n", "text/csv", "Alle Angaben als Tabelle"),
    EmbeddedFile("daten.json", b"{}", "application/json", "Alle Angaben als Daten"),
)


@dataclass(frozen=True)
class Rendered:
    """A document, its file, and what is read from the file."""

    html: str
    content: bytes
    pdf: pikepdf.Pdf
    tree: Element


def rendered(html: str) -> Iterator[Rendered]:
    """`html` as an open PDF, closed afterwards."""
    content = render_pdf(html, created=CREATED, attachments=ATTACHMENTS)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        yield Rendered(html, content, pdf, structure(pdf))


@pytest.fixture(scope="package")
def torture() -> Iterator[Rendered]:
    """Every construct that is hard to tag."""
    yield from rendered(page(TORTURE))


@pytest.fixture(scope="package")
def report() -> Iterator[Rendered]:
    """A small Fortschreibung with all sections."""
    previous = {"title": "Bericht 2024", "published_on": "2024-03-01", "published_label": "1. März 2024"}
    yield from rendered(report_html(snapshot(changes=CHANGES, previous=previous)))
