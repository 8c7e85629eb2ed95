"""Writing Runde Tische and who sits at them."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import (
    changed_fields,
    created,
    locked,
    locked_at_version,
    only_fields,
    save_as,
    stored,
)
from roundtables.models import RoundTable, TableMember

TABLE_FIELDS: Final = (
    "name", "purpose", "finds_needs", "chair", "office", "quorum_percent", "quorum_number", "vote_per", "rules",
    "source", "valid_from", "valid_until",
)  # fmt: skip
PERSON: Final = ("user", "contact_name", "contact_email")
MEMBER_FIELDS: Final = (
    "organisation", "kind", *PERSON, "deputy_user", "deputy_name", "deputy_email", "valid_from", "valid_until",
)  # fmt: skip
WAS_THERE: Final = (
    "Dieser Sitz war schon in einer Sitzung besetzt; im Protokoll steht, wer dort saß. "
    "Bitte beenden Sie den Sitz und legen Sie für die neue Person einen neuen an."
)


@transaction.atomic
def create_table(*, by: User, values: Mapping[str, Any]) -> RoundTable:
    """A Runder Tisch with the `values` (names of TABLE_FIELDS) exists. Raises ValidationError for a broken rule."""
    ensure(by, Permission.MANAGE_TABLES)
    table = RoundTable(**only_fields(values, TABLE_FIELDS))
    table.full_clean(exclude=["sort_key"])
    return stored(table, by=by)


@transaction.atomic
def update_table(table: RoundTable, *, by: User, expected_version: int, values: Mapping[str, Any]) -> RoundTable:
    """`table` has the `values`. Raises Stale when somebody saved since, ValidationError for a broken rule."""
    ensure(by, Permission.MANAGE_TABLES)
    current = locked_at_version(table, expected_version)
    return _changed(current, only_fields(values, TABLE_FIELDS), by, exclude=["sort_key"])


@transaction.atomic
def add_member(table: RoundTable, *, by: User, values: Mapping[str, Any]) -> TableMember:
    """`table` has one more seat with the `values` (names of MEMBER_FIELDS).

    Raises ValidationError for a broken rule, Refused when the same person is there for the same organisation.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(table)
    member = TableMember(round_table=current, **only_fields(values, MEMBER_FIELDS))
    same = current.members.current().filter(organisation=member.organisation, user=member.user)
    if member.person and same.filter(contact_name=member.contact_name).exists():
        raise Refused(f"{member.person} sitzt schon für „{member.organisation}“ an diesem Tisch.")
    return created(member, by=by)


@transaction.atomic
def update_member(member: TableMember, *, by: User, expected_version: int, values: Mapping[str, Any]) -> TableMember:
    """`member` has the `values`. A seat that was taken at a meeting keeps its person and organisation.

    Raises Stale when somebody saved since, Refused for another person on a seat with a past, ValidationError.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = locked_at_version(member, expected_version)
    known = only_fields(values, MEMBER_FIELDS)
    moved = {"organisation", "user"} & set(changed_fields(current, known))
    renamed = bool(current.contact_name) and known.get("contact_name", current.contact_name) != current.contact_name
    if (moved or renamed) and current.attendances.exclude(presence="").exists():
        raise Refused(WAS_THERE)
    return _changed(current, known, by)


@transaction.atomic
def end_member(member: TableMember, *, by: User, expected_version: int, last_day: dt.date) -> TableMember:
    """The seat ends with `last_day`. Raises Stale, or ValidationError when that lies before its beginning."""
    ensure(by, Permission.MANAGE_TABLES)
    return _changed(locked_at_version(member, expected_version), {"valid_until": last_day}, by)


def _changed(current: Any, values: Mapping[str, Any], by: User, exclude: list[str] | None = None) -> Any:
    names = changed_fields(current, values)
    if not names:
        return current
    for name in names:
        setattr(current, name, values[name])
    current.full_clean(exclude=exclude)
    save_as(current, names, by=by)
    return current
