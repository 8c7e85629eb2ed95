"""What people write in tables for yes and for no."""

from typing import Final

from neuss_integration.foundation.words.folding import fold

YES: Final = ("ja", "x", "✓", "wahr", "true", "1", "j")
NO: Final = ("", "nein", "-", "–", "falsch", "false", "0", "n")


def said(text: str) -> bool | None:
    """Whether `text` says yes; None when it says neither."""
    word = fold(text)
    return None if word not in (*YES, *NO) else word in YES
