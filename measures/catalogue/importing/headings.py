"""Which columns of a file are which columns of the catalogue, whatever order they stand in."""

from collections.abc import Sequence
from typing import Final

from measures.catalogue.columns import COLUMNS, CatalogueColumn
from neuss_integration.foundation.words.folding import fold

IMPORTED: Final = (
    "nummer", "titel", "art", "handlungsfeld", "erfolgsfaktoren", "federfuehrung", "mitwirkend", "traeger", "partner",
    "zielgruppen", "zielgruppe", "stadtteile", "ort", "status", "statusgrund", "beginn", "ende", "rhythmus",
    "zeitraum", "ausgangslage", "ziel", "beschreibung", "finanzierung", "rechtsgrundlage", "ergebnisse", "quellen",
    "notiz",
)  # fmt: skip
NEEDED: Final = ("titel", "art", "handlungsfeld", "federfuehrung")
"""What a new measure cannot do without; known ones are found by number."""
OTHER_WORDS: Final = {
    "nummer": ("Nr", "Nr.", "ID", "Maßnahmennummer", "Kennung"),
    "titel": ("Maßnahme", "Name", "Bezeichnung", "Name der Maßnahme", "Projekt", "Projekttitel", "Titel der Maßnahme"),
    "art": ("Art der Maßnahme", "Maßnahmenart", "Typ"),
    "handlungsfeld": ("Handlungsfelder", "Themenfeld", "Bereich"),
    "erfolgsfaktoren": ("Erfolgsfaktor",),
    "federfuehrung": ("Amt", "Fachamt", "Fachdienststelle", "Zuständig", "Zuständigkeit", "Zuständiges Amt",
                      "Federführendes Amt", "Federführende Stelle", "Verantwortlich"),
    "mitwirkend": ("Mitwirkende", "Beteiligte Ämter", "Weitere Ämter", "Mitwirkende Ämter"),
    "traeger": ("Träger der Maßnahme", "Maßnahmenträger", "Durchführung", "Durchgeführt von"),
    "partner": ("Partner", "Kooperationspartner", "Kooperation", "Kooperationen"),
    "zielgruppen": ("Zielgruppe",),
    "stadtteile": ("Stadtteil", "Sozialraum", "Stadtbezirk"),
    "ort": ("Standort", "Veranstaltungsort"),
    "status": ("Stand", "Umsetzungsstand", "Umsetzungsstatus"),
    "statusgrund": ("Begründung",),
    "beginn": ("Start", "Anfang", "Startdatum", "Von", "Laufzeit von"),
    "ende": ("Enddatum", "Bis", "Laufzeit bis"),
    "rhythmus": ("Turnus", "Häufigkeit"),
    "zeitraum": ("Laufzeit", "Zeitraum"),
    "ausgangslage": ("Ausgangssituation", "Anlass"),
    "ziel": ("Ziel", "Ziele", "Zielsetzung"),
    "beschreibung": ("Kurzbeschreibung", "Inhalt", "Erläuterung"),
    "finanzierung": ("Kosten", "Budget", "Finanzierung und Kosten"),
    "rechtsgrundlage": ("Gesetzliche Grundlage",),
    "ergebnisse": ("Ergebnis", "Ergebnisse"),
    "quellen": ("Quelle",),
    "notiz": ("Notiz", "Bemerkung", "Bemerkungen", "Anmerkung", "Anmerkungen"),
}  # fmt: skip


def importable() -> list[CatalogueColumn]:
    """The columns that can be taken in, in the order of the catalogue."""
    return [column for column in COLUMNS if column.key in IMPORTED]


def recognised(headings: Sequence[str]) -> dict[int, str]:
    """The key of the column by place in the file; own names come before other words, each column once."""
    own = {fold(column.label): column.key for column in COLUMNS}
    others = {fold(word): key for key, words in OTHER_WORDS.items() for word in words}
    found: dict[int, str] = {}
    for words in (own, {word: key for word, key in others.items() if word not in own}):
        for place, heading in enumerate(headings):
            key = words.get(fold(heading))
            if key and place not in found and key not in found.values():
                found[place] = key
    return {place: key for place, key in sorted(found.items()) if key in IMPORTED}


def only_shown(headings: Sequence[str]) -> list[str]:
    """The headings of an own export that can be read but not be set, such as the light of the last report."""
    labels = {fold(column.label) for column in COLUMNS if column.key not in IMPORTED}
    return [heading for heading in headings if fold(heading) in labels]
