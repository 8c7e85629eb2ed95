"""Writing what a person follows."""

from typing import Any

from django.db import transaction

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.records.saving import created, removed
from neuss_integration.steering.enums import FollowKind
from neuss_integration.steering.models import Follow


@transaction.atomic
def follow(kind: FollowKind, thing: Any, *, by: User) -> Follow:
    """`by` follows `thing`, which they may see; asked twice it is one row."""
    ensure(by, Permission.VIEW_MEASURES)
    User.objects.select_for_update().get(pk=by.pk)  # two windows of one person make one row
    known = Follow.objects.filter(user=by, **{kind.column: thing}).first()
    return known or created(Follow(user=by, **{kind.column: thing}), by=by)


@transaction.atomic
def unfollow(kind: FollowKind, key: int, *, by: User) -> int:
    """`by` follows it no more, whether they may still see it or not; how many rows went."""
    found = list(Follow.objects.select_for_update().filter(user=by, **{f"{kind.column}_id": key}))
    for each in found:
        removed(each, by=by)
    return len(found)
