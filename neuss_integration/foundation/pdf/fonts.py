"""The shipped fonts, completed and in the order of the style sheet; nothing else is ever used for a PDF."""

import hashlib
import unicodedata
from functools import lru_cache
from html import unescape
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import caches
from fontTools.ttLib import TTFont

from neuss_integration.foundation.pdf import number_font
from neuss_integration.foundation.pdf.types import Asset, PdfError

FONTS = ("FiraSans-Regular", "FiraSans-Italic", "FiraSans-Medium", "FiraSans-SemiBold")
STYLE_SHEET = "pdf/print.css"
NOT_INSTALLED = "Die Schrift {} fehlt. Führen Sie `npm ci --ignore-scripts` aus."
FACE = '\n@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url("asset:{file}") }}'
LAST_CONTROL = 0x1F
PRIVATE = "Co"
SCRIPTS = (
    ("NotoSansArabic-400", "noto-sans-arabic", "arabic"),
    ("NotoSansArabic-600", "noto-sans-arabic", "arabic"),
    ("NotoSansHebrew-400", "noto-sans-hebrew", "hebrew"),
    ("NotoEmoji-400", "noto-emoji", "emoji"),
)
"""Family and weight, package, part. Only for the PDF: set when a text has letters of these scripts."""

# Characters that Fira Sans lacks and that hyphenation or pasted text brings: drawn like (source, share of its width).
# Each gets a glyph of its own, so that text comes out of the PDF as it went in.
COPIES = {
    0x2010: ("-", 1.0),
    0x2011: ("-", 1.0),
    0x2002: (" ", 2.0),
    0x2003: (" ", 4.0),
    0x2004: (" ", 1.3),
    0x2005: (" ", 1.0),
    0x2006: (" ", 0.7),
    0x2009: (" ", 0.8),
    0x200A: (" ", 0.4),
    0x202F: (" ", 0.8),
    0x205F: (" ", 0.9),
}


FORMAT = "1"


def with_missing_glyphs(woff2: bytes) -> bytes:
    """The font as TrueType with own glyphs for the characters of COPIES; same bytes for the same input."""
    font = TTFont(BytesIO(woff2), recalcTimestamp=False)
    names = font.getBestCmap()
    order = list(font.getGlyphOrder())
    added = {}
    for code, (source, share) in COPIES.items():
        name, copied = f"uni{code:04X}", names[ord(source)]
        width, bearing = font["hmtx"][copied]
        font["glyf"].glyphs[name] = font["glyf"][copied]
        font["hmtx"].metrics[name] = (round(width * share), bearing)
        order.append(name)
        added[code] = name
    font.setGlyphOrder(order)
    font["glyf"].glyphOrder = order
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(added)
    font.flavor = None
    output = BytesIO()
    font.save(output)
    return output.getvalue()


def _of_script(package: str, part: str, weight: str) -> Path:
    files = settings.BASE_DIR / "node_modules" / "@fontsource" / package / "files"
    return files / f"{package}-{part}-{weight}-normal.woff2"


def _path(name: str) -> Path:
    return settings.BASE_DIR / settings.PACKAGE_FILES[f"kern/fonts/{name}.woff2"]


def _completed(woff2: bytes) -> bytes:
    """The completed font, made once for all processes: it costs half a second."""
    key = hashlib.sha256(FORMAT.encode() + woff2).hexdigest()
    font = caches["pdf"].get(key)
    if font is None:
        font = with_missing_glyphs(woff2)
        caches["pdf"].set(key, font)
    return font


@lru_cache(maxsize=1)
def font_assets() -> dict[str, Asset]:
    """The fonts by file name; PdfError with the remedy when one is not installed."""
    try:
        contents = {name: _path(name).read_bytes() for name in FONTS}
    except OSError as error:
        raise PdfError(NOT_INSTALLED.format(error.filename)) from error
    return {f"{name}.ttf": Asset(_completed(content), "font/ttf") for name, content in contents.items()}


def assets() -> dict[str, Asset]:
    """Everything a printed document may use: the fonts and the print style sheet."""
    found = finders.find(STYLE_SHEET)
    if not found:
        raise PdfError(f"Die Formatvorlage {STYLE_SHEET} fehlt.")
    fonts = font_assets()
    numbers = {number_font.FILE: number_font.number_font(fonts["FiraSans-Regular.ttf"])}
    return {**fonts, **numbers, "print.css": Asset(Path(found).read_bytes(), "text/css")}


def assets_for(html: str) -> dict[str, Asset]:
    """`assets`, and the fonts of other scripts that `html` needs: a report in German is set as it was without them."""
    found, codes = assets(), {ord(letter) for letter in set(unescape(html))} - _latin()
    needed = {name: font for name, font in script_fonts().items() if codes & _letters(font)}
    if needed:
        faces = "".join(_face(name) for name in needed)
        found["print.css"] = Asset(found["print.css"].content + faces.encode(), "text/css")
    return found | needed


def _face(file: str) -> str:
    family, _, weight = file.removesuffix(".woff2").partition("-")
    return FACE.format(family=family, weight=weight, file=file)


@lru_cache(maxsize=1)
def script_fonts() -> dict[str, Asset]:
    """Arabic, Hebrew and emoji by file name; PdfError with the remedy when one is not installed."""
    try:
        return {
            f"{name}.woff2": Asset(_of_script(package, part, name.partition("-")[2]).read_bytes(), "font/woff2")
            for name, package, part in SCRIPTS
        }
    except OSError as error:
        raise PdfError(NOT_INSTALLED.format(error.filename)) from error


@lru_cache(maxsize=1)
def covered() -> frozenset[int]:
    """The code points that can be printed, each by the font of its script."""
    return frozenset(_latin().union(*map(_letters, script_fonts().values())))


@lru_cache(maxsize=1)
def _latin() -> frozenset[int]:
    """What each weight of the typeface can show."""
    return frozenset.intersection(*map(_letters, font_assets().values()))


@lru_cache(maxsize=16)
def _letters(font: Asset) -> frozenset[int]:
    """What `font` shows with a meaning: what fonts keep for private use is another sign in each."""
    codes = TTFont(BytesIO(font.content), lazy=True).getBestCmap()
    return frozenset(code for code in codes if code > LAST_CONTROL and unicodedata.category(chr(code)) != PRIVATE)
