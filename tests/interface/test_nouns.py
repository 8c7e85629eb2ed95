"""A number and the noun behind it."""

import pytest
from django.template import Context, Template

from neuss_integration.foundation.words.nouns import (
    FEMININE,
    MASCULINE,
    NEUTER,
    NOUNS,
    count_of,
    further_of,
    open_count_of,
)


@pytest.mark.parametrize(
    ("number", "noun", "dative", "told"),
    [
        (0, "Bericht", False, "0 Berichte"),
        (1, "Enthaltung", False, "1 Enthaltung"),
        (2, "Handlungsfeld", True, "2 Handlungsfeldern"),
        (1, "Handlungsfeld", True, "1 Handlungsfeld"),
        (1234, "Maßnahme", False, "1.234 Maßnahmen"),
    ],
)
def test_noun_follows_its_number(number: int, noun: str, dative: bool, told: str) -> None:
    assert count_of(number, noun, dative=dative) == told


def test_noun_without_plural_is_an_error() -> None:
    with pytest.raises(KeyError):
        count_of(2, "Sache")


def test_templates_count_in_both_cases() -> None:
    shown = Template('{{ n|counted:"Bericht" }} zu {{ m|counted_dative:"Ziel" }}').render(Context({"n": 1, "m": 3}))
    assert shown == "1 Bericht zu 3 Zielen"


@pytest.mark.parametrize(
    ("number", "noun", "told"),
    [
        (1, "Bedarf", "1 weiterer Bedarf"),
        (1, "Zeichen", "1 weiteres Zeichen"),
        (1, "Maßnahme", "1 weitere Maßnahme"),
        (2, "Beschluss", "2 weitere Beschlüsse"),
        (0, "Ziel", "0 weitere Ziele"),
    ],
)
def test_further_ones_have_the_gender_of_their_noun(number: int, noun: str, told: str) -> None:
    assert further_of(number, noun) == told
    assert open_count_of(number, noun) == told.replace("weiter", "offen")


def test_templates_tell_further_ones() -> None:
    shown = Template('{{ n|further_counted:"Ziel" }}, {{ n }} {{ n|further:"Sitz" }}').render(Context({"n": 1}))
    assert shown == "1 weiteres Ziel, 1 weiterer"


def test_each_noun_has_one_gender() -> None:
    assert sorted(f"{MASCULINE} {FEMININE} {NEUTER}".split()) == list(NOUNS)


def test_table_of_nouns_is_in_order() -> None:
    assert sorted(NOUNS) == list(NOUNS)
