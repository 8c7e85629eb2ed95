"""Legal texts as they were released."""

from neuss_integration.portal.enums import LegalPage
from neuss_integration.portal.models import LegalText
from neuss_integration.portal.selectors.public import PublicItem


def released_legal(page: LegalPage) -> PublicItem | None:
    """The released text of `page`, None while the office has none; one query."""
    row = LegalText.objects.public().filter(page=page).first()
    return PublicItem(row.released, row.pk, row.released_at) if row and row.released else None
