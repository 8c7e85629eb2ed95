"""Which columns of a file are which columns of the catalogue, whatever order they stand in."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Final

from measures.catalogue.columns import BY_KEY, COLUMNS, CatalogueColumn
from measures.fields import FIELDS
from neuss_integration.foundation.words.folding import fold

IMPORTED: Final = ("nummer", *(field.column for field in FIELDS if field.is_imported))
MONEY: Final = {"geplant": "planned", "bewilligt": "granted", "ausgegeben": "spent"}
"""Amounts by column; a file gives one for the source and year that are chosen for all of it."""
NEEDED: Final = tuple(field.column for field in FIELDS if field.is_imported and field.is_needed)
"""What a new measure cannot do without; known ones are found by number."""
OTHER_WORDS: Final = {
    "nummer": (
        "Nr",
        "Nr.",
        "lfd. Nr.",
        "lfd.Nr.",
        "lfd Nr",
        "Pos.",
        "Laufende Nummer",
        "Lfd. Nummer",
        "ID",
        "Maßnahmennummer",
        "Kennung",
        "Maßnahme Nr.",
        "Maßnahmen-Nr.",
    ),
    **{field.column: field.headings for field in FIELDS if field.headings},
    "geplant": (
        "Geplant",
        "Plankosten",
        "Kosten geplant",
        "Ansatz",
        "Haushaltsansatz",
        "Planansatz",
        "Betrag",
        "Mittelansatz",
        "Mittelbedarf",
    ),
    "bewilligt": ("Bewilligt", "Fördersumme", "Zuwendung", "Bewilligte Mittel", "Fördermittel"),
    "ausgegeben": ("Ausgegeben", "Ausgaben", "Ist-Kosten", "Kosten Ist"),
    "altampel": ("Ampel", "Ampelstatus", "Ampel-Status"),
    "kennzahl": (
        "Kennzahl",
        "Kennzahl/en",
        "Indikator",
        "Indikatoren",
        "Messgröße",
        "Kennzahl/Indikator",
        "Kennzahlen",
    ),
}
OLD_NUMBER: Final = "altnummer"
OLD_LIGHT: Final = "altampel"
NOTED: Final = {OLD_NUMBER: "Nummer in der alten Liste", OLD_LIGHT: "Ampel in der alten Liste"}
"""What new measures keep in their internal note: a number of the file, and a light without the report behind it."""
KEY_FIGURE: Final = "kennzahl"
RELATED: Final = {**NOTED, KEY_FIGURE: "Kennzahl, zum Beispiel „Beratungen 2025: 412“"}
"""Columns of files that are none of the catalogue."""
OTHERS_TOO: Final = ("ampel", "kennzahlen")
"""What an own export only shows, and a list from elsewhere means otherwise."""
READ: Final = (*IMPORTED, *MONEY, *RELATED)
OWN_NUMBER: Final = re.compile(r"M-\d{4}-\d{3,}")
IN_BRACKETS: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]")
QUALIFIED: Final = re.compile(
    r"(?:,? (?:p\. ?a\.|pro jahr|im jahr|jährlich|in (?:euro|eur|t?€|tsd\. ?€)|€|eur|gesamt|(?:19|20)\d\d))+$"
)
"""What stands behind „Kosten“ and „Budget“ without changing what they are."""
QUALIFIABLE: Final = (*MONEY, "finanzierung")
DIVIDED: Final = re.compile(r"(?<=[a-zäöüß.])-\s+(?=[a-zäöüß])")
ANYTHING: Final = ("nummer", "titel", "art", "notiz")
"""What „Name“ and „Bemerkung“ mean only where nothing stands above them: „Kontakt Name“ is no title."""
MAYBE_STATE: Final = ("sachstand", "aktueller stand", "umsetzung", "aktueller sachstand")
LIGHTS: Final = frozenset(("gruen", "gelb", "rot"))
LONGEST_STATE: Final = 25
"""In letters; longer ones are reports about a measure."""
MAX_HEADING_LENGTH: Final = 120
"""In letters; what is longer is a text of the table."""
MIN_LETTERS: Final = 4
"""As short may a shortened heading be: „Zielgr.“, „Beschr.“."""


def importable() -> list[CatalogueColumn]:
    """The columns that can be taken in, in the order of the catalogue."""
    return [column for column in COLUMNS if column.key in (*IMPORTED, *MONEY)]


def recognised(headings: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> dict[int, str]:
    """The key of the column by place in the file; own names come before other words, each column once.

    A column of numbers that are none of the catalogue holds the numbers of an old list.
    """
    own, others = _words(is_own=is_export(headings))
    plain = [_plain(heading) if len(heading) <= MAX_HEADING_LENGTH else "" for heading in headings]
    found: dict[int, str] = {}
    known = own | others
    readings = (
        own.get,
        others.get,
        partial(_shortened, known=known),
        partial(_abbreviated, known=known),
        partial(_qualified, known=known),
        partial(_joined, known=known),
        partial(_below, known=known, groups=_groups(plain)),
    )
    for meaning in readings:
        for place, word in enumerate(plain):
            key = meaning(word)
            if key and place not in found and key not in found.values():
                found[place] = key
    if "status" not in found.values():
        found |= {place: "status" for place in _of_states(plain, rows) if place not in found}
    found |= {place: OLD_LIGHT for place in _of_lights(found, rows) if OLD_LIGHT not in found.values()}
    numbers = next((place for place, key in found.items() if key == "nummer"), None)
    filled = [row[numbers] for row in rows if row[numbers]] if numbers is not None else []
    if numbers is not None and filled and not any(OWN_NUMBER.fullmatch(cell) for cell in filled):
        found[numbers] = OLD_NUMBER
    return {place: key for place, key in sorted(found.items()) if key in READ}


@cache
def _words(*, is_own: bool) -> tuple[dict[str, str], dict[str, str]]:
    """The keys of the columns by their own names, and by other words for them."""
    own = {_plain(column.label): column.key for column in COLUMNS if column.key not in OTHERS_TOO or is_own}
    others = {_plain(word): key for key, words in OTHER_WORDS.items() for word in words}
    return own, {word: key for word, key in others.items() if word not in own}


def is_export(headings: Sequence[str]) -> bool:
    """Whether the file has columns that only an own export writes."""
    return not {"Status seit", "Letzter Bericht", "Aktualität"}.isdisjoint(headings)


def _plain(heading: str) -> str:
    """A heading for comparing: nothing in brackets, no colon or star behind, words that were divided in one."""
    whole = DIVIDED.sub("", IN_BRACKETS.sub(" ", heading)).strip(" :*?")
    return re.sub(r"\s*([/&])\s*", r"\1", fold(whole))


def _shortened(word: str, known: Mapping[str, str]) -> str | None:
    """What a heading with a full stop behind it stands for: the shortest word that begins so."""
    start = word.removesuffix(".")
    if start == word or len(start) < MIN_LETTERS:
        return None
    words = [full for full in known if full.startswith(start)]
    return known[min(words, key=len)] if words else None


def _abbreviated(word: str, known: Mapping[str, str]) -> str | None:
    """What „Koop.-Partner“ and „Verantw. Stelle“ are: the one column whose words begin so."""
    if not re.search(r"[a-z]{3}\.", word):
        return None
    pattern = re.compile(re.sub(r"\\\.(?:\\ |\\-|-)?", r"[a-z]*[ -]?", re.escape(word)))
    keys = {key for full, key in known.items() if pattern.fullmatch(full)}
    return keys.pop() if len(keys) == 1 else None


def _groups(words: Sequence[str]) -> set[str]:
    """How several headings begin that stand below one that is over them all: „Zuständigkeit“."""
    starts = Counter(" ".join(parts[:at]) for parts in map(str.split, words) for at in range(1, len(parts)))
    return {start for start, number in starts.items() if number > 1}


def _below(word: str, known: Mapping[str, str], groups: Collection[str]) -> str | None:
    """What „Zuständigkeit FF Amt“ is beside „Zuständigkeit weitere Ämter“: what stands below the common heading."""
    parts = word.split()
    own = [" ".join(parts[at:]) for at in range(1, len(parts)) if " ".join(parts[:at]) in groups]
    own += [QUALIFIED.sub("", each) for each in own]
    return next((known[each] for each in own if known.get(each, "titel") not in ANYTHING), None)


def _of_states(words: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """The first column „Sachstand“ that holds words of a state and no texts."""
    for place, word in enumerate(words):
        filled = [row[place] for row in rows if row[place]] if word in MAYBE_STATE else []
        if filled and max(map(len, filled)) <= LONGEST_STATE:
            return [place]
    return []


def _of_lights(found: Mapping[int, str], rows: Sequence[Sequence[str]]) -> list[int]:
    """The column of the state where it holds nothing but colours: „Stand der Umsetzung (Ampel)“."""
    places = [place for place, key in found.items() if key == "status"]
    words = {fold(row[place]) for place in places for row in rows if row[place]}
    return places if words and words <= LIGHTS else []


def _qualified(word: str, known: Mapping[str, str]) -> str | None:
    """What „Kosten p. a.“ and „Ansatz 2026“ are: the amount itself."""
    key = known.get(QUALIFIED.sub("", word))
    return key if key in QUALIFIABLE else None


def _joined(word: str, known: Mapping[str, str]) -> str | None:
    """What „Kurzbeschreibung / Inhalte“ is: the one column that its parts name."""
    keys = {known.get(part.strip()) for part in re.split(r"[/&,;]| und | bzw\. ", word)} - {None}
    return keys.pop() if len(keys) == 1 else None


def unread(headings: Sequence[str], rows: Sequence[Sequence[str]], places: Iterable[int]) -> list[str]:
    """The columns that hold something and mean nothing here, by name; the own ones that are only shown aside."""
    known = {*places, *(place for place, heading in enumerate(headings) if only_shown([heading]))}
    return [heading for place, heading in enumerate(headings) if place not in known and any(row[place] for row in rows)]


def known_headings(headings: Sequence[str]) -> int:
    """How many of `headings` name a column of the catalogue."""
    return len(recognised(headings)) + len(only_shown(headings))


def only_shown(headings: Sequence[str]) -> list[str]:
    """The headings of an own export that can be read but not be set, such as the light of the last report."""
    labels = {fold(column.label) for column in COLUMNS if column.key not in (*IMPORTED, *MONEY)}
    if not is_export(headings):
        labels -= {fold(BY_KEY[key].label) for key in OTHERS_TOO}
    return [heading for heading in headings if fold(heading) in labels]
