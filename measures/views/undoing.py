"""What a person can take back next: kept in the session, offered by the message that says what was done."""

import dataclasses
from collections.abc import Iterable
from typing import Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from measures.services.bulk_undo import Undo
from neuss_integration.accounts.requests import SignedInRequest

UNDO: Final = "measures_bulk_undo"
BOARD: Final = "tafel"
"""Names the query of the board from which somebody came."""


def remember_undo(request: SignedInRequest, steps: Iterable[Undo]) -> None:
    """`steps` are what the person can take back next; where nothing changed, what they could take back stays."""
    if kept := [dataclasses.asdict(step) for step in steps]:
        request.session[UNDO] = kept


def with_undo(sentence: str, *, board: str | None = None) -> SafeString:
    """`sentence` with the link that takes back what it says, and leads to the `board` (its query) afterwards."""
    link = reverse("measures:measure-bulk-undo")
    if board is not None:
        link += f"?{urlencode({BOARD: board})}"
    return format_html('{} <a href="{}">Rückgängig machen</a>', sentence, link)


def board_of(request: SignedInRequest) -> str:
    """The address of the board from which somebody came; empty for who did not."""
    board = request.GET.get(BOARD)
    return "" if board is None else board_at(board)


def board_at(query: str) -> str:
    """The address of the board as `query` shows it."""
    return f"{reverse('measures:measure-board')}?{QueryDict(query).urlencode()}"
