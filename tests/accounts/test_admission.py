"""Account, role and seat in one form: all of it or nothing, and the invitation last."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Membership, User
from neuss_integration.accounts.services.admission import NO_SEAT, admit, grant_with_place
from neuss_integration.audit.models import AuditEntry
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.mailing.models import Mail
from roundtables.models import TableMember
from tests.factories import World, make_seat, sign_in
from tests.measures.answers import text_of

PERSON = {"name": "Aylin Yılmaz", "email": "Aylin@verein.example"}


def seat(**fields: object) -> TableMember:
    """A seat without an account."""
    return make_seat(**{"contact_name": "Aylin Yılmaz", "contact_email": "aylin@verein.example"} | fields)


def test_account_role_and_seat_at_once(world: World) -> None:
    free = seat()
    person = admit(by=world.verwaltung_person, role=Role.ROUNDTABLE_MEMBER, place=str(free.pk), **PERSON)
    free.refresh_from_db()
    assert (free.user, free.contact_name, free.contact_email) == (person, "", "")
    assert free.history.first().history_user == world.verwaltung_person
    assert [each.role for each in person.memberships.all()] == [Role.ROUNDTABLE_MEMBER]
    assert Mail.objects.filter(address="aylin@verein.example").count() == 1
    events = AuditEntry.objects.order_by("pk").values_list("event", flat=True)
    assert list(events)[-3:] == ["account_created", "role_granted", "invited"]


@pytest.mark.parametrize("place", ["", "999999"])
def test_without_seat_there_is_neither_account_nor_mail(world: World, place: str) -> None:
    before = User.objects.count(), Membership.objects.count()
    with pytest.raises(Refused):
        admit(by=world.verwaltung_person, role=Role.ROUNDTABLE_MEMBER, place=place, **PERSON)
    assert (User.objects.count(), Membership.objects.count(), Mail.objects.count()) == (*before, 0)


def test_role_that_does_not_fit_leaves_nothing(world: World) -> None:
    with pytest.raises(ValidationError, match="braucht eine Fachdienststelle"):
        admit(by=world.verwaltung_person, role=Role.DEPARTMENT_EDITOR, **PERSON)
    assert (User.objects.filter(name=PERSON["name"]).count(), Mail.objects.count()) == (0, 0)


def test_who_sits_already_needs_no_seat(world: World) -> None:
    with pytest.raises(Refused, match="Ohne Sitz"):
        grant_with_place(world.nobody, by=world.verwaltung_person, role=Role.ROUNDTABLE_MEMBER)
    make_seat(user=world.nobody)
    given = grant_with_place(world.nobody, by=world.verwaltung_person, role=Role.ROUNDTABLE_MEMBER)
    assert given.user == world.nobody


def test_seat_on_which_somebody_is_named_is_only_for_them(world: World) -> None:
    free = seat(contact_name="Jemand anderes", contact_email="anders@verein.example")
    with pytest.raises(Refused, match="jemand anderen eingetragen"):
        admit(by=world.verwaltung_person, role=Role.ROUNDTABLE_MEMBER, place=str(free.pk), **PERSON)
    assert User.objects.filter(name=PERSON["name"]).count() == 0


def test_admission_is_for_the_fachadministration(world: World) -> None:
    with pytest.raises(PermissionDenied):
        admit(by=world.koordination, role=Role.COUNCIL_READER, **PERSON)


def test_form_asks_for_the_seat_and_keeps_what_was_typed(client: Client, world: World) -> None:
    free, admin = seat(), sign_in(client, world.verwaltung_person)
    assert (free.contact_name in text_of(admin.get("/benutzer/neu/")), free.organisation.name) == (
        False,
        str(free.organisation),
    )
    page = text_of(admin.post("/benutzer/neu/", {**PERSON, "role": "roundtable_member"}))
    assert (NO_SEAT in page, PERSON["email"] in page) == (True, True)
    assert User.objects.filter(name=PERSON["name"]).count() == 0
    page = text_of(admin.post("/benutzer/neu/", {**PERSON, "role": "council_reader", "place": free.pk}))
    assert "Bitte lassen Sie den Sitz leer: Diese Rolle hat keinen." in page
    typed = {**PERSON, "role": "roundtable_member", "place": free.pk}
    assert "ist angelegt. Die Einladung" in text_of(admin.post("/benutzer/neu/", typed, follow=True))
    assert "gibt es schon ein Konto" in text_of(admin.post("/benutzer/neu/", typed))
    assert Mail.objects.filter(address="aylin@verein.example").count() == 1
