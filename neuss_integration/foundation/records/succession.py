"""Chains of successors: what follows what, and that no chain runs in a circle."""

from typing import Any

from django.core.exceptions import ValidationError

CIRCLE = "Diese Nachfolge führt im Kreis zurück. Bitte wählen Sie eine andere."


def refuse_circle(item: Any) -> None:
    """The chain of successors of `item` ends somewhere; one query. Raises ValidationError at `successor` otherwise."""
    if item.successor_id is None:
        return
    following = dict(type(item)._default_manager.values_list("pk", "successor_id"))
    at, seen = item.successor_id, {item.pk}
    while at is not None:
        if at in seen:
            raise ValidationError({"successor": CIRCLE})
        seen.add(at)
        at = following.get(at)
