"""The PDF engine: the one place that knows WeasyPrint.

HTML of our own templates goes in, one file that is PDF/UA-1 and PDF/A-3a at once comes out. Rendering happens in a
child process with limits; nothing is fetched but the shipped fonts and the print style sheet.
"""

from neuss_integration.foundation.pdf.coverage import STAND_IN, check_text
from neuss_integration.foundation.pdf.limits import check_html
from neuss_integration.foundation.pdf.process import render_pdf
from neuss_integration.foundation.pdf.types import Asset, EmbeddedFile, PdfError

__all__ = ["STAND_IN", "Asset", "EmbeddedFile", "PdfError", "check_html", "check_text", "render_pdf"]
