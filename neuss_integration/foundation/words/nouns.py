"""A number with the noun that it counts, in the right number and case."""

from collections.abc import Mapping
from typing import Final

NOUNS: Final[Mapping[str, tuple[str, str]]] = {
    "Abfrage": ("Abfragen", "Abfragen"),
    "Abruf": ("Abrufe", "Abrufen"),
    "Aktion": ("Aktionen", "Aktionen"),
    "Anfrage": ("Anfragen", "Anfragen"),
    "Angabe": ("Angaben", "Angaben"),
    "Antwort": ("Antworten", "Antworten"),
    "Arbeitstag": ("Arbeitstage", "Arbeitstagen"),
    "Aufgabe": ("Aufgaben", "Aufgaben"),
    "Auftrag": ("Aufträge", "Aufträgen"),
    "Bedarf": ("Bedarfe", "Bedarfen"),
    "Beleg": ("Belege", "Belegen"),
    "Bericht": ("Berichte", "Berichten"),
    "Beschluss": ("Beschlüsse", "Beschlüssen"),
    "Bild": ("Bilder", "Bildern"),
    "Einladung": ("Einladungen", "Einladungen"),
    "Enthaltung": ("Enthaltungen", "Enthaltungen"),
    "Erfolgsfaktor": ("Erfolgsfaktoren", "Erfolgsfaktoren"),
    "Erinnerung": ("Erinnerungen", "Erinnerungen"),
    "Fachdienststelle": ("Fachdienststellen", "Fachdienststellen"),
    "Feld": ("Felder", "Feldern"),
    "Frage": ("Fragen", "Fragen"),
    "Frist": ("Fristen", "Fristen"),
    "Handlungsfeld": ("Handlungsfelder", "Handlungsfeldern"),
    "Hinweis": ("Hinweise", "Hinweisen"),
    "Indikator": ("Indikatoren", "Indikatoren"),
    "Kommentar": ("Kommentare", "Kommentaren"),
    "Kriterium": ("Kriterien", "Kriterien"),
    "Lücke": ("Lücken", "Lücken"),
    "Maßnahme": ("Maßnahmen", "Maßnahmen"),
    "Mensch": ("Menschen", "Menschen"),
    "Messwert": ("Messwerte", "Messwerten"),
    "Minute": ("Minuten", "Minuten"),
    "Monat": ("Monate", "Monaten"),
    "Nachricht": ("Nachrichten", "Nachrichten"),
    "Person": ("Personen", "Personen"),
    "Sachstand": ("Sachstände", "Sachständen"),
    "Sachstandsbericht": ("Sachstandsberichte", "Sachstandsberichten"),
    "Seite": ("Seiten", "Seiten"),
    "Selbstcheck": ("Selbstchecks", "Selbstchecks"),
    "Sitz": ("Sitze", "Sitzen"),
    "Sitzung": ("Sitzungen", "Sitzungen"),
    "Stadtteil": ("Stadtteile", "Stadtteilen"),
    "Stimme": ("Stimmen", "Stimmen"),
    "Tabelle": ("Tabellen", "Tabellen"),
    "Tag": ("Tage", "Tagen"),
    "Termin": ("Termine", "Terminen"),
    "Versuch": ("Versuche", "Versuchen"),
    "Veränderung": ("Veränderungen", "Veränderungen"),
    "Veröffentlichung": ("Veröffentlichungen", "Veröffentlichungen"),
    "Wartezeit": ("Wartezeiten", "Wartezeiten"),
    "Wert": ("Werte", "Werten"),
    "Wort": ("Wörter", "Wörtern"),
    "Zeichen": ("Zeichen", "Zeichen"),
    "Zeile": ("Zeilen", "Zeilen"),
    "Ziel": ("Ziele", "Zielen"),
    "Änderung": ("Änderungen", "Änderungen"),
}
"""What is counted anywhere, with its plural in the nominative and in the dative."""


def noun_of(number: int, noun: str) -> str:
    """The noun for `number` things: "Sachstand", "Sachstände"."""
    return noun if number == 1 else NOUNS[noun][0]


def open_count_of(number: int, noun: str) -> str:
    """ "1 offener Sachstand", "2 offene Sachstände"; for nouns like „der Sachstand“."""
    return f"{number} {'offener' if number == 1 else 'offene'} {noun_of(number, noun)}"


def count_of(number: int, noun: str, *, dative: bool = False) -> str:
    """ "1 Bericht", "0 Berichte", "1.234 Berichten"; raises KeyError for a noun that is not in NOUNS."""
    many = NOUNS[noun][1 if dative else 0]
    return f"{number:,}".replace(",", ".") + " " + (noun if number == 1 else many)
