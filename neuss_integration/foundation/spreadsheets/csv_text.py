"""Reading CSV: which characters, which separator, which rows."""

import codecs
import csv
import io
import itertools
import re
from collections import Counter
from typing import Final

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.spreadsheets.cells import listed
from neuss_integration.foundation.words.hygiene import clean

ENCODING: Final = (
    "Die Zeichen der Datei lassen sich nicht erkennen. Bitte speichern Sie sie in Excel als „CSV UTF-8“ "
    "oder als „Excel-Arbeitsmappe (.xlsx)“."
)
OLD_ENCODING: Final = (
    "Die Datei ist nicht in UTF-8 geschrieben; die Umlaute wurden als {} gelesen. Bitte prüfen Sie sie in der Vorschau."
)
MIXED: Final = (
    "In der Datei stehen zwei Zeichensätze nebeneinander. Zeile {} wurde als Windows-1252 gelesen, der Rest als UTF-8. "
    "Bitte prüfen Sie die Umlaute dort."
)
TWICE_ENCODED: Final = (
    "In der Datei stehen Zeichenfolgen wie „Ã¤“: Sie wurde mit einem falschen Zeichensatz gespeichert. "
    "Bitte speichern Sie sie noch einmal als „CSV UTF-8“ oder prüfen Sie die Umlaute in der Vorschau."
)
OLD: Final = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "DOS (Codepage 850)"}
"""Encodings of offices, the most usual first."""
EURO: Final = "iso8859_15"
"""What is Windows-1252 but for its euro sign, and has nothing where that has quotation marks."""
UMLAUTS: Final = re.compile("(?<=[A-Za-zäöüß])[äöüß]|[äöüÄÖÜ](?=[a-z])")
DOUBLED: Final = re.compile("Ã[¤¶¼ŸœŒ\u0084\u0096\u009c\u009f]|â€[žœ“”™]")
NUL: Final = "\x00"
ODD: Final = re.compile("[\x01-\x08\x0e-\x1f\x7f]")
SEPARATOR: Final = re.compile("sep=(.)(?:\r?\n|\u2028)", re.IGNORECASE)
ONE_COLUMN: Final = "sep=\t\u2028"
"""Before pasted names: whatever stands between words, each line is one cell. It is no line of its own."""
MAX_IN_A_CELL: Final = 131_072
MARKS: Final = ";\t,|"
"""What stands between cells, the most usual first."""
LOOKED_AT: Final = 30
"""Lines that tell which it is; titles above the table have none or others."""
AS_TEXT: Final = re.compile(r'="([^"]*)"')
"""How programs write a number that Excel shall take for text: ="007"."""


def decoded(content: bytes) -> tuple[str, list[str]]:
    """The text of the file and what to say about its characters. Raises Refused when they cannot be told."""
    text, notices = _decoded(content)
    if NUL in text:
        raise Refused(ENCODING)
    if DOUBLED.search(text):
        notices.append(TWICE_ENCODED)
    if ODD.search(text):
        notices.append("Unsichtbare Steuerzeichen wurden entfernt.")
    return text, notices


def _decoded(content: bytes) -> tuple[str, list[str]]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode("utf-16"), []
        except UnicodeDecodeError as error:
            raise Refused(ENCODING) from error
    if unmarked := _without_mark(content):
        return unmarked, []
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return _mixed(content) or _old(content)


def _without_mark(content: bytes) -> str:
    """The text of UTF-16 that does not say so: every other byte is nothing."""
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        bytes_there = content[first:2000:2]
        if len(content) % 2 == 0 and 2 * bytes_there.count(0) > len(bytes_there):
            text = content.decode(encoding, errors="replace")
            return "" if NUL in text or "\ufffd" in text else text
    return ""


def _mixed(content: bytes) -> tuple[str, list[str]] | None:
    """The text when some lines have umlauts in UTF-8 and others in Windows-1252; None when it is one encoding."""
    found, other, is_utf8 = [], [], False
    for number, line in enumerate(content.splitlines(keepends=True), start=1):
        try:
            found.append(line.decode("utf-8-sig" if number == 1 else "utf-8"))
            is_utf8 = is_utf8 or not line.isascii()
        except UnicodeDecodeError:
            found.append(line.decode("cp1252", errors="replace"))
            other.append(str(number))
    return ("".join(found), [MIXED.format(listed(other))]) if is_utf8 else None


def _old(content: bytes) -> tuple[str, list[str]]:
    """The text in the encoding that makes most German umlauts inside words."""
    texts = {}
    for encoding in OLD:
        try:
            texts[encoding] = content.decode(encoding)
        except UnicodeDecodeError:
            continue
    scores = {encoding: _german(text) for encoding, text in texts.items() if encoding == "cp1252" or _german(text)}
    if not scores:
        raise Refused(ENCODING)
    best = max(scores, key=lambda encoding: scores[encoding])
    if best == "cp1252" and b"\xa4" in content and not re.search(rb"[\x80-\x9f]", content):
        return content.decode(EURO), [OLD_ENCODING.format("ISO 8859-15")]
    return texts[best], [OLD_ENCODING.format(OLD[best])]


def _german(text: str) -> int:
    """How many umlauts stand inside words; none when most foreign letters are something else."""
    found, letters = len(UMLAUTS.findall(text)), sum(each.isalpha() for each in text if not each.isascii())
    return found if 2 * found > letters else 0


def lines_of(text: str, *, most: int) -> tuple[list[tuple[int, list[str]]], list[str]]:
    """At most `most` filled rows with their line numbers, and what to say about quotation marks.

    Quotation marks inside a quoted cell are read as Excel reads them. Raises Refused when they do not close.
    """
    start = SEPARATOR.match(text)
    body = text[start.end() :] if start else text
    mark, skipped = (start[1], int(start[0].endswith("\n"))) if start else (separator(body), 0)
    lines = list(io.StringIO(body, newline=""))
    found: list[tuple[int, list[str]]] = []
    odd: list[str] = []
    at = 0
    while at < len(lines) and len(found) < most:
        at = _read_strictly(lines, at, mark, skipped, found, most)
        if at < len(lines) and len(found) < most:
            cells, end = _as_excel(lines, at, mark, skipped)
            found.append((at + 1 + skipped, cells))
            odd.append(str(at + 1 + skipped))
            at = end
    rows = [
        (number, [clean(AS_TEXT.sub(r"\1", cell, 1) if AS_TEXT.fullmatch(cell) else cell) for cell in cells])
        for number, cells in found
    ]
    return rows, [_quotes(odd)] * bool(odd)


def _read_strictly(
    lines: list[str], at: int, mark: str, skipped: int, found: list[tuple[int, list[str]]], most: int
) -> int:
    """Reads filled rows from the line `at` on; the line of the first row with odd quotation marks, or the end."""
    reader = csv.reader(itertools.islice(lines, at, None), delimiter=mark, strict=True)
    first = at
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                found.append((first + 1 + skipped, cells))
            first = at + reader.line_num
            if len(found) >= most:
                break
    except csv.Error as error:
        if "field larger" in str(error):
            raise Refused(_unclosed(first + 1 + skipped)) from error
        return first
    return len(lines)


def _as_excel(lines: list[str], at: int, mark: str, skipped: int) -> tuple[list[str], int]:
    """The row that starts in line `at`: behind the quotation mark that closes a cell, the rest of it is plain text."""
    cells, cell, state, end = [], "", "start", at
    while end < len(lines):
        for sign in lines[end]:
            if state == "quoted":
                state, cell = ("closing", cell) if sign == '"' else (state, cell + sign)
            elif state == "closing" and sign == '"':
                state, cell = "quoted", cell + sign
            elif state == "start" and sign == '"':
                state = "quoted"
            elif sign == mark:
                cells.append(cell)
                cell, state = "", "start"
            elif sign not in "\r\n":
                cell, state = cell + sign, "plain"
        end += 1
        if state != "quoted":
            return [*cells, cell], end
    raise Refused(_unclosed(at + 1 + skipped))


def _unclosed(line: int) -> str:
    return (
        f"Ab Zeile {line} ließ sich die Datei nicht lesen, vermutlich fehlt ein Anführungszeichen. "
        f"Bitte prüfen Sie diese Zeile oder speichern Sie die Tabelle als .xlsx."
    )


def _quotes(lines: list[str]) -> str:
    word = "Zeile" if len(lines) == 1 else "den Zeilen"
    return (
        f"In {word} {listed(lines)} stehen Anführungszeichen mitten im Text. Sie wurden gelesen, wie Excel sie liest; "
        "bitte prüfen Sie den Text dort."
    )


def separator(text: str) -> str:
    """The sign between cells: the one that most of the first lines hold equally often, outside quotation marks."""
    plain = re.sub(r'"[^"]*"', "", text.lstrip("\r\n")[:MAX_IN_A_CELL])
    lines = [line for line in re.split(r"[\r\n]+", plain) if line.strip()][:LOOKED_AT]

    def fitness(mark: str) -> tuple[int, int]:
        counted = Counter(line.count(mark) for line in lines)
        del counted[0]
        often, lines_with = max(counted.items(), key=lambda each: (each[1], each[0]), default=(0, 0))
        return lines_with, often

    return max(MARKS, key=fitness)
