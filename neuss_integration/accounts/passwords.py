"""Rules for passwords beyond Django's: what is tried first in a German town hall, and what is no password at all."""

import re
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError

from neuss_integration.foundation.words.city_names import city_names
from neuss_integration.foundation.words.folding import fold

WORDS: Final = Path(__file__).with_name("guessable_words.txt")
LONGEST: Final = 128
MIN_DIFFERENT_CHARACTERS: Final = 5
ROWS: Final = ("abcdefghijklmnopqrstuvwxyz", "qwertzuiopasdfghjklyxcvbnm", "qwertyuiopasdfghjklzxcvbnm", "01234567890")
_LOOKALIKES: Final = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"})


class LinkTokens(PasswordResetTokenGenerator):
    """A link to a new password ends with the password, the next sign-in, and each change of the account after it."""

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.updated_at.timestamp()}"


class LengthLimitValidator:
    """More than 128 characters only cost time: hashing reads them all, and nobody types them."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError for a longer one."""
        if len(password) > LONGEST:
            raise ValidationError(
                f"Das Passwort hat mehr als {LONGEST} Zeichen. Bitte wählen Sie ein kürzeres.", code="password_too_long"
            )

    def get_help_text(self) -> str:
        """For the hints of the form."""
        return f"Höchstens {LONGEST} Zeichen."


class VariedCharactersValidator:
    """A password is more than one key held down or a finger drawn along the keyboard."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError for fewer than five different characters and for a run of neighbours."""
        folded = password.casefold()
        rows = [row * 3 for row in (*ROWS, *(row[::-1] for row in ROWS))]
        if len(set(folded)) < MIN_DIFFERENT_CHARACTERS or any(folded in row for row in rows):
            raise ValidationError(
                "Das Passwort wiederholt nur wenige Zeichen oder folgt der Tastatur. Bitte wählen Sie ein anderes, "
                "zum Beispiel vier beliebige Wörter hintereinander.",
                code="password_too_uniform",
            )

    def get_help_text(self) -> str:
        """For the hints of the form."""
        return "Nicht nur wenige Zeichen oder eine Reihe der Tastatur."


class GuessableWordsValidator:
    """Words that everybody tries – password, season, the own city and office – are no password with a year behind."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError when nothing but such words, digits and signs is in it."""
        words = guessable_words() | own_words(user)
        folded = fold(password)
        disguised = re.sub(r"[^a-z]+$", "", folded).translate(_LOOKALIKES)
        if any(is_made_of(re.sub(r"[^a-z]", "", text), words) for text in (folded, disguised)):
            raise ValidationError(
                "Dieses Passwort lässt sich leicht erraten: Es besteht nur aus naheliegenden Wörtern und Ziffern. "
                "Bitte wählen Sie ein anderes, zum Beispiel vier beliebige Wörter hintereinander.",
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        """For the hints of the form."""
        return "Nicht nur naheliegende Wörter wie der Name der Stadt."


def is_made_of(letters: str, words: frozenset[str]) -> bool:
    """Whether `letters` is nothing but `words` one behind the other; also when nothing is left."""
    reachable = {0}
    for end in range(1, len(letters) + 1):
        if any(end - len(word) in reachable and letters.endswith(word, 0, end) for word in words):
            reachable.add(end)
    return len(letters) in reachable


@cache
def guessable_words() -> frozenset[str]:
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def own_words(user: Any) -> frozenset[str]:
    """The words of the city, its office and committee, and of the person."""
    names = [city_names().name, city_names().full_name, city_names().office, city_names().committee]
    names += [getattr(user, "name", ""), getattr(user, "email", "")] if user is not None else []
    found = re.findall(r"[a-z]+", fold(" ".join(names)))
    return frozenset(word for word in found if len(word) > 1)
