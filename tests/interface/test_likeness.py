"""Titles that are the same but for their spelling."""

import pytest

from neuss_integration.foundation.words.likeness import ALIKE, likeness, most_alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ÄRZTLICHE BERATUNG", "Aerztliche Beratung"),
        ("Arztliche Beratung", "Ärztliche Beratungen"),
        ("Sprachcafé Weckhoven", "Sprach-Cafe in Weckhoven"),
        ("Frühsprachförderung", "Frühe Sprachförderung"),
        ("Interkulturele Wochen Neuss", "Interkulturelle Woche in Neuss"),
        ("Integrationslotsen der Stadt Neuss", "Integrationslotsinnen und -lotsen der Stadt Neuss"),
        ("Straßenfest", "Strassenfest"),
        ("Über uns", "Uns, über"),
    ],
)
def test_spellings_of_one_title_are_alike(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sprachcafé Weckhoven", "Sprachcafé Erfttal"),
        ("Runder Tisch Bildung", "Runder Tisch Sprache"),
        ("Integrationsportal der Stadt Neuss", "Integrationsförderpreis der Stadt Neuss"),
        ("Integrationslotsen der Stadt Neuss", "Integrationsportal der Stadt Neuss"),
        ("Vorlesestunden", "Mehrsprachige Vorlesestunden"),
        ("!?", "Straßenfest"),
        ("", ""),
    ],
)
def test_different_titles_are_not_alike(one: str, other: str) -> None:
    assert likeness(one, other) < ALIKE


def test_likest_come_first_and_no_more_than_five() -> None:
    others = ["Sprachcafe Weckhoven", "Lesegarten", *(f"Sprachcafé Weckhoven {number}" for number in range(9))]
    assert most_alike("Sprachcafé Weckhoven", others, str) == [others[0], *others[2:6]]
