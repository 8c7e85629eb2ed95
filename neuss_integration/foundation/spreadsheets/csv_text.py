"""Reading CSV: which characters, which separator, which rows."""

import codecs
import csv
import io
import re
from typing import Final

from neuss_integration.foundation.exceptions import Refused

ENCODING: Final = (
    "Die Zeichen der Datei lassen sich nicht erkennen. Bitte speichern Sie sie in Excel als „CSV UTF-8“ "
    "oder als „Excel-Arbeitsmappe (.xlsx)“."
)
OLD_ENCODING: Final = (
    "Die Datei ist nicht in UTF-8 geschrieben; die Umlaute wurden als Windows-1252 gelesen. "
    "Bitte prüfen Sie sie in der Vorschau."
)
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
SEPARATOR: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
MOST_IN_A_CELL: Final = 131_072


def decoded(content: bytes) -> tuple[str, list[str]]:
    """The text of the file and what to say about its characters. Raises Refused when they cannot be told."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Refused(ENCODING)
    notices: list[str] = []
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError as error:
            raise Refused(ENCODING) from error
        notices.append(OLD_ENCODING)
    if CONTROL.search(text):
        raise Refused(ENCODING)
    return text, notices


def lines_of(text: str, *, most: int) -> list[tuple[int, list[str]]]:
    """At most `most` filled rows with their line numbers. Raises Refused when the quotation marks do not close."""
    start = SEPARATOR.match(text)
    body = text[start.end() :] if start else text
    skipped = 1 if start else 0
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=start[1] if start else separator(body), strict=True)
    found: list[tuple[int, list[str]]] = []
    first = 1 + skipped
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                found.append((first, cells))
            if len(found) >= most:
                break
            first = reader.line_num + 1 + skipped
    except csv.Error as error:
        raise Refused(
            f"Ab Zeile {first} ließ sich die Datei nicht lesen, vermutlich fehlt ein Anführungszeichen. "
            f"Bitte prüfen Sie diese Zeile oder speichern Sie die Tabelle als .xlsx."
        ) from error
    return found


def separator(text: str) -> str:
    """The sign between cells: the most frequent of semicolon, tab and comma in the first filled line."""
    first = re.sub(r'"[^"]*"', "", text.lstrip("\r\n")[:MOST_IN_A_CELL]).split("\n", 1)[0]
    return max(";\t,", key=first.count)
