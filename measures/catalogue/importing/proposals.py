"""Who is probably meant by a name that nobody knows; a person decides."""

import re
from collections import Counter
from collections.abc import Sequence, Set
from functools import cached_property
from typing import Any, Final

from measures.catalogue.importing.names import MANY_SEPARATORS
from measures.enums import MeasureKind, MeasureState, NameKind
from measures.models.catalogue_import import WHOLE_CITY
from neuss_integration.foundation.spreadsheets.group_rows import OTHER
from neuss_integration.foundation.words.city_names import city_names
from neuss_integration.foundation.words.folding import fold, name_key
from neuss_integration.foundation.words.likeness import shared, telling_words, triples
from success_factors.models import FieldOfAction

LEAST: Final = 0.45
"""As alike a name has to be to be proposed."""
PART: Final = 0.75
"""How alike a name is to one that it is a part of."""
ANSWERED: Final = 0.4
"""As alike two words have to be for one to answer the other: „Presseamt“ and „Presse“."""
TOUCHED: Final = 0.1
"""As alike to a name is each part of a list that means it: „Senior“ and „innen“ to „Seniorinnen und Senioren“."""
OPPOSITE: Final = re.compile(r"\b(ohne|nicht|kein\w*)\b", re.IGNORECASE)
TELLS_NOTHING: Final = frozenset(
    ("e", "v", "ev", "gmbh", "ggmbh", "kg", "ag", "amt", "fachbereich", "abteilung", "team", "verein")
)
COMMON: Final = 3
"""A word in so many names tells none of them from another."""
WHO: Final = (NameKind.DEPARTMENT, NameKind.ORGANISATION, NameKind.TARGET_GROUP)
SHORT: Final = 6
"""As long may an abbreviation be."""
OF_MANY: Final = (NameKind.ORGANISATION, NameKind.TARGET_GROUP, NameKind.DISTRICT)
"""Of these a cell may name several: who is a part of the list is not all of it."""
ADJECTIVE: Final = re.compile(r"\b(?!(?:der|die|des|eine|einer|oder)\b)[a-zäöüß]{2,}(?:e|en|er|es) $")
IN_BRACKETS: Final = re.compile(r"\s*\([^)]*\)")
SAME: Final = {
    "migrationshintergrund": "einwanderungsgeschichte",
    "migrationsgeschichte": "einwanderungsgeschichte",
    "zuwanderungsgeschichte": "einwanderungsgeschichte",
    "stadtbuecherei": "stadtbibliothek",
    "buecherei": "bibliothek",
}
"""Words for one thing; the second is asked about where no name holds the first."""
SAME_WORD: Final = re.compile(rf"\b(?:{'|'.join(SAME)})\b")
MEANINGS: Final[dict[NameKind, dict[str, tuple[str, ...]]]] = {
    NameKind.KIND: {
        MeasureKind.PERMANENT: ("daueraufgabe", "dauerhaft", "laufend", "angebot", "regelangebot", "dauermassnahme",
                                "fortlaufend", "beratung", "kurs", "ehrenamt", "programm", "treff", "gruppe"),
        MeasureKind.PROJECT: ("modellprojekt", "befristet", "massnahme", "vorhaben", "pilot", "pilotprojekt"),
        MeasureKind.EVENT: ("fest", "aktion", "aktionstag", "fachtag", "tagung", "workshop", "fortbildung", "einmalig",
                            "messe", "feier", "ausstellung", "lesung", "markt", "konferenz", "schulung", "preis",
                            "preisverleihung", "empfang", "wettbewerb", "aktionswoche", "veranstaltungsreihe"),
        MeasureKind.NETWORK: ("netzwerk", "arbeitskreis", "ak", "gremium", "runder tisch", "arbeitsgruppe", "ag"),
        MeasureKind.CONCEPT: ("leitbild", "strategie", "handlungskonzept"),
        MeasureKind.STRUCTURE: ("struktur", "organisation", "stelle", "verwaltung", "verwaltungsmassnahme"),
        MeasureKind.CAMPAIGN: ("oeffentlichkeitsarbeit", "information"),
        MeasureKind.GRANT: ("foerderung", "zuschuss", "foerdermittel"),
        MeasureKind.SURVEY: ("umfrage", "befragung", "studie", "monitoring"),
    },
    NameKind.STATE: {
        MeasureState.IDEA: ("vorschlag", "angedacht", "ideenphase"),
        MeasureState.PLANNED: ("in planung", "vorgesehen", "planung", "in vorbereitung", "vorbereitung", "neu"),
        MeasureState.RUNNING: ("in umsetzung", "aktiv", "laeuft", "in arbeit", "fortlaufend", "begonnen", "gestartet",
                               "in bearbeitung", "umsetzung", "dauerhaft", "im gange"),
        MeasureState.PAUSED: ("pausiert", "ausgesetzt", "unterbrochen", "pause", "ruht", "zurueckgestellt"),
        MeasureState.COMPLETED: ("beendet", "erledigt", "umgesetzt", "fertig", "abgeschl.", "ausgelaufen"),
        MeasureState.ROUTINE: ("verstetigt", "regelbetrieb", "regelangebot", "uebergegangen", "daueraufgabe"),
        MeasureState.DROPPED: ("entfaellt", "gestoppt", "abgebrochen", "verworfen", "eingestellt", "entfallen"),
    },
    NameKind.DISTRICT: {
        WHOLE_CITY: ("stadtweit", "gesamtes stadtgebiet", "gesamte stadt", "stadtgebiet", "gesamtstadt", "alle",
                     "alle stadtteile", "ueberall", "ganzes stadtgebiet", "gesamtstaedtisch", "saemtliche",
                     "gesamt", "alle stadtbezirke", "das ganze stadtgebiet", "kreisweit", "landkreisweit",
                     "gesamter kreis", "gesamter landkreis", "ganzer landkreis", "kreisgebiet", "gemeindeweit"),
    },
}  # fmt: skip


def proposal(kind: NameKind, text: str, rows: Sequence[Any]) -> Any:
    """The one of `rows` that `text` most likely means; None when none is like it."""
    return Proposals(kind, rows).of(text)


def fields_above(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[int, str]:
    """The column of rows that stand above others, when most of them are like a Handlungsfeld: „A Bildung“."""
    if OTHER not in headings:
        return {}
    place = headings.index(OTHER)
    texts = {row[place] for row in rows if row[place]}
    proposals = Proposals(NameKind.FIELD, list(FieldOfAction.objects.all()))
    known = sum(proposals.of(text) is not None for text in texts)
    return {place: "handlungsfeld"} if known and 2 * known >= len(texts) else {}


class _Named:
    """One of the rows with what is asked of its name again and again."""

    __slots__ = ("folded", "is_opposite", "name", "plain", "row", "words")

    def __init__(self, row: Any) -> None:
        self.row, self.name = row, _name(row)
        self.folded, self.words = name_key(self.name), telling_words(self.name)
        self.plain = _plain(self.folded)
        self.is_opposite = OPPOSITE.search(self.name) is not None


class Proposals:
    """Answers to many names of one kind: the words of the `rows` are reckoned once for all questions."""

    def __init__(self, kind: NameKind, rows: Sequence[Any]) -> None:
        self.kind, self.rows = kind, rows
        self.by_key = {str(row.pk): row for row in rows}
        self.by_name: dict[str, Any] = {}
        for row in rows:
            self.by_name.setdefault(name_key(str(getattr(row, "name", ""))), row)
        self.triples: dict[str, frozenset[str]] = {}

    @cached_property
    def names(self) -> list[_Named]:
        """The rows with their names taken apart."""
        return [_Named(row) for row in self.rows]

    @cached_property
    def nothing(self) -> Set[str]:
        """Words that tell none of the names from another."""
        found = Counter(word for each in self.names for word in set(each.words))
        return TELLS_NOTHING | {word for word, count in found.items() if count >= COMMON}

    def of(self, text: str) -> Any:
        """The row that `text` most likely means; None when none is like it."""
        word = name_key(text)
        spellings = {word, IN_BRACKETS.sub("", word)}
        for key, words in MEANINGS.get(self.kind, {}).items():
            if not spellings.isdisjoint(words) or (key == WHOLE_CITY and means_whole_city(text)):
                return self.by_key.get(key)
        if word in self.by_name:
            return _successor(self.by_name[word])
        other = SAME_WORD.sub(lambda found: SAME[found[0]], word)
        return self._likest(text, word) or (self._likest(other, other) if other != word else None)

    def _likest(self, text: str, word: str) -> Any:
        names = self._answering(text) if self.kind in WHO else self.names
        is_list = self.kind in OF_MANY and MANY_SEPARATORS.search(text) is not None
        others = [(at, each) for at, each in enumerate(names) if each.row.pk != WHOLE_CITY]
        scored = [
            (self._like_all(text, each.name) if is_list else self._score(text, word, each), -at, each.row)
            for at, each in others
        ]
        best = sorted(scored, key=lambda each: each[:2], reverse=True)[:2]
        if not best or best[0][0] < LEAST or _are_both_meant(best):
            return None
        return _successor(best[0][2])

    def _like_all(self, text: str, name: str) -> float:
        """How like a list is to a name that has something of each part: not „Furth/Norf“ to „Furth“."""
        parts = [part for part in MANY_SEPARATORS.split(text) if len(part.strip()) > 1]
        return self._like(text, name) if all(self._like(part, name) >= TOUCHED for part in parts) else 0.0

    def _answering(self, text: str) -> list[_Named]:
        """Those that have something like each word of `text` that tells one from another, and little else.

        „Sportbund Rhein-Kreis Neuss e.V.“ is not the „Schulamt für den Rhein-Kreis Neuss“, the „Integrationsrat“ no
        „Arbeitskreis Integration der Migranten“, and who is „ohne“ something not who has it.
        """
        wanted = [word for word in telling_words(text) if word not in self.nothing]
        is_opposite = OPPOSITE.search(text) is not None
        return [each for each in self.names if each.is_opposite >= is_opposite and self._is_answer(wanted, each)]

    def _is_answer(self, wanted: list[str], named: _Named) -> bool:
        if not all(self._is_answered(word, named) for word in wanted):
            return False
        folded = named.folded
        is_part = any(re.search(rf"\b{re.escape(word)}", folded) or _as_initials(word, folded) for word in wanted)
        telling = [word for word in named.words if word not in self.nothing]
        asked = [any(self._like(word, each) >= ANSWERED for each in wanted) for word in telling]
        return is_part or not wanted or 2 * sum(asked) >= len(asked)

    def _is_answered(self, word: str, named: _Named) -> bool:
        is_short = len(word) <= SHORT and _as_initials(word, named.folded) > 0
        return word.isdigit() or is_short or any(self._like(word, other) >= ANSWERED for other in named.words)

    def _score(self, text: str, word: str, named: _Named) -> float:
        """From 0 to 1, how much a name is like a row: as a part of it, as its initials, by its letters."""
        if _is_narrowed(text, named.name):
            return 0.0
        alike, plain = self._like(text, named.name), _plain(word)
        if min(len(plain), len(named.plain)) > 2 and (
            re.search(rf"\b{plain}", named.plain) or re.search(rf"\b{named.plain}\b", plain)
        ):
            alike = max(alike, PART)
        if text.isupper() and text.isalpha() and len(text) <= SHORT:
            alike = max(alike, _as_initials(word, named.folded))
        return alike

    def _like(self, one: str, other: str) -> float:
        return shared(self._triples(one), self._triples(other))

    def _triples(self, text: str) -> frozenset[str]:
        if text not in self.triples:
            self.triples[text] = triples(text)
        return self.triples[text]


def _plain(folded: str) -> str:
    """The words alone: „tg neuss“ is a part of „turngemeinde (tg) neuss“, „jugendl.“ of „jugendliche“."""
    return " ".join(re.findall(r"\w+", folded))


def _are_both_meant(best: list[tuple[float, int, Any]]) -> bool:
    """Whether the name is a part of two as much as of one, such as „Furth“ of „Furth-Süd“ and „Furth-Mitte“."""
    return len(best) > 1 and best[0][0] == best[1][0] == PART


def _successor(row: Any) -> Any:
    """What followed `row`, and again, as far as it goes."""
    seen = set()
    while getattr(row, "successor", None) is not None and row.pk not in seen:
        seen.add(row.pk)
        row = row.successor
    return row


def means_whole_city(text: str) -> bool:
    """Whether people write `text` for all Stadtteile together."""
    city, word = fold(city_names().name), fold(text)
    return word in MEANINGS[NameKind.DISTRICT][WHOLE_CITY] or word in {
        city,
        f"stadt {city}",
        *(f"{whole} {city}" for whole in ("ganz", "gesamt", "in ganz", "alle")),
    }


def _name(row: Any) -> str:
    return str(getattr(row, "title", "") or getattr(row, "text", "") or row.name)


def _is_narrowed(text: str, name: str) -> bool:
    """Whether `name` means only some of them: „junge Erwachsene“ are not „Erwachsene“."""
    match = re.search(rf"\b{re.escape(text)}", name, re.IGNORECASE)
    return match is not None and ADJECTIVE.search(name[: match.start()]) is not None


def _as_initials(short: str, name: str) -> float:
    """„DRK“ for Deutsches Rotes Kreuz, „AWO“ for Arbeiterwohlfahrt."""
    words = re.findall(r"\w+", name)
    initials = "".join(each[0] for each in words)
    if short in initials:
        return 0.95 if initials.startswith(short) else 0.85
    parts = iter(words[0]) if words and words[0][0] == short[0] else iter("")
    return 0.7 if all(letter in parts for letter in short) else 0.0
