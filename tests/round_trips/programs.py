"""Tables as Excel and Numbers save them, remade part by part: what openpyxl and LibreOffice never write.

Excel keeps texts once for all cells, some of them in runs, with spaces that count and readings beside them, and may
count days from 1904. Numbers puts a sheet with an overview in front, the name of the table above it and each text into
its cell.
"""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Final
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STYLES: Final = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="[$-407]mmm\\ yy;@"/></numFmts>'
    '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf numFmtId="164"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Standard" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
Rows = Sequence[Sequence[str]]


def excel_workbook(rows: Rows) -> bytes:
    """The rows as Excel saves them; every second text in two runs with a reading."""
    texts = list(dict.fromkeys(cell for row in rows for cell in row if cell))
    shared = "".join(_shared(text, in_runs=bool(at % 2)) for at, text in enumerate(texts))
    sheet = _rows(rows, lambda cell, place: f'<c r="{place}" t="s"><v>{texts.index(cell)}</v></c>')
    return package({"Tabelle1": sheet}, shared)


def numbers_workbook(rows: Rows) -> bytes:
    """The rows as Numbers exports them to Excel."""
    overview = [["Dieses Dokument wurde aus Numbers exportiert."], ["Blatt", "Tabelle", "Arbeitsblatt"]]
    sheets = {"Exportübersicht": overview, "Blatt 1 - Tabelle 1": [["Tabelle 1"], *rows]}

    def inline(cell: str, place: str) -> str:
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'

    return package({name: _rows(each, inline) for name, each in sheets.items()}, "")


def excel_text(rows: Rows, *, first: str = "", encoding: str = "utf-8-sig") -> bytes:
    """The rows as „CSV UTF-8“ of a German Excel; `first` is the line „sep=;“ or the name of a table of Numbers."""
    lines = [";".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows]
    return "\r\n".join([*filter(None, [first]), *lines, ""]).encode(encoding)


def package(sheets: dict[str, str], shared: str, *, counts_from_1904: bool = False) -> bytes:
    """A workbook of parts; `sheets` are the rows of each by its name."""
    parts = [f"/xl/worksheets/sheet{at}.xml" for at in range(1, len(sheets) + 1)]
    kinds = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles", "/xl/sharedStrings.xml": "sharedStrings"}
    kinds |= dict.fromkeys(parts, "worksheet")
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{KIND}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    named = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="r{at}"/>' for at, name in enumerate(sheets, start=1))
    links = [*((f"r{at}", "worksheet", part) for at, part in enumerate(parts, start=1)),
             ("s", "styles", "/xl/styles.xml"), ("t", "sharedStrings", "/xl/sharedStrings.xml")]  # fmt: skip
    since = ' date1904="1"' if counts_from_1904 else ""
    members = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{overrides}</Types>',
        "_rels/.rels": _relations([("w", "officeDocument", "/xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr{since}/>'
        f"<sheets>{named}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(links),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
    }
    bodies = [f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>' for rows in sheets.values()]
    members |= {part[1:]: body for part, body in zip(parts, bodies, strict=True)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}')
    return out.getvalue()


def _relations(links: Sequence[tuple[str, str, str]]) -> str:
    each = [f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{part}"/>' for key, kind, part in links]
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(each)}</Relationships>'


def _rows(rows: Rows, cell: Callable[[str, str], str]) -> str:
    found = []
    for number, row in enumerate(rows, start=1):
        cells = [cell(text, f"{get_column_letter(at)}{number}") for at, text in enumerate(row, start=1) if text]
        found.append(f'<row r="{number}">{"".join(cells)}</row>')
    return "".join(found)


def _shared(text: str, *, in_runs: bool) -> str:
    if not in_runs:
        return f'<si><t xml:space="preserve">{escape(text)}</t></si>'
    half = len(text) // 2
    runs = "".join(f'<r><t xml:space="preserve">{escape(part)}</t></r>' for part in (text[:half], text[half:]))
    return f'<si>{runs}<rPh sb="0" eb="1"><t>ヨミ</t></rPh><phoneticPr fontId="0"/></si>'
