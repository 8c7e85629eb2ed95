"""What a person can take back next: kept in the session, offered by the message that says what was done."""

import dataclasses
from collections.abc import Iterable
from typing import Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from measures.services.bulk_undo import Undo
from neuss_integration.accounts.requests import SignedInRequest

UNDO: Final = "measures_bulk_undo"


def remember_undo(request: SignedInRequest, steps: Iterable[Undo]) -> None:
    """`steps` are what the person can take back next; where nothing changed, what they could take back stays."""
    if kept := [dataclasses.asdict(step) for step in steps]:
        request.session[UNDO] = kept


def with_undo(sentence: str) -> SafeString:
    """`sentence` with the link that takes back what it says."""
    link = reverse("measures:measure-bulk-undo")
    return format_html('{} <a href="{}">Rückgängig machen</a>', sentence, link)
