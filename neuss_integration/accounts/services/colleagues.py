"""An office asks for an account for a colleague; the Fachadministration decides."""

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission, RequestOutcome, Role
from neuss_integration.accounts.mails import colleague_decided, colleague_wanted
from neuss_integration.accounts.models import ColleagueRequest, Membership, User
from neuss_integration.accounts.permissions import access_of, ensure
from neuss_integration.accounts.services.admission import admit
from neuss_integration.accounts.services.roles import grant_role
from neuss_integration.city.models import Department
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import created, locked, save_as

MOST_OPEN: Final = 20
"""Wishes of an office that wait; each is a mail to everybody of the Fachadministration."""
TOO_MANY: Final = (
    "Von Ihrer Fachdienststelle sind schon {} Vorschläge offen. Bitte warten Sie, bis darüber entschieden ist."
)
OFFICE_ENDED: Final = "„{}“ gibt es nicht mehr; niemand kann noch dafür handeln. Bitte lehnen Sie den Vorschlag ab."
ERASED: Final = "Diese Person ließ ihre Daten löschen. Bitte lehnen Sie den Vorschlag ab."
OWN_REQUEST: Final = "Was man selbst vorschlug, gibt man nicht selbst frei. Bitten Sie eine andere Person darum."


@transaction.atomic
def ask_for_colleague(department: Department, *, by: User, name: str, email: str) -> ColleagueRequest:
    """The Fachadministration is asked, with a mail to each; asked twice, once.

    Raises Refused when the person acts for the office already.
    """
    access = access_of(by)
    if not access.has(Permission.REPORT_PROGRESS) or department.pk not in access.department_ids:
        raise PermissionDenied
    office, email = locked(department), email.strip().lower()
    held = Membership.objects.current().filter(user__email=email, user__is_active=True, department=office)
    if held.exists():
        raise Refused(f"{email} handelt schon für „{office}“.")
    if same := ColleagueRequest.objects.open().filter(department=office, email=email).first():
        return same
    if ColleagueRequest.objects.open().filter(department=office).count() >= MOST_OPEN:
        raise Refused(TOO_MANY.format(MOST_OPEN))
    asked = created(ColleagueRequest(department=office, name=name.strip(), email=email, made_by=by), by=by)
    for each in User.objects.administrators().exclude(pk=by.pk).order_by("pk"):
        colleague_wanted(each, name=asked.name, office=str(office), by=by).send()
    return asked


@transaction.atomic
def release_colleague(asked: ColleagueRequest, *, by: User) -> ColleagueRequest:
    """The person has an account with the role of the office and is invited; who has one already gets the role.

    Who asked has a mail. Raises Refused for one's own request, a decided one, an ended office, a deactivated account.
    """
    current = _undecided(asked, by)
    if not current.department.is_valid_on(timezone.localdate()):
        raise Refused(OFFICE_ENDED.format(current.department))
    if not current.email:
        raise Refused(ERASED)
    user = User.objects.filter(email=current.email).first()
    role: dict[str, Any] = {
        "role": Role.DEPARTMENT_EDITOR,
        "department": current.department,
        "valid_from": timezone.localdate(),
    }
    if user is None:
        admit(by=by, name=current.name, email=current.email, **role)
    elif user.is_active:
        grant_role(user, by=by, **role)
    else:
        raise Refused("Das Konto mit dieser Adresse ist deaktiviert. Bitte aktivieren Sie es zuerst.")
    return _decided(current, RequestOutcome.RELEASED, by)


@transaction.atomic
def decline_colleague(asked: ColleagueRequest, *, by: User, answer: str) -> ColleagueRequest:
    """Nobody gets an account; who asked reads why. Raises Refused without a reason, for one's own or a decided one."""
    current = _undecided(asked, by)
    if not answer.strip():
        raise Refused("Bitte sagen Sie in einem Satz, warum es das Konto nicht gibt.")
    current.answer = answer.strip()
    return _decided(current, RequestOutcome.DECLINED, by)


def _undecided(asked: ColleagueRequest, by: User) -> ColleagueRequest:
    ensure(by, Permission.MANAGE_USERS)
    current = locked(asked)
    if current.state != RequestOutcome.OPEN:
        raise Refused(f"Der Vorschlag ist schon {current.get_state_display()}.")
    if current.made_by_id == by.pk:
        raise Refused(OWN_REQUEST)
    return current


def _decided(current: ColleagueRequest, state: RequestOutcome, by: User) -> ColleagueRequest:
    current.state, current.decided_at, current.decided_by = state, timezone.now(), by
    save_as(current, ["state", "answer", "decided_at", "decided_by"], by=by)
    asker = current.made_by
    if asker is not None and asker.is_active:
        office = str(current.department)
        colleague_decided(asker, name=current.name, office=office, answer=current.answer).send()
    return current
