"""Writing accounts and their passwords."""

from typing import Final

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction

from neuss_integration.accounts.enums import Occasion, Permission
from neuss_integration.accounts.mails import notice, password_link
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.accounts.services.sessions import end_sessions
from neuss_integration.accounts.services.ways_in import tell_of_way_in
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import changed_fields, locked, save_as, stored

OWN_CHANGE: Final = "Passwort geändert"


@transaction.atomic
def create_user(*, by: User | None, email: str, name: str, password: str | None = None) -> User:
    """A person exists who can sign in (after a password reset when `password` is None).

    `by` is None only for the command line on a fresh installation.
    """
    if by is not None:
        ensure(by, Permission.MANAGE_USERS)
    user = User(email=email.strip().lower(), name=name)
    user.set_password(password)
    user.full_clean(exclude=["password"])
    try:
        with transaction.atomic():
            stored(user, by=by)
    except IntegrityError:
        user.full_clean(exclude=["password"])  # somebody gave the address away at the same moment: says so
        raise
    record(AuditEvent.ACCOUNT_CREATED, by=by, about=user)
    return user


@transaction.atomic
def invite(user: User, *, by: User) -> None:
    """A mail with a link with which `user` sets a password waits in the outbox; links sent before lead nowhere.

    Raises Refused for a closed account.
    """
    ensure(by, Permission.MANAGE_USERS)
    if not user.is_active:
        raise Refused("Das Konto ist deaktiviert. Bitte aktivieren Sie es, bevor Sie einladen.")
    current = locked(user)
    # Nothing of the account changes, but links that were sent before end: see LinkTokens.
    current.skip_history_when_saving = True  # type: ignore[attr-defined]
    current.save(update_fields=["updated_at"])
    password_link(current, Occasion.INVITATION).send()
    record(AuditEvent.INVITED, by=by, about=user)


@transaction.atomic
def request_password_link(user: User) -> None:
    """A mail with a link with which `user` sets a new password waits; asked for by whoever knows the address."""
    password_link(user, Occasion.FORGOTTEN).send()


@transaction.atomic
def change_user(user: User, *, by: User, email: str, name: str, is_active: bool) -> User:
    """Name, address and activity of `user` are as given. Nobody deactivates themselves.

    Whoever is deactivated is signed out at once; activated again, they sign in anew, and the account at the
    city's service that first comes with the address is theirs. Without a change nothing is written.
    """
    ensure(by, Permission.MANAGE_USERS)
    if user.pk == by.pk and not is_active:
        raise Refused(
            "Das eigene Konto lässt sich nicht deaktivieren. Bitten Sie eine andere Person der Fachadministration."
        )
    current = locked(user)
    values = {"email": email.strip().lower(), "name": name, "is_active": is_active}
    old = current.email
    if names := changed_fields(current, values):
        for field in names:
            setattr(current, field, values[field])
        current.full_clean(exclude=["password"])
        save_as(current, names, by=by)
        labels = (str(field.verbose_name) for field in User._meta.fields if field.name in names)
        record(AuditEvent.ACCOUNT_CHANGED, by=by, about=current, detail=", ".join(labels))
        if "is_active" in names and not is_active:
            end_sessions(current)
        elif "is_active" in names:
            tell_of_way_in(current, f"das Konto von {current.name} ({current.email}) wieder aktiviert", by=by)
            for link in SocialAccount.objects.filter(user=current):
                link.delete()
    if current.email != old:
        sentence = f"Die Fachadministration ({by.name}) hat die E-Mail-Adresse Ihres Kontos geändert: {current.email}"
        notice(current, sentence, address=old).send()
        notice(current, sentence).send()
        tell_of_way_in(current, f"die E-Mail-Adresse von {current.name} geändert: von {old} zu {current.email}", by=by)
    return current


@transaction.atomic
def change_password(user: User, *, password: str) -> None:
    """`user` signs in with `password` from now on; the history says that they changed it, not to what."""
    user.set_password(password)
    user._change_reason = OWN_CHANGE  # type: ignore[attr-defined]
    save_as(user, ["password"], by=user)
    record(AuditEvent.PASSWORD_CHANGED, by=user, about=user)


@transaction.atomic
def switch_shortcuts(*, by: User, on: bool) -> User:
    """The keyboard shortcuts of `by` are on or off; nobody decides for others. Without a change nothing is written."""
    current = locked(by)
    if current.has_shortcuts != on:
        current.has_shortcuts = on
        save_as(current, ["has_shortcuts"], by=by)
    return current
