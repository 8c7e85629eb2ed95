"""Writing the register of needs."""

import uuid
from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import access_of, ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import (
    changed_fields,
    changed_relations,
    locked_at_version,
    save_as,
    set_relations,
    stored,
)
from neuss_integration.foundation.words.folding import fold
from roundtables.enums.needs import NeedOrigin
from roundtables.models import Need, NeedEvent
from roundtables.querysets.meetings import organisations_of, tables_of
from roundtables.services.registers import ids_of, locked_counter, next_number, split

RELATIONS: Final = ("success_factors", "target_groups", "districts")
MEMBER_FIELDS: Final = (
    "round_table", "title", "description", "service", "origin", "meeting", "raised_on", "raised_by_organisation",
    "field_of_action", "is_citywide",
)  # fmt: skip
OFFICE_FIELDS: Final = ("raised_by_name", "outcome", "is_public")
NO_SEAT_THERE: Final = (
    "Für „{}“ haben Sie keinen Sitz an „{}“. Bitte wählen Sie eine Organisation dieses Runden Tisches."
)
MEMBER_ORIGINS: Final = (NeedOrigin.MEETING, NeedOrigin.BETWEEN)


def writable_names(user: User) -> frozenset[str]:
    """Which values of a need `user` may write: all for the Koordination, those of members for everybody else."""
    own = OFFICE_FIELDS if access_of(user).has(Permission.MANAGE_TABLES) else ()
    return frozenset((*MEMBER_FIELDS, *RELATIONS, *own))


@transaction.atomic
def raise_need(*, by: User, values: Mapping[str, Any], submission_key: uuid.UUID | None = None) -> Need:
    """A need with the next number of the year stands in the register as "gemeldet"; an event says who raised it.

    `values` holds names of MEMBER_FIELDS and RELATIONS, for the Koordination also of OFFICE_FIELDS. The same
    `submission_key` a second time gives the need of the first. Raises PermissionDenied for a table or an organisation
    for which the person has no seat, ValidationError when a rule of the model is broken.
    """
    ensure(by, Permission.MANAGE_TABLES, Permission.VIEW_TABLES, Permission.ATTEND_TABLES)
    _may_write(by, values)
    day = timezone.localdate()
    counter = locked_counter("B", day)
    if submission_key and (existing := Need.objects.filter(submission_key=submission_key, raised_by=by).first()):
        return existing
    fields, relations = split(values, (*MEMBER_FIELDS, *OFFICE_FIELDS), RELATIONS)
    need = Need(**{"raised_on": day} | fields, raised_by=by, submission_key=submission_key)
    check_need(need)
    need.number = next_number(counter)
    refresh_search_text(need)
    stored(need, by=by)
    if any(relations.values()):
        set_relations(need, ids_of(relations))
        need.save(update_fields=["updated_at"])
    NeedEvent.objects.create(need=need, actor=by, transition="create", to_state=need.state)
    return need


@transaction.atomic
def update_need(need: Need, *, by: User, expected_version: int, values: Mapping[str, Any]) -> Need:
    """`need` has the `values`; version and history grow by one if anything differs.

    Raises Stale when somebody saved since, PermissionDenied for a need or values the person may not change,
    Refused when it was merged, ValidationError when a rule of the model is broken.
    """
    current = locked_at_version(need, expected_version)
    if not Need.objects.editable_by(by).filter(pk=current.pk).exists():
        raise PermissionDenied
    _may_write(by, values, stored=current)
    ensure_standing(current)
    fields, relations = split(values, (*MEMBER_FIELDS, *OFFICE_FIELDS), RELATIONS)
    changed, new_relations = changed_fields(current, fields), changed_relations(current, relations)
    if not changed and not new_relations:
        return current
    for name in changed:
        setattr(current, name, fields[name])
    check_need(current)
    refresh_search_text(current)
    set_relations(current, new_relations)
    save_as(current, [*changed, "search_text"], by=by)
    return current


def resolved(need: Need) -> Need:
    """The need that stands for `need`: itself, or the last one of the chain it was merged into."""
    while need.merged_into is not None:
        need = need.merged_into
    return need


def ensure_standing(need: Need) -> None:
    """Raises Refused when `need` was merged into another one."""
    if need.merged_into_id is not None:
        raise Refused(
            f"Der Bedarf {need.number} ist mit einem anderen zusammengeführt. Bitte arbeiten Sie an diesem weiter: "
            f"{resolved(need)}."
        )


def refresh_search_text(need: Need) -> None:
    """`need.search_text` holds all that a search should find, folded. Does not save."""
    organisation = need.raised_by_organisation.name if need.raised_by_organisation else ""
    texts = [need.number, need.title, need.description, need.service, organisation, need.outcome]
    need.search_text = fold(" ".join(texts))


def _may_write(by: User, values: Mapping[str, Any], *, stored: Need | None = None) -> None:
    """Raises PermissionDenied for values that are the office's, or in whose name the person does not speak.

    That is a table or an organisation for which they have no seat. Raises ValidationError for a seat at another table.
    """
    if not values.keys() <= writable_names(by):
        raise PermissionDenied
    if access_of(by).has(Permission.MANAGE_TABLES):
        return
    table = values.get("round_table")
    if table is not None and not tables_of(by).filter(round_table=table).exists():
        raise PermissionDenied
    _may_speak_for(by, values, stored)
    if values.get("origin", NeedOrigin.BETWEEN) not in MEMBER_ORIGINS:
        raise PermissionDenied


def _may_speak_for(by: User, values: Mapping[str, Any], stored: Need | None) -> None:
    """At a table a person speaks for the organisation of a seat there; what is stored may stay where it is."""
    known, at = (stored.raised_by_organisation, stored.round_table) if stored else (None, None)
    organisation, table = values.get("raised_by_organisation", known), values.get("round_table", at)
    if organisation is None or (organisation, table) == (known, at):
        return
    if not organisations_of(by).filter(organisation=organisation).exists():
        raise PermissionDenied
    if not organisations_of(by).filter(organisation=organisation, round_table=table).exists():
        raise ValidationError({"raised_by_organisation": NO_SEAT_THERE.format(organisation, table)})


def check_need(need: Need) -> None:
    """Raises ValidationError, each sentence at its field."""
    if problems := problems_of(need):
        raise ValidationError(problems)
    need.full_clean(exclude=["search_text", "number"])


def problems_of(need: Need) -> dict[str, str]:
    """What breaks a rule between fields, as a sentence by field; the table of its meeting is loaded when it has one."""
    problems = {}
    if need.raised_on and need.raised_on > timezone.localdate():
        problems["raised_on"] = "Der Tag der Meldung liegt in der Zukunft. Bitte geben Sie heute oder früher an."
    if need.meeting is not None and need.meeting.round_table_id != need.round_table_id:
        problems["meeting"] = "Die Sitzung gehört zu einem anderen Runden Tisch. Bitte wählen Sie eine dieses Tisches."
    return problems
