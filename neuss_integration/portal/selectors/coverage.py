"""Which text is there in which language: the matrix of the office."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings

from neuss_integration.portal.enums import PortalLanguage
from neuss_integration.portal.models import Translation
from neuss_integration.portal.models.translation import ITEMS

NONE: Final = "fehlt"
WRITTEN: Final = "nicht geprüft"
OUTDATED: Final = "Deutsch ist neuer"
DONE: Final = "geprüft"
VARIANTS: Final = {NONE: "neutral", WRITTEN: "warning", OUTDATED: "warning", DONE: "success"}


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """How far one text is in one language."""

    language: str
    word: str

    @property
    def variant(self) -> str:
        return VARIANTS[self.word]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One released thing with a cell for each language."""

    slug: str
    item: Any
    cells: list[CoverageCell]

    def lacks(self, language: str) -> bool:
        """Whether there is no checked translation of what everybody reads now."""
        return any(cell.word != DONE for cell in self.cells if cell.language == language)


@dataclass(frozen=True, slots=True)
class CoverageSum:
    """How many of the released things of a kind, or of all, are there in each language; (language, number) pairs."""

    slug: str
    total: int
    done: list[tuple[str, int]]


def coverage_sums(rows: Iterable[CoverageRow]) -> list[CoverageSum]:
    """One for each kind that has anything released, in the order of the rows, and last one for all (without slug)."""
    by_kind: dict[str, list[CoverageRow]] = {}
    for row in rows:
        by_kind.setdefault(row.slug, []).append(row)
    every = [row for found in by_kind.values() for row in found]
    return [_sum(slug, found) for slug, found in [*by_kind.items(), ("", every)]]


def _sum(slug: str, rows: list[CoverageRow]) -> CoverageSum:
    languages = [each.value for each in offered_languages()]
    return CoverageSum(slug, len(rows), [(each, sum(not row.lacks(each) for row in rows)) for each in languages])


def offered_languages() -> list[PortalLanguage]:
    """The languages of the setting, in the order of the enum."""
    return [each for each in PortalLanguage if each.value in settings.PORTAL_LANGUAGES]


def coverage_rows(groups: Iterable[tuple[str, str, Iterable[Any]]]) -> list[CoverageRow]:
    """A row for each released item of the (slug, name in translations, items); one query for all translations."""
    found, languages = {_key(row): row for row in Translation.objects.all()}, offered_languages()
    return [
        CoverageRow(slug, item, [_cell(found.get((name, item.pk, each.value)), each, item) for each in languages])
        for slug, name, items in groups
        for item in items
    ]


def _key(row: Translation) -> tuple[str, int, str]:
    name, key = next((name, key) for name in ITEMS if (key := getattr(row, f"{name}_id")))
    return name, key, row.language


def _cell(row: Translation | None, language: PortalLanguage, item: Any) -> CoverageCell:
    if row is None:
        word = NONE
    elif row.is_outdated(item.released):
        word = OUTDATED
    else:
        word = DONE if row.reviewed_at else WRITTEN
    return CoverageCell(language.value, word)
