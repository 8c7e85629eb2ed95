"""What the Fachadministration does about the second factor of others."""

from typing import Final

from allauth.mfa.models import Authenticator
from django.db import transaction

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.mails import notice
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.accounts.services.sessions import end_sessions
from neuss_integration.accounts.services.ways_in import tell_of_way_in
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import save_as

NO_FACTOR: Final = "Dieses Konto hat keinen zweiten Faktor, es ist nichts zu entfernen."
REMOVED: Final = "Zweiter Faktor entfernt"


@transaction.atomic
def remove_second_factor(user: User, *, by: User) -> None:
    """`user` signs in without it, or sets up a new one where the role asks for it; a mail tells them, and
    the others of the Fachadministration where the account has rights.

    For a lost telephone. Nobody does this to themselves: for the own account a code is asked for first.
    """
    ensure(by, Permission.MANAGE_USERS)
    if user.pk == by.pk:
        raise Refused("Ihren eigenen zweiten Faktor ändern Sie unter „Mein Konto“.")
    factors = list(Authenticator.objects.filter(user=user))
    if not factors:
        raise Refused(NO_FACTOR)
    for factor in factors:
        factor.delete()
    user._change_reason = REMOVED  # type: ignore[attr-defined]
    save_as(user, [], by=by)
    end_sessions(user)
    record(AuditEvent.SECOND_FACTOR_CHANGED, by=by, about=user, detail=REMOVED)
    notice(user, f"Die Fachadministration ({by.name}) hat den zweiten Faktor Ihres Kontos entfernt.").send()
    tell_of_way_in(user, f"den zweiten Faktor von {user.name} ({user.email}) entfernt", by=by)
