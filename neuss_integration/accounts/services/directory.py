"""What the city's sign-in service says about a person becomes an account with roles."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.mails import notice
from neuss_integration.accounts.models import Membership, User
from neuss_integration.accounts.services.roles import end_membership, grant_role, tell_administrators
from neuss_integration.accounts.services.users import create_user
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.city.models import Department
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import locked

SOURCE: Final = "Aus dem Anmeldedienst der Stadt"
SERVICE: Final = "Der Anmeldedienst der Stadt"
LINKED: Final = "Dienstkonto der Stadt verbunden"
OTHER_IDENTITY: Final = (
    "Mit Ihrer E-Mail-Adresse ist hier schon ein anderes Dienstkonto verbunden. Bitte wenden Sie sich an die "
    "Fachadministration: Sie kann das Konto deaktivieren und wieder aktivieren, danach gilt Ihr Dienstkonto."
)
Right = tuple[str, int | None]


@transaction.atomic
def follow_directory(user: User | None, *, email: str, name: str, groups: Iterable[str]) -> User | None:
    """The account, new where there is none yet, with the roles of the `groups` from now on; None without any.

    OIDC_ROLES says which group gives which role. Roles that no group gives are granted by hand and stay; a role of a
    group that the person left ends at once. The Fachadministration learns by mail of new ones that may change contents
    or accounts. Nobody is let in for whom neither gives a role, or who is deactivated.

    An account that is found by its address is linked from now on, which its owner learns by mail. Raises Refused where
    another identity is linked: an address may pass to another person, an account does not.
    """
    given = _rights(groups)
    found = user or User.objects.filter(email=email.strip().lower()).first()
    if found is None:
        if not given:
            return None
        found = create_user(by=None, email=email, name=name.strip() or email)
    person = locked(found)
    if person.is_active:
        if user is None:
            _refuse_or_tell(person)
        _follow(person, given)
    return person


def _refuse_or_tell(person: User) -> None:
    if SocialAccount.objects.filter(user=person).exists():
        raise Refused(OTHER_IDENTITY)
    record(AuditEvent.ACCOUNT_CHANGED, by=None, about=person, detail=LINKED)
    notice(person, "Ihr Konto ist mit Ihrem Dienstkonto der Stadt verbunden worden.").send()


def _follow(person: User, given: set[Right]) -> None:
    current = list(Membership.objects.current().filter(user=person).order_by("pk"))
    held = {(each.role, each.department_id) for each in current}
    for membership in current:
        right = (membership.role, membership.department_id)
        if right in _rights(settings.OIDC_ROLES) - given:
            membership._change_reason = SOURCE  # type: ignore[attr-defined]
            with suppress(Refused):  # the last Fachadministration stays, whatever the directory says
                end_membership(membership, by=None)
    offices = Department.objects.in_bulk([office for _, office in given - held if office])
    for role, office in sorted(given - held, key=str):
        granted = grant_role(person, by=None, role=Role(role), department=offices.get(office or 0))
        tell_administrators(granted, by=SERVICE)
    person.refresh_from_db(fields=["sessions_ended"])


def _rights(groups: Iterable[str]) -> set[Right]:
    """The roles that OIDC_ROLES gives for `groups`; an office is named by its name and must be one of today."""
    wanted = [settings.OIDC_ROLES[group].partition(":") for group in groups if group in settings.OIDC_ROLES]
    names = {office for _, _, office in wanted if office}
    offices = dict(Department.objects.current().filter(name__in=names).values_list("name", "pk"))
    roles = [(role, offices.get(office), office) for role, _, office in wanted]
    return {(role, key) for role, key, office in roles if role != Role.DEPARTMENT_EDITOR or (office and key)}
