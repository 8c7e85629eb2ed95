"""Texts made so that a pattern tries every way to read them: each door that reads people's texts is quick."""

from collections.abc import Callable
from time import process_time
from typing import Any, Final

import pytest

from measures.catalogue.importing.related import read_figures
from neuss_integration.foundation.words.first_sentence import first_sentence
from neuss_integration.foundation.words.markdown import read_as_words
from neuss_integration.foundation.words.private_details import private_details
from success_factors.imports.numbers import measured

LENGTH: Final = 20_000
"""What a field of text takes."""
REPEATED: Final = ("a", "1", " ", "\n", "\u00a0", ".", "(", "a ", "1 ", "a. ", "(,", "1.", "a: ", "0-", "Str. ", " \n")
READERS: Final[dict[str, Callable[[str], Any]]] = {
    "first sentence": first_sentence,
    "history": read_as_words,
    "private details": private_details,
    "value": lambda text: measured(text, "%"),
    "figures": read_figures,
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("repeated", REPEATED)
def test_text_that_can_be_read_in_many_ways_is_read_at_once(reader: str, repeated: str) -> None:
    """A cell of „1“, 150 spaces and „x“ cost 35 seconds, one of 20,000 line breaks seven in each history."""
    begun = process_time()
    for text in (repeated * (LENGTH // len(repeated)), f"1{repeated * 150}x", f"a{repeated * 5000}x"):
        READERS[reader](text)
    assert process_time() - begun < 1.5


def test_spaces_around_what_a_cell_says_change_nothing() -> None:
    assert measured("12,5" + " " * 60 + "%", "%") == measured("12,5 %", "%")
    assert measured("1\u202f234 p", "Personen") == measured("1 234 p", "Personen")
    assert [figure.name for figure in read_figures("Beratungen  2025:   412 ;\n Kurse: 3")[0]] == [
        "Beratungen",
        "Kurse",
    ]
    assert first_sentence("Zum 1. Mai a.b. Dann „Ende.“ Neu") == "Zum 1. Mai a.b."
    assert read_as_words("eins\n\n  - zwei") == "eins\n\n– zwei"
