"""Writing who stands for an Erfolgsfaktor; its wording never changes."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.records.saving import changed_fields, locked_at_version, only_fields, written_by
from success_factors.models import SuccessFactor

FIELDS: Final = ("division", "sponsor")


@transaction.atomic
def update_factor(
    factor: SuccessFactor, *, by: User, expected_version: int, values: Mapping[str, Any]
) -> SuccessFactor:
    """The Dezernat and the politische Patenschaft of `factor` are those of `values` (names of FIELDS).

    Where nothing differs nothing is written. Raises Stale when somebody saved since `expected_version`, ValidationError
    for the name of a person.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    told = only_fields(values, FIELDS)
    current = locked_at_version(factor, expected_version)
    if changed := changed_fields(current, told):
        for name in changed:
            setattr(current, name, told[name])
        current.full_clean()
        current.version += 1
        written_by(current, by).save(update_fields=[*changed, "version"])
    return current
