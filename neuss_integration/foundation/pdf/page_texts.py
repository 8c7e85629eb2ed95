"""The words of each page of a PDF, for looking things up in it."""

import re
from typing import Final

import pypdfium2

_DIVIDED: Final = re.compile(r"[\ufffe\u00ad\x02]\s*")
"""Where a word was parted at the end of a line."""


def page_texts(content: bytes) -> list[str]:
    """The text of each page in reading order, on one line, parted words whole; nothing of what is no PDF."""
    try:
        return [_whole(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(content)]
    except pypdfium2.PdfiumError:
        return []


def _whole(text: str) -> str:
    return " ".join(_DIVIDED.sub("", text).replace("\u2011", "-").split())
