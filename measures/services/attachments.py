"""Attaching files to measures."""

from typing import Final

from django.db import transaction

from measures.enums import OUTSTANDING_STATES
from measures.models import Measure, MeasureAttachment
from measures.services import parts
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import access_of
from neuss_integration.foundation.attachments import services as attachments
from neuss_integration.foundation.attachments.checking import CheckedFile
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import changed_fields, locked, save_as
from neuss_integration.foundation.words.city_terms import lazily_worded

SUBMITTED: Final = lazily_worded(
    "Die Datei gehört zu einem eingereichten Sachstandsbericht. Entfernen kann sie nur noch {office.nominative}."
)


@transaction.atomic
def attach(measure: Measure, *, by: User, file: CheckedFile, title: str, is_internal: bool = True) -> MeasureAttachment:
    """`measure` has the checked `file` under `title`; the same file a second time gives the one that is there."""
    current = parts.locked_for(measure, by)
    if existing := current.attachments.filter(sha256=file.sha256).first():
        return existing
    new = MeasureAttachment(measure=current, title=title.strip(), is_internal=is_internal)
    return attachments.store(new, file, by=by)


@transaction.atomic
def change_attachment(attachment: MeasureAttachment, *, by: User, title: str, is_internal: bool) -> MeasureAttachment:
    """`attachment` is called `title` and is internal or not. Raises ValidationError for an empty title."""
    parts.ensure_may_keep(attachment.measure, by)
    current, values = locked(attachment), {"title": title.strip(), "is_internal": is_internal}
    names = changed_fields(current, values)
    if names:
        current.title, current.is_internal = title.strip(), is_internal
        current.full_clean(exclude=["content"])
        save_as(current, names, by=by)
    return current


@transaction.atomic
def remove_attachment(attachment: MeasureAttachment, *, by: User, reason: str) -> None:
    """The file of `attachment` is gone; the history says who removed it and why.

    Raises Refused without reason, and for an office when the file went with an answer that it has submitted.
    """
    parts.ensure_may_keep(attachment.measure, by)
    report = attachment.progress
    if report and report.state not in OUTSTANDING_STATES and not access_of(by).has(Permission.REVIEW_PROGRESS):
        raise Refused(SUBMITTED)
    attachments.remove(locked(attachment), by=by, reason=reason)
