"""A number with the noun that it counts, in the right number and case."""

from collections.abc import Mapping
from typing import Final

NOUNS: Final[Mapping[str, tuple[str, str]]] = {
    "Abfrage": ("Abfragen", "Abfragen"),
    "Abruf": ("Abrufe", "Abrufen"),
    "Aktion": ("Aktionen", "Aktionen"),
    "Anfrage": ("Anfragen", "Anfragen"),
    "Angabe": ("Angaben", "Angaben"),
    "Ansicht": ("Ansichten", "Ansichten"),
    "Antwort": ("Antworten", "Antworten"),
    "Arbeitstag": ("Arbeitstage", "Arbeitstagen"),
    "Aufgabe": ("Aufgaben", "Aufgaben"),
    "Auftrag": ("Aufträge", "Aufträgen"),
    "Bedarf": ("Bedarfe", "Bedarfen"),
    "Beleg": ("Belege", "Belegen"),
    "Bericht": ("Berichte", "Berichten"),
    "Beschluss": ("Beschlüsse", "Beschlüssen"),
    "Bild": ("Bilder", "Bildern"),
    "Dezernat": ("Dezernate", "Dezernaten"),
    "Einladung": ("Einladungen", "Einladungen"),
    "Einschätzung": ("Einschätzungen", "Einschätzungen"),
    "Enthaltung": ("Enthaltungen", "Enthaltungen"),
    "Erfolgsfaktor": ("Erfolgsfaktoren", "Erfolgsfaktoren"),
    "Erinnerung": ("Erinnerungen", "Erinnerungen"),
    "Fachdienststelle": ("Fachdienststellen", "Fachdienststellen"),
    "Fehler": ("Fehler", "Fehlern"),
    "Feld": ("Felder", "Feldern"),
    "Frage": ("Fragen", "Fragen"),
    "Frist": ("Fristen", "Fristen"),
    "Handlungsfeld": ("Handlungsfelder", "Handlungsfeldern"),
    "Handlungsvorschlag": ("Handlungsvorschläge", "Handlungsvorschlägen"),
    "Hinweis": ("Hinweise", "Hinweisen"),
    "Indikator": ("Indikatoren", "Indikatoren"),
    "Kommentar": ("Kommentare", "Kommentaren"),
    "Kriterium": ("Kriterien", "Kriterien"),
    "Lücke": ("Lücken", "Lücken"),
    "Maßnahme": ("Maßnahmen", "Maßnahmen"),
    "Meilenstein": ("Meilensteine", "Meilensteinen"),
    "Mensch": ("Menschen", "Menschen"),
    "Messgröße": ("Messgrößen", "Messgrößen"),
    "Messwert": ("Messwerte", "Messwerten"),
    "Minute": ("Minuten", "Minuten"),
    "Monat": ("Monate", "Monaten"),
    "Nachricht": ("Nachrichten", "Nachrichten"),
    "Organisation": ("Organisationen", "Organisationen"),
    "Person": ("Personen", "Personen"),
    "Regel": ("Regeln", "Regeln"),
    "Sachstand": ("Sachstände", "Sachständen"),
    "Sachstandsbericht": ("Sachstandsberichte", "Sachstandsberichten"),
    "Seite": ("Seiten", "Seiten"),
    "Selbstcheck": ("Selbstchecks", "Selbstchecks"),
    "Sitz": ("Sitze", "Sitzen"),
    "Sitzung": ("Sitzungen", "Sitzungen"),
    "Stadtteil": ("Stadtteile", "Stadtteilen"),
    "Stelle": ("Stellen", "Stellen"),
    "Stimme": ("Stimmen", "Stimmen"),
    "Tabelle": ("Tabellen", "Tabellen"),
    "Tag": ("Tage", "Tagen"),
    "Termin": ("Termine", "Terminen"),
    "Versuch": ("Versuche", "Versuchen"),
    "Veränderung": ("Veränderungen", "Veränderungen"),
    "Veröffentlichung": ("Veröffentlichungen", "Veröffentlichungen"),
    "Wartezeit": ("Wartezeiten", "Wartezeiten"),
    "Wert": ("Werte", "Werten"),
    "Wirkung": ("Wirkungen", "Wirkungen"),
    "Wort": ("Wörter", "Wörtern"),
    "Zahl": ("Zahlen", "Zahlen"),
    "Zeichen": ("Zeichen", "Zeichen"),
    "Zeile": ("Zeilen", "Zeilen"),
    "Ziel": ("Ziele", "Zielen"),
    "Änderung": ("Änderungen", "Änderungen"),
}
"""What is counted anywhere, with its plural in the nominative and in the dative."""

MASCULINE: Final = (
    "Abruf Arbeitstag Auftrag Bedarf Beleg Bericht Beschluss Erfolgsfaktor Fehler Handlungsvorschlag Hinweis Indikator "
    "Kommentar Meilenstein Mensch Messwert Monat Sachstand Sachstandsbericht Selbstcheck Sitz Stadtteil Tag Termin "
    "Versuch Wert"
)
NEUTER: Final = "Bild Dezernat Feld Handlungsfeld Kriterium Wort Zeichen Ziel"
FEMININE: Final = (
    "Abfrage Aktion Anfrage Angabe Ansicht Antwort Aufgabe Einladung Einschätzung Enthaltung Erinnerung "
    "Fachdienststelle Frage Frist Lücke Maßnahme Messgröße Minute Nachricht Organisation Person Regel Seite Sitzung "
    "Stelle Stimme Tabelle Veränderung Veröffentlichung Wartezeit Wirkung Zahl Zeile Änderung"
)


def noun_of(number: int, noun: str) -> str:
    """The noun for `number` things: "Sachstand", "Sachstände"."""
    return noun if number == 1 else NOUNS[noun][0]


def open_count_of(number: int, noun: str) -> str:
    """ "1 offener Sachstand", "1 offene Anfrage", "2 offene Sachstände"."""
    return f"{number} {_ended('offen', number, noun)} {noun_of(number, noun)}"


def further(number: int, noun: str) -> str:
    """ "weiterer" (1 Bericht), "weiteres" (1 Ziel), "weitere" (1 Maßnahme, 2 Berichte)."""
    return _ended("weiter", number, noun)


def further_of(number: int, noun: str) -> str:
    """ "1 weiterer Bericht", "1 weiteres Ziel", "2 weitere Berichte"."""
    return f"{number} {further(number, noun)} {noun_of(number, noun)}"


def count_of(number: int, noun: str, *, dative: bool = False) -> str:
    """ "1 Bericht", "0 Berichte", "1.234 Berichten"; raises KeyError for a noun that is not in NOUNS."""
    many = NOUNS[noun][1 if dative else 0]
    return f"{number:,}".replace(",", ".") + " " + (noun if number == 1 else many)


def _ended(stem: str, number: int, noun: str) -> str:
    if number != 1 or noun in FEMININE.split():
        return stem + "e"
    return stem + ("er" if noun in MASCULINE.split() else "es")
