"""A person in longer texts: in every spelling a table may keep, in lists and in lists of lists."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any, Final
from urllib.parse import quote, quote_plus

from django.db import models

from neuss_integration.accounts.models import User
from neuss_integration.foundation.records.text_cleaning import SEARCHED
from neuss_integration.foundation.words.folding import fold

ERASED: Final = "gelöscht"
FOLDED: Final = ("namemapping", "text")
"""A field that keeps the words as they are compared, as does what a search looks at."""
ADDRESSES: Final = frozenset({"query", "page"})
"""Fields that keep a part of an address, as a browser writes it."""
PHONE: Final = re.compile(r"\s*(?:\+|00?)[\d\s()/.–-]{5,}")
EXACT: Final = 2
"""An answer of `naming`: the text is nothing but the name or the address."""


def spellings(field: models.Field, words: Iterable[str]) -> list[str]:
    """How the words may stand in the field: folded in what a search looks at, in any case elsewhere.

    SQLite tells Ä from ä, whatever it is asked, and keeps JSON with ASCII signs alone.
    """
    model = str(field.model._meta.model_name).removeprefix("historical")
    if field.name == SEARCHED or (model, field.name) == FOLDED:
        return [fold(word) for word in words]
    found = [each for word in words for each in (word, word.lower(), word.upper())]
    if isinstance(field, models.JSONField):
        found += [json.dumps(each)[1:-1] for each in found]
    if field.name in ADDRESSES:
        found += [written(each) for each in found for written in (quote_plus, quote)]
    if field.name == "html":
        found += [escape(each) for each in found]
    return list(dict.fromkeys(found))


def strings(value: Any) -> Iterator[str]:
    """Every text in a value of JSON, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for each in value.values() for text in strings(each))
    elif isinstance(value, list | tuple):
        yield from (text for each in value for text in strings(each))


def without(text: str, words: Iterable[str]) -> str:
    """The text with a mark in place of the words, in whatever case they stand."""
    for word in words:
        text = re.sub(re.escape(word), f"[{ERASED}]", text, flags=re.IGNORECASE)
    return text


def naming(text: str, exact: Iterable[str], words: Iterable[str]) -> int:
    """Whether the text names somebody: not, among other words, or (EXACT) it is nothing else."""
    plain = text.strip().casefold()
    if plain and plain in [each.casefold() for each in exact]:
        return EXACT
    return int(any(word.casefold() in plain for word in words))


def cleaned_json(value: Any, names: Callable[[str], int], clean: Callable[[str], str]) -> Any:
    """The value without the person: a text that is nothing but the name is empty then, as is a phone number beside."""
    if isinstance(value, str):
        return "" if names(value) == EXACT else clean(value)
    if isinstance(value, dict):
        near = {key.partition("_")[0] for key, each in value.items() if isinstance(each, str) and names(each) == EXACT}
        return {key: _of_row(each, _beside(key, near), names, clean) for key, each in value.items()}
    if isinstance(value, list):
        is_own = any(isinstance(each, str) and names(each) == EXACT for each in value)
        return [_of_row(each, is_own, names, clean) for each in value]
    return value


def _beside(key: str, near: set[str]) -> bool:
    return "_" in key and key.partition("_")[0] in near


def _of_row(value: Any, is_own: bool, names: Callable[[str], int], clean: Callable[[str], str]) -> Any:
    if is_own and isinstance(value, str) and PHONE.fullmatch(value):
        return ""
    return cleaned_json(value, names, clean)


@dataclass(frozen=True, slots=True)
class Person:
    """Who is meant: an account, and the address and name under which they stand elsewhere."""

    email: str = ""
    name: str = ""
    user: User | None = None

    @property
    def words(self) -> list[str]:
        """What is looked for inside longer texts; a single word would find too much."""
        return [word for word in (self.email, self.name if " " in self.name else "") if word]

    @property
    def words_in_files(self) -> list[str]:
        """Lists put the last name first, in a cell of its own or before a comma."""
        first, _, last = self.name.rpartition(" ")
        return [*self.words, *([f"{last} {first}", f"{last}, {first}"] if first else [])]

    def named_in(self, text: str) -> int:
        """Whether a text names the person, and whether it is nothing else."""
        return naming(text, (self.email, self.name), self.words)
