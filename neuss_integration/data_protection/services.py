"""Erasing a person: their names and addresses leave every table and its history; the records stay."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Final

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import DatabaseError, IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from measures.enums import ImportState
from measures.models import CatalogueImport
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.accounts.services.sessions import end_sessions
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.data_protection.content import is_exact, personal_fields, text_fields
from neuss_integration.data_protection.ownership import REACHED_BY_PHONE, forgotten
from neuss_integration.data_protection.selectors import Finding, findings
from neuss_integration.data_protection.sessions import forget_in_session
from neuss_integration.data_protection.texts import ERASED, EXACT, Person, cleaned_json, spellings, without
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.abstract_models import VersionedModel
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.models import Mail
from neuss_integration.mailing.services import NO_ADDRESS

AT_ONCE: Final = 500
SEARCHES: Final = 4
"""The first, and again while others wrote of the person meanwhile; who types longer writes after the erasure."""
STILL_READ: Final = "Gerade wird ein Katalog eingelesen, in dem die Person steht. Bitte warten Sie, bis das fertig ist."
STILL_ACTIVE: Final = "Das Konto ist noch aktiv. Bitte deaktivieren Sie es zuerst; dann endet auch jedes Recht."


def erase_person(person: Person, *, by: User) -> tuple[int, int]:
    """Nothing names the person any more: how many rows were changed, and how many stay because they are for ever.

    Approved minutes and publications stay as they were adopted: the database refuses to change them. Files stay until
    somebody replaces them. The account
    stays without name, address, password and second factor, so that records keep who decided by a number.
    Raises Refused for an active account. The search comes before the transaction: it takes seconds in a large city.
    What others write of the person in these seconds, a form saved back included, is found by searching again.
    """
    ensure(by, Permission.MANAGE_USERS)
    if person.user is not None and person.user.is_active:
        raise Refused(STILL_ACTIVE)
    if not person.words and person.user is None:
        raise Refused("Bitte geben Sie eine E-Mail-Adresse oder den ganzen Namen an.")
    changed, kept = _erase_found(person, _search(person), by=by)
    for _ in range(SEARCHES - 1):
        late = [(finding, keys) for finding, keys in _search(person, files=False) if keys]
        more, staying = _erase_found(person, late, by=by, is_late=True) if late else (0, 0)
        if not more:  # what the database keeps is found each time
            break
        changed, kept = changed + more, max(kept, staying)
    return changed, kept


def _search(person: Person, *, files: bool = True) -> list[tuple[Finding, list[Any]]]:
    return [(finding, _naming(finding, person)) for finding in findings(person, files=files)]


def _naming(finding: Finding, person: Person) -> list[Any]:
    """The keys of the rows that say something of the person, not only that they made an entry."""
    if finding.about_files or finding.model is User:
        return []
    rows = finding.rows if finding.model is Session else finding.rows.iterator(chunk_size=AT_ONCE)
    return [row.pk for row in rows if finding.model is Session or _values(row, person)]


def _rows(finding: Finding, keys: Sequence[Any]) -> Iterator[Any]:
    """The rows as they are now; several queries where thousands were found."""
    for start in range(0, len(keys), AT_ONCE):
        yield from finding.model._base_manager.filter(pk__in=keys[start : start + AT_ONCE]).order_by("pk")


@transaction.atomic
def _erase_found(
    person: Person, found: Sequence[tuple[Finding, Sequence[Any]]], *, by: User, is_late: bool = False
) -> tuple[int, int]:
    _cancel_mails(person)
    changed = kept = 0
    _ensure_no_import_runs([finding for finding, _ in found])
    for finding, keys in found:
        if finding.about_files:
            kept += finding.count
        elif finding.model is Session:
            for row in _rows(finding, keys):
                forget_in_session(row, person.named_in, partial(without, words=person.words))
                changed += 1
        else:
            for row in _rows(finding, keys):
                done = _erased(row, person)
                changed, kept = changed + (done is True), kept + (done is False)
    if person.user is not None and not is_late:
        _erase_account(person.user)
        changed += 1
    if changed or not is_late:
        record(AuditEvent.ERASED, by=by, about=person.user, detail=f"geändert: {changed}, bleiben: {kept}")
    transaction.on_commit(_forget_kept_files)
    return changed, kept


def _forget_kept_files() -> None:
    """Minutes and sheets that were set before would name the person for an hour yet, chapters of reports longer."""
    for name in settings.CACHES:
        caches[name].clear()


def _ensure_no_import_runs(found: list[Finding]) -> None:
    imports = [finding.rows for finding in found if finding.model is CatalogueImport]
    if any(rows.filter(state__in=[ImportState.RUNNING, ImportState.UNDOING]).exists() for rows in imports):
        raise Refused(STILL_READ)


def _cancel_mails(person: Person) -> None:
    if person.email:
        waiting = Mail.objects.filter(address__iexact=person.email, state=MailState.QUEUED)
        waiting.update(state=MailState.CANCELLED)


def _erased(row: models.Model, person: Person) -> bool | None:
    """True: the row names nobody now; False: the database keeps it; None: it named nobody before."""
    values = _values(row, person)
    if not values:
        return None
    filled = {name: ERASED if value == "" else value for name, value in values.items()}
    return any(_written(row, each) for each in (values, filled))


def _written(row: models.Model, values: dict[str, Any]) -> bool:
    """A form that was open before is told that the record is another one now, else it would bring the name back."""
    if isinstance(row, VersionedModel):
        values = values | {"version": F("version") + 1}
    try:
        with transaction.atomic():
            return bool(type(row)._base_manager.filter(pk=row.pk).update(**values))
    except (IntegrityError, DatabaseError):
        return False


def _values(row: models.Model, person: Person) -> dict[str, Any]:
    model, values = type(row), {}
    beside: set[str] = set()
    for field in text_fields(model):
        stored = getattr(row, field.attname) or ""
        words = spellings(field, person.words)
        if isinstance(field, models.JSONField):
            cleaned = cleaned_json(stored, person.named_in, partial(without, words=words))
        elif is_exact(model, field) and person.named_in(stored) == EXACT:
            cleaned = _emptied(field)
            beside |= {f"{field.name.partition('_')[0]}_"} | ({"phone"} if field.name in REACHED_BY_PHONE else set())
        else:
            cleaned = without(stored, words)
        if cleaned != stored:
            values[field.name] = cleaned
    return _reached_by(row, beside) | values | forgotten(row, person, timezone.localdate())


def _reached_by(row: models.Model, beginnings: set[str]) -> dict[str, Any]:
    """The number, the address and the name that stand beside what was found, for they are the same person's."""
    own = [each for each, _ in personal_fields(type(row)) if each in text_fields(type(row))]
    return {
        each.name: _emptied(each)
        for each in own
        if getattr(row, each.attname) and any(each.name.startswith(name) for name in beginnings)
    }


def _emptied(field: models.Field) -> str:
    if field.blank:
        return ""
    return NO_ADDRESS if isinstance(field, models.EmailField) else ERASED


def _erase_account(user: User) -> None:
    end_sessions(user)
    for model in (Authenticator, SocialAccount, EmailAddress, UserSession):
        model.objects.filter(user=user).delete()
    name, email = f"Gelöschte Person {user.pk}", f"geloescht-{user.pk}@geloescht.invalid"
    User.objects.filter(pk=user.pk).update(name=name, email=email, password=make_password(None), last_login=None)
    User.history.filter(id=user.pk).update(name=name, email=email)
