"""The lists of which somebody keeps views."""

from typing import Final

from django.db import models

from neuss_integration.accounts.enums import Permission


class ListKind(models.TextChoices):
    """The list that a saved view shows."""

    MEASURES = "measures", "Maßnahmen"
    NEEDS = "needs", "Bedarfe"
    PROPOSALS = "proposals", "Handlungsvorschläge"
    RESOLUTIONS = "resolutions", "Beschlüsse"
    ORGANISATIONS = "organisations", "Organisationen"
    INDICATORS = "indicators", "Indikatoren"

    @property
    def page(self) -> str:
        """The name of the address of the list."""
        return PAGES[self]

    @property
    def permissions(self) -> tuple[Permission, ...]:
        """Whoever has one of them reads the list."""
        return READ_WITH.get(self, (Permission.VIEW_MEASURES,))


PAGES: Final = {
    ListKind.MEASURES: "measures:measure-list",
    ListKind.NEEDS: "roundtables:need-list",
    ListKind.PROPOSALS: "roundtables:proposal-list",
    ListKind.RESOLUTIONS: "measures:resolution-list",
    ListKind.ORGANISATIONS: "measures:organisation-list",
    ListKind.INDICATORS: "success_factors:indicator-list",
}
_TABLES: Final = (Permission.VIEW_TABLES, Permission.ATTEND_TABLES)
READ_WITH: Final = {
    ListKind.NEEDS: _TABLES,
    ListKind.PROPOSALS: _TABLES,
    ListKind.INDICATORS: (Permission.VIEW_CONCEPT,),
}
READS_SOME_LIST: Final = (Permission.VIEW_MEASURES, *_TABLES, Permission.VIEW_CONCEPT)
"""Whoever has one of them can keep a view."""
