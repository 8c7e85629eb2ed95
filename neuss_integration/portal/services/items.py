"""Writing what the portal shows: drafts first, then the step into the public and back."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar

from django.db import transaction
from django.utils import timezone

from measures.services.evaluation import release_public_text
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.attachments.pictures import CleanPicture
from neuss_integration.foundation.exceptions import Incomplete, Refused, Stale
from neuss_integration.foundation.records.saving import (
    changed_fields,
    changed_relations,
    locked,
    locked_at_version,
    only_fields,
    save_as,
    set_relations,
    take_step,
    without_history,
    written_by,
)
from neuss_integration.portal.enums import ReleaseState
from neuss_integration.portal.models.released import ReleasedModel
from neuss_integration.portal.workflows import RELEASE_WORKFLOW
from reporting.models import PictureFile

M = TypeVar("M", bound=ReleasedModel)
RELEASE_FIELDS: Final = ("released", "released_at", "released_by", "withdrawn_at", "withdrawn_reason")
PRIVATE_NAME: Final = (
    "„{name}“ ist als Ansprechperson eingetragen und würde öffentlich. Bitte nennen Sie nur die Stelle, keinen Namen."
)


@transaction.atomic
def create_item(model: type[M], *, by: User, values: Mapping[str, Any], submission_key: uuid.UUID | None = None) -> M:
    """A draft with the `values` exists; nobody outside the office reads it.

    The same `submission_key` a second time gives the first. Raises ValidationError when a rule of the model is broken.
    """
    ensure(by, Permission.MANAGE_PORTAL)
    if submission_key and (existing := model._default_manager.filter(submission_key=submission_key).first()):
        return existing
    fields, relations = _split(model, values)
    item = model(**fields, submission_key=submission_key)
    item.full_clean()
    without_history(item)
    set_relations(item, {name: {each.pk for each in chosen} for name, chosen in relations.items()}, is_new=True)
    written_by(item, by).save(update_fields=["updated_at"])
    item.events.create(actor=by, transition="create", to_state=item.state)  # type: ignore[attr-defined]
    return item


@transaction.atomic
def update_item(item: M, *, by: User, expected_version: int, values: Mapping[str, Any]) -> M:
    """The draft has the `values`; everybody goes on reading what was released.

    Raises Stale when somebody saved since, ValidationError when a rule of the model is broken.
    """
    ensure(by, Permission.MANAGE_PORTAL)
    current = locked_at_version(item, expected_version)
    fields, relations = _split(type(item), values)
    changed, links = changed_fields(current, fields), changed_relations(current, relations)
    if not changed and not links:
        return current
    for name in changed:
        setattr(current, name, fields[name])
    current.full_clean()
    set_relations(current, links)
    save_as(current, changed, by=by)
    return current


@transaction.atomic
def release_item(item: M, *, by: User, expected_version: int, seen: str = "") -> M:
    """Everybody reads the draft as it was in `expected_version`; the text of its measure is released with it.

    Raises Incomplete with what is missing, Stale when somebody saved since or, where `seen` says what the preview
    showed (ReleasedModel.seen), when it would show something else. Releasing twice releases once.
    """
    ensure(by, Permission.MANAGE_PORTAL)
    current = locked(item)
    if current.state == ReleaseState.RELEASED and not current.has_changes and _is_public(current):
        return current
    current = locked_at_version(item, expected_version)
    if current.measure_shown:
        current.measure = locked(current.measure_shown)  # type: ignore[attr-defined]
    if seen and seen != current.seen:
        raise Stale(current)
    step = RELEASE_WORKFLOW.check("release", current.state)
    if problems := current.missing():
        raise Incomplete(problems)
    refuse_private_names(current, current.content().values())
    _release_measure(current, by)
    current.released, current.released_at, current.released_by = current.content(), timezone.now(), by
    current.withdrawn_at, current.withdrawn_reason = None, ""
    take_step(current, step, by=by, also=RELEASE_FIELDS)
    return current


@transaction.atomic
def release_items(items: Iterable[tuple[ReleasedModel, int, str]], *, by: User) -> int:
    """All are released, each as it was in its version and was seen, or none is; how many.

    Raises Refused naming one that cannot.
    """
    count = 0
    for item, version, seen in items:
        try:
            release_item(item, by=by, expected_version=version, seen=seen)
        except Refused as refusal:
            raise Refused(f"„{item}“: {refusal} Es ist noch nichts freigegeben.") from refusal
        count += 1
    return count


@transaction.atomic
def withdraw_item(item: M, *, by: User, reason: str) -> M:
    """Nobody outside reads it any more, the frozen copy is gone; the draft stays. Done twice, it is done once."""
    ensure(by, Permission.MANAGE_PORTAL)
    current = locked(item)
    if current.state == ReleaseState.WITHDRAWN:
        return current
    step = RELEASE_WORKFLOW.check("withdraw", current.state, reason)
    current.released, current.withdrawn_at, current.withdrawn_reason = None, timezone.now(), reason.strip()
    take_step(current, step, by=by, reason=reason, also=("released", "withdrawn_at", "withdrawn_reason"))
    return current


@transaction.atomic
def put_picture(item: Any, *, by: User, expected_version: int, picture: CleanPicture | None, alternative: str) -> Any:
    """The draft shows `picture` with the words that stand for it, or none. Raises Stale when somebody saved since."""
    ensure(by, Permission.MANAGE_PORTAL)
    current = locked_at_version(item, expected_version)
    current.picture, current.alternative = _kept(picture), alternative.strip() if picture else ""
    current.full_clean()
    save_as(current, ["picture", "alternative"], by=by)
    return current


@transaction.atomic
def describe_picture(item: Any, *, by: User, expected_version: int, alternative: str) -> Any:
    """Other words stand for the picture of the draft. Raises Stale when somebody saved since."""
    ensure(by, Permission.MANAGE_PORTAL)
    current = locked_at_version(item, expected_version)
    current.alternative = alternative.strip() if current.picture else ""
    current.full_clean()
    save_as(current, ["alternative"], by=by)
    return current


def _kept(picture: CleanPicture | None) -> PictureFile | None:
    if picture is None:
        return None
    size = {"width": picture.width, "height": picture.height}
    values = {"kind": picture.kind, "content": picture.content, **size}
    return PictureFile.objects.get_or_create(sha256=picture.sha256, defaults=values)[0]


def _split(model: type[ReleasedModel], values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Columns and relations. Raises ValidationError for names that nobody may write."""
    many = {field.name for field in model._meta.many_to_many}
    columns = {field.name for field in model._meta.concrete_fields if field.editable and not field.primary_key}
    only_fields(values, many | columns)
    return (
        {name: value for name, value in values.items() if name in columns},
        {name: value for name, value in values.items() if name in many},
    )


def _is_public(item: Any) -> bool:
    return type(item)._default_manager.public().filter(pk=item.pk).exists()


def _release_measure(item: ReleasedModel, by: User) -> None:
    """The measure whose text for the public the item shows has that text released as it is read now."""
    if measure := item.measure_shown:
        release_public_text(measure, by=by, expected_version=measure.version)


def refuse_private_names(item: Any, words: Iterable[Any]) -> None:
    """Raises Refused when `words` about `item` name somebody who is kept as contact for the office only."""
    shown = " ".join(str(value) for value in words).casefold()
    measure, contact = getattr(item, "measure", None), getattr(item, "contact", None)
    known = [measure.contact_name, measure.deputy_name] if measure else []
    known += [getattr(contact, "contact", ""), getattr(contact, "deputy", "")]
    for name in filter(None, known):
        if name.casefold() in shown:
            raise Refused(PRIVATE_NAME.format(name=name))
