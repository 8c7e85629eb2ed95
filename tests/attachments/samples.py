"""Small files of every kind, made here, and some that only pretend."""

import io
import struct
import zipfile
import zlib

import openpyxl
from docx import Document

PDF = (
    b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n"
    b"trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n100\n%%EOF\n"
)
PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU"
    b"\0\0\0\nIDATx\x9cc`\0\0\0\x02\0\x01H\xaf\xa4q\0\0\0\0IEND\xaeB`\x82"
)
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0" + b"\0" * 32 + b"\xff\xd9"
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def docx() -> bytes:
    """A Word document with one sentence."""
    document, stream = Document(), io.BytesIO()
    document.add_paragraph("Konzept der Vorlesestunden")
    document.save(stream)
    return stream.getvalue()


def xlsx() -> bytes:
    """A sheet with one number."""
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.worksheets[0]["A1"] = 1
    book.save(stream)
    return stream.getvalue()


def archive(**parts: str | bytes) -> bytes:
    """An archive of `parts`, whose names are written with two underscores for a slash."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def odt(**more: str) -> bytes:
    """A text document, and `more` parts in it."""
    parts = {"mimetype": ODT_TYPE, "content.xml": "<office/>", "META-INF__manifest.xml": "<manifest/>"}
    return archive(**parts | more)


def with_part(content: bytes, name: str, data: bytes = b"x") -> bytes:
    """The archive `content` with one more part."""
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as made:
        made.writestr(name, data)
    return stream.getvalue()


def with_types(content: bytes, old: bytes, new: bytes, part: str = "[Content_Types].xml") -> bytes:
    """The office document `content` with `new` for `old` in its content types, or in another `part`."""
    source, target = io.BytesIO(content), io.BytesIO()
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w") as after:
        for each in before.namelist():
            data = before.read(each)
            after.writestr(each, data.replace(old, new) if each == part else data)
    return target.getvalue()


SAMPLES = {"a.pdf": PDF, "a.png": PNG, "a.jpg": JPEG, "a.docx": docx(), "a.xlsx": xlsx(), "a.odt": odt()}


def enormous_png(side: int = 20_000) -> bytes:
    """A sound PNG of `side` × `side` white pixels in 50 kB, which would be more than a gigabyte in RGB."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    lines = zlib.compress((b"\0" + b"\xff" * (side // 8)) * side)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")
