"""The mail of a week to offices: each address once, about everything that its offices owe."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string

from measures.selectors.contacts import contacts_of
from neuss_integration.foundation.words.city_names import signature
from neuss_integration.mailing.services import queue_mail

T = TypeVar("T")
Written = dict[str, Any]
"""Subject and text of a mail."""


def queue_week(
    offices: Mapping[int, Sequence[T]],
    today: dt.date,
    *,
    kind: str,
    key: str,
    written: Callable[[list[T]], dict[str, Any]],
) -> int:
    """Everybody of the `offices` has the mail of the week of `today`, as `written` of what they owe; returns how many.

    Asked again in the same week nothing is queued. An office that cannot be reached is left out.
    """
    boxes: dict[str, list[T]] = {}
    for office, contacts in contacts_of(offices, today).items() if offices else ():
        for address in {contact.address.lower() for contact in contacts}:
            boxes.setdefault(address, []).extend(offices[office])
    year, week, _ = today.isocalendar()
    for address, owed in boxes.items():
        queue_mail(key=f"{key}:{address}:{year}-{week:02d}", kind=kind, to=address, **written(owed))
    return len(boxes)


def text_of_week(template: str, address: str, **told: Any) -> str:
    """The text of such a mail; `address` is the page, without host, on which the office does it."""
    context = {
        **told,
        "url": urljoin(settings.SITE_URL, address),
        **signature(),
    }
    return render_to_string(template, context).strip() + "\n"
