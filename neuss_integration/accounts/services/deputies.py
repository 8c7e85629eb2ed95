"""Writing who stands in for whom."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.models import Deputy, User
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import locked, removed, save_as, stored


@transaction.atomic
def appoint_deputy(*, by: User, person: User, deputy: User, valid_from: dt.date, valid_until: dt.date) -> Deputy:
    """`deputy` answers for the offices of `person` from–until and is written to instead; `person` keeps their rights.

    Entered twice, it is one. Raises Refused for a past period, for somebody who acts for no Fachdienststelle, or who is
    absent themselves; ValidationError when a rule of the model is broken.
    """
    _ensure_may_enter(by, person)
    locked(person)
    period = {"valid_from": valid_from, "valid_until": valid_until}
    if same := Deputy.objects.filter(person=person, deputy=deputy, **period).first():
        return same
    if valid_from < timezone.localdate():
        raise Refused("Der Beginn liegt in der Vergangenheit. Bitte geben Sie heute oder einen späteren Tag an.")
    _refuse_unfit(person, deputy)
    appointed = Deputy(person=person, deputy=deputy, **period)
    appointed.full_clean()
    _refuse_overlap(appointed)
    stored(appointed, by=by)
    record(AuditEvent.DEPUTY_CHANGED, by=by, about=deputy, detail=f"eingetragen bis {valid_until:%d.%m.%Y}")
    return appointed


@transaction.atomic
def extend_deputy(appointed: Deputy, *, by: User, valid_until: dt.date) -> Deputy:
    """The deputy answers until `valid_until`, later or earlier than before. Raises Refused for what is over."""
    _ensure_may_enter(by, appointed.person)
    current, today = locked(appointed), timezone.localdate()
    if current.valid_until < today:
        raise Refused("Die Vertretung ist schon vorbei. Bitte tragen Sie eine neue ein.")
    if valid_until < today:
        raise Refused("Das Ende liegt in der Vergangenheit. Bitte beenden Sie dann die Vertretung.")
    if valid_until != current.valid_until:
        current.valid_until = valid_until
        current.full_clean()
        _refuse_overlap(current)
        save_as(current, ["valid_until"], by=by)
        record(AuditEvent.DEPUTY_CHANGED, by=by, about=current.deputy, detail=f"jetzt bis {valid_until:%d.%m.%Y}")
    return current


@transaction.atomic
def end_deputy(appointed: Deputy, *, by: User) -> None:
    """The deputy has no rights from now on. What was over before stays as it is.

    One that began before today ended yesterday; a later one is taken back, which its history keeps.
    """
    _ensure_may_enter(by, appointed.person)
    current, yesterday = locked(appointed), timezone.localdate() - dt.timedelta(days=1)
    if current.valid_until > yesterday:
        record(AuditEvent.DEPUTY_CHANGED, by=by, about=current.deputy, detail="beendet")
    if current.valid_from > yesterday:
        removed(current, by=by)
    elif current.valid_until > yesterday:
        current.valid_until = yesterday
        save_as(current, ["valid_until"], by=by)


def _ensure_may_enter(by: User, person: User) -> None:
    if not User.objects.absence_entered_by(by).filter(pk=person.pk).exists():
        raise PermissionDenied


def _refuse_unfit(person: User, deputy: User) -> None:
    if person == deputy:
        return  # the model says it
    if not User.objects.of_offices().filter(pk=deputy.pk).exists():
        raise Refused(f"{deputy} handelt heute für keine Fachdienststelle. Bitte wählen Sie eine andere Person.")


def _refuse_overlap(appointed: Deputy) -> None:
    """The same deputy is not entered twice for one day, and nobody stands in who is absent in that time."""
    others = Deputy.objects.exclude(pk=appointed.pk).overlapping(appointed.valid_from, appointed.valid_until)
    deputy = appointed.deputy
    if others.filter(person=appointed.person_id, deputy=deputy).exists():
        raise Refused(f"{deputy} vertritt {appointed.person} in dieser Zeit schon. Bitte ändern Sie dort das Ende.")
    if absence := others.filter(person=deputy).first():
        raise Refused(
            f"{deputy} ist selbst abwesend, vom {absence.valid_from:%d.%m.%Y} bis {absence.valid_until:%d.%m.%Y}. "
            "Bitte wählen Sie eine andere Person oder einen anderen Zeitraum."
        )
