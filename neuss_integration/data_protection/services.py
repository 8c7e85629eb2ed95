"""Erasing a person: their names and addresses leave every table and its history; the records stay."""

import re
from typing import Any, Final

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.db import DatabaseError, IntegrityError, models, transaction

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.accounts.services.sessions import end_sessions
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.data_protection.selectors import Person, findings, is_exact, spellings, text_fields
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.models import Mail
from neuss_integration.mailing.services import NO_ADDRESS

ERASED: Final = "gelöscht"
STILL_ACTIVE: Final = "Das Konto ist noch aktiv. Bitte deaktivieren Sie es zuerst; dann endet auch jedes Recht."


@transaction.atomic
def erase_person(person: Person, *, by: User) -> tuple[int, int]:
    """Nothing names the person any more: how many rows were changed, and how many stay because they are for ever.

    Approved minutes and publications stay as they were adopted: the database refuses to change them. The account
    stays without name, address, password and second factor, so that records keep who decided by a number.
    Raises Refused for an active account.
    """
    ensure(by, Permission.MANAGE_USERS)
    if person.user is not None and person.user.is_active:
        raise Refused(STILL_ACTIVE)
    if not person.words and person.user is None:
        raise Refused("Bitte geben Sie eine E-Mail-Adresse oder den ganzen Namen an.")
    _cancel_mails(person)
    changed = kept = 0
    for finding in findings(person):
        if finding.model is not User:
            for row in finding.rows:
                done = _erased(row, person)
                changed, kept = changed + (done is True), kept + (done is False)
    if person.user is not None:
        _erase_account(person.user)
        changed += 1
    record(AuditEvent.ERASED, by=by, about=person.user, detail=f"geändert: {changed}, bleiben: {kept}")
    return changed, kept


def _cancel_mails(person: Person) -> None:
    if person.email:
        waiting = Mail.objects.filter(address__iexact=person.email, state=MailState.QUEUED)
        waiting.update(state=MailState.CANCELLED)


def _erased(row: models.Model, person: Person) -> bool | None:
    """True: the row names nobody now; False: the database keeps it; None: it named nobody before."""
    values = _values(row, person)
    if not values:
        return None
    filled = {name: value or ERASED for name, value in values.items()}
    return any(_written(row, each) for each in (values, filled))


def _written(row: models.Model, values: dict[str, Any]) -> bool:
    try:
        with transaction.atomic():
            return bool(type(row)._base_manager.filter(pk=row.pk).update(**values))
    except (IntegrityError, DatabaseError):
        return False


def _values(row: models.Model, person: Person) -> dict[str, str]:
    model, values = type(row), {}
    for field in text_fields(model):
        text = getattr(row, field.attname) or ""
        if is_exact(model, field) and text.casefold() in (person.email.casefold(), person.name.casefold()) and text:
            empty = NO_ADDRESS if isinstance(field, models.EmailField) else ERASED
            values[field.name] = "" if field.blank else empty
        elif (cleaned := _without(text, spellings(field, person.words))) != text:
            values[field.name] = cleaned
    return values


def _without(text: str, words: list[str]) -> str:
    for word in words:
        text = re.sub(re.escape(word), f"[{ERASED}]", text, flags=re.IGNORECASE)
    return text


def _erase_account(user: User) -> None:
    end_sessions(user)
    for model in (Authenticator, SocialAccount, EmailAddress, UserSession):
        model.objects.filter(user=user).delete()
    name, email = f"Gelöschte Person {user.pk}", f"geloescht-{user.pk}@geloescht.invalid"
    User.objects.filter(pk=user.pk).update(name=name, email=email, password=make_password(None), last_login=None)
    User.history.filter(id=user.pk).update(name=name, email=email)
