"""Files that are archives of other files, such as XLSX and DOCX."""

import io
import re
import zipfile
from datetime import datetime
from typing import Final

ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
PROPERTIES: Final = "docProps/core.xml"


def timeless(content: bytes, modified: datetime | None = None) -> bytes:
    """The archive without the moment it was saved at; `modified` (UTC) takes its place in the properties."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            data = source.read(name)
            if name == PROPERTIES and modified:
                moment = f"{modified:%Y-%m-%dT%H:%M:%SZ}".encode()
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + moment, data)
            made.writestr(zipfile.ZipInfo(name, ZIP_TIME), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
