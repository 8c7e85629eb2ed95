"""The office and the committee as the city calls them, with article and case: „an die Stabsstelle Vielfalt“."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.utils.functional import lazy

from neuss_integration.foundation.words.city_names import city_names

ARTICLES: Final = ("der", "die", "das")
ADJECTIVE: Final = re.compile(r"(\w+(?:al|isch|ich)e?)(?:r|s)?(?= [A-ZÄÖÜ])")
"""„Kommunales Integrationszentrum“: the word before the noun that is inflected with the article."""

FEMININE: Final = (
    "stelle",
    "ung",
    "heit",
    "keit",
    "kommission",
    "koordination",
    "konferenz",
    "ion",
    "agentur",
    "gruppe",
)
NEUTER: Final = ("büro", "amt", "referat", "zentrum", "dezernat", "ressort", "forum", "team", "gremium", "sekretariat")
SIBILANTS: Final = ("s", "ß", "x", "z")


@dataclass(frozen=True, slots=True)
class Term:
    """A name with its article; each property is the name in one case, with the article of that case."""

    name: str
    article: str

    def __str__(self) -> str:
        return self.name

    @property
    def nominative(self) -> str:
        return f"{self.article} {self._inflected('e')}"

    @property
    def opening(self) -> str:
        """The nominative at the beginning of a sentence."""
        return self.nominative[0].upper() + self.nominative[1:]

    @property
    def accusative(self) -> str:
        return f"den {self._inflected('en')}" if self.article == "der" else self.nominative

    @property
    def dative(self) -> str:
        return f"{'der' if self.article == 'die' else 'dem'} {self._inflected('en')}"

    @property
    def genitive(self) -> str:
        if self.article == "die":
            return f"der {self._inflected('en')}"
        noun, _, rest = self._inflected("en", of_noun=True).partition("\0")
        return f"des {noun}{'es' if noun.endswith(SIBILANTS) else 's'}{rest}"

    @property
    def von(self) -> str:
        """ "vom Integrationsbüro", "von der Stabsstelle"."""
        return f"von {self.dative}" if self.article == "die" else f"vom {self._inflected('en')}"

    @property
    def im(self) -> str:
        """ "im Integrationsbüro", "in der Stabsstelle"."""
        return f"in {self.dative}" if self.article == "die" else f"im {self._inflected('en')}"

    def _inflected(self, ending: str, *, of_noun: bool = False) -> str:
        adjective = ADJECTIVE.match(self.name)
        start, rest = "", self.name
        if adjective:
            start, rest = adjective[1].removesuffix("e") + ending + " ", self.name[adjective.end() + 1 :]
        noun, space, others = rest.partition(" ")
        return f"{start}{noun}{chr(0) if of_noun else ''}{space}{others}"


def article_of(name: str) -> str:
    """The article that a name of an office or a committee has by its ending; "der" where nothing tells."""
    adjective = ADJECTIVE.match(name)
    noun = (name[adjective.end() + 1 :] if adjective else name).partition(" ")[0].lower()
    if noun.endswith(NEUTER):
        return "das"
    return "die" if noun.endswith(FEMININE) else "der"


@lru_cache(maxsize=64)
def term(name: str, article: str = "") -> Term:
    """`name` with the article that is given or that its ending tells."""
    return Term(name, article if article in ARTICLES else article_of(name))


def office() -> Term:
    return term(city_names().office, city_names().office_article)


def committee() -> Term:
    return term(city_names().committee, city_names().committee_article)


def named(name: str) -> Term:
    """The term behind a name that was written down, with the article of today where it is the office of today."""
    return office() if name == city_names().office else term(name)


def worded(text: str) -> str:
    """`text` with `{office.…}` and `{committee.…}` in the case it asks for."""
    return text.format(office=office(), committee=committee(), city=city_names().name)


lazily_worded = lazy(worded, str)
"""`worded` at the moment it is shown; for labels and explanations that a module holds."""
