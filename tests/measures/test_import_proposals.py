"""Proposals for many names: the same as for each alone, without reading the names of the rows again for each."""

import pytest

from measures.catalogue.importing.proposals import Proposals, proposal
from measures.enums import NameKind

NAMES = ("Jugendamt", "Amt für Schule", "Amt für Umwelt und Stadtgrün", "Presse- und Informationsamt", "Sozialamt")
TEXTS = ("Amt 51 Jugend", "Presseamt", "Umwelt und Stadtgrün", "Schule", "Sportamt", "SOZIALAMT", "Jugend", "Amt")


class Row:
    """A row of master data that counts how often it is asked for its name."""

    asked = 0

    def __init__(self, pk: int, name: str) -> None:
        self.pk, self._name = pk, name

    @property
    def name(self) -> str:
        Row.asked += 1
        return self._name


def rows() -> list[Row]:
    return [Row(at, name) for at, name in enumerate(NAMES)]


def test_many_names_are_answered_like_each_alone() -> None:
    together, alone = Proposals(NameKind.DEPARTMENT, rows()), rows()
    found = [together.of(text) for text in TEXTS]
    assert [each and each.name for each in found] == [
        each and each.name for each in (proposal(NameKind.DEPARTMENT, text, alone) for text in TEXTS)
    ]
    assert sum(each is not None for each in found) == 6


def test_names_of_rows_are_read_once_for_all_questions() -> None:
    proposals = Proposals(NameKind.DEPARTMENT, rows())
    proposals.of(TEXTS[0])
    Row.asked = 0
    for text in TEXTS:
        proposals.of(text)
    assert Row.asked == 0


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        (NameKind.ORGANISATION, "TG Neuss", "Turngemeinde (TG) Neuss von 1848"),
        (NameKind.TARGET_GROUP, "Jugendl.", "Jugendliche und junge Erwachsene"),
        (NameKind.TARGET_GROUP, "Menschen m. Migrationshintergrund", "Menschen mit Einwanderungsgeschichte"),
        (NameKind.DEPARTMENT, "Stadtbücherei", "Stadtbibliothek"),
    ],
)
def test_shortened_names_and_other_words_for_one_thing_are_proposed(kind: NameKind, text: str, name: str) -> None:
    found = proposal(kind, text, [Row(1, "Anderes Haus"), Row(2, name)])
    assert found
    assert found.name == name
