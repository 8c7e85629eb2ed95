"""Writing translations: somebody writes, somebody who knows the language checks, then everybody reads it."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import changed_fields, created, locked_at_version, save_as
from neuss_integration.portal.models import Translation
from neuss_integration.portal.models.released import ReleasedModel
from neuss_integration.portal.models.translation import source_of
from neuss_integration.portal.services.items import refuse_private_names

NOT_RELEASED: Final = "Übersetzt wird, was freigegeben ist. Bitte geben Sie zuerst den deutschen Text frei."


@transaction.atomic
def save_translation(
    item: ReleasedModel, *, item_name: str, language: str, by: User, expected_version: int, values: Mapping[str, Any]
) -> Translation:
    """`item` has the `values` (title, text, author) in `language`, made from the text that everybody reads now.

    It is not reviewed yet, so everybody reads German until it is. `expected_version` is 0 for the first. Raises Refused
    while the item is not released, Stale when somebody saved since, ValidationError.
    """
    ensure(by, Permission.MANAGE_PORTAL)
    if item.released is None:
        raise Refused(NOT_RELEASED)
    row = Translation.objects.filter(**{item_name: item, "language": language}).first()
    fields = dict(values) | {"source": source_of(item.released)}
    if row is None:
        row = Translation(**{item_name: item, "language": language}, **fields)
        return created(row, by=by)
    current = locked_at_version(row, expected_version)
    changed = changed_fields(current, fields)
    if changed:
        for name in changed:
            setattr(current, name, fields[name])
        current.reviewed_at = current.reviewed_by = None
        current.full_clean()
        save_as(current, [*changed, "reviewed_at", "reviewed_by"], by=by)
    return current


@transaction.atomic
def review_translation(translation: Translation, *, by: User, expected_version: int) -> Translation:
    """Somebody who knows the language read it as it was in `expected_version`; now everybody may.

    Raises Stale, Refused when it names somebody who is a contact for the office only.
    """
    ensure(by, Permission.MANAGE_PORTAL)
    current = locked_at_version(translation, expected_version)
    if current.reviewed_at is None:
        refuse_private_names(current.item, (current.title, current.text))
        current.reviewed_at, current.reviewed_by = timezone.now(), by
        save_as(current, ["reviewed_at", "reviewed_by"], by=by)
    return current
