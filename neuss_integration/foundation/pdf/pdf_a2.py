"""The same document for archives that take no attachments: PDF/A-2a instead of PDF/A-3a (ISO 19005-2)."""

import io
import re
from typing import Final

import pikepdf

from neuss_integration.foundation.pdf.types import PdfError

PART: Final = re.compile(rb'(pdfaid:part(?:="|>))3')
NO_PART: Final = "Die Fassung für Archive konnte nicht geschrieben werden: Das PDF nennt seine Norm nicht."


def for_archives(content: bytes) -> bytes:
    """The PDF/A-3a `content` without its attachments, declared as PDF/A-2a; pages and tags stay as they are.

    The same bytes give the same bytes. Raises PdfError when the file does not say that it is PDF/A-3.
    """
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if "/AF" in pdf.Root:
            del pdf.Root.AF
        if "/EmbeddedFiles" in pdf.Root.get("/Names", {}):
            del pdf.Root.Names.EmbeddedFiles
        told, count = PART.subn(rb"\g<1>2", pdf.Root.Metadata.read_bytes())
        if count != 1:
            raise PdfError(NO_PART)
        pdf.Root.Metadata.write(told)
        pdf.remove_unreferenced_resources()
        pdf.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return output.getvalue()
