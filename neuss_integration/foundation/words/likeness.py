"""Titles that mean the same thing in another spelling: compared in Python, because databases fold no umlauts."""

import re
from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from neuss_integration.foundation.words.city_names import city_names
from neuss_integration.foundation.words.folding import fold, name_key

T = TypeVar("T")
ALIKE: Final = 0.72
MOST: Final = 5
FILLERS: Final = frozenset(
    ("am", "an", "auf", "aus", "bei", "das", "dem", "den", "der", "des", "die", "ein", "eine", "einer", "fuer", "im",
     "in", "mit", "nach", "oder", "stadt", "um", "und", "von", "vor", "zu", "zum", "zur")
)  # fmt: skip


def likeness(one: str, other: str) -> float:
    """From 0 to 1, how much two titles are alike: the share of letter triples of their words that they have in common.

    The order of words, umlauts, case, hyphens, small words and the name of the city do not count (Sørensen-Dice over
    trigrams).
    """
    return shared(triples(one), triples(other))


def most_alike(title: str, others: Iterable[T], title_of: Callable[[T], str]) -> list[T]:
    """At most MOST of `others` whose title is like `title`, the likest first; ten thousand take about half a second."""
    wanted = triples(title)
    found: list[tuple[float, int, T]] = []
    for other in others:
        score = shared(wanted, triples(title_of(other)))
        if score >= ALIKE:
            found.append((-score, len(found), other))
    return [other for _, _, other in sorted(found)[:MOST]]


def telling_words(title: str) -> list[str]:
    """The folded words of `title` without small words and the name of the city; all of them where nothing is left."""
    words = re.findall(r"\w+", name_key(title))
    empty = FILLERS.union(fold(city_names().name).split())
    return [word for word in words if word not in empty] or words


def triples(title: str) -> frozenset[str]:
    """The letter triples of the telling words of `title`, to be compared with many others by `shared`."""
    padded = (f"  {word} " for word in telling_words(title))
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the triples that two titles have in common, from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
