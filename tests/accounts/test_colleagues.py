"""An office asks for an account; the Fachadministration releases it, nobody their own."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import ColleagueRequest, Membership, User
from neuss_integration.accounts.services.colleagues import (
    MOST_OPEN,
    ask_for_colleague,
    decline_colleague,
    release_colleague,
)
from neuss_integration.audit.models import AuditEntry
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.mailing.models import Mail
from tests.factories import World, sign_in
from tests.measures.answers import text_of
from tests.measures.conftest import refused_by

__all__ = ["refused_by"]
NEW = {"name": "Mia Neu", "email": "Mia@neuss.example"}
LIST, ASK = "/benutzer/vorschlaege/", "/benutzer/vorschlaege/neu/"


def asked(world: World, **fields: str) -> ColleagueRequest:
    return ask_for_colleague(world.jugendamt, by=world.jugendamt_person, **NEW | fields)


def test_asked_once_the_fachadministration_has_a_mail(world: World) -> None:
    assert asked(world) == asked(world)
    mail = Mail.objects.get()
    assert (mail.address, "Mia Neu, Jugendamt" in mail.text) == (world.verwaltung_person.email, True)
    assert User.objects.filter(email="mia@neuss.example").count() == 0


def test_released_the_person_has_account_role_and_invitation(world: World) -> None:
    release_colleague(asked(world), by=world.verwaltung_person)
    held = Membership.objects.get(user__email="mia@neuss.example")
    assert (held.role, held.department) == (Role.DEPARTMENT_EDITOR, world.jugendamt)
    to = Mail.objects.order_by("pk").values_list("address", flat=True)
    assert set(to) == {"mia@neuss.example", world.jugendamt_person.email, world.verwaltung_person.email}
    events = AuditEntry.objects.order_by("pk").values_list("event", flat=True)
    assert list(events)[-3:] == ["account_created", "role_granted", "invited"]
    with pytest.raises(Refused, match="schon freigegeben"):
        release_colleague(ColleagueRequest.objects.get(), by=world.verwaltung_person)


def test_who_has_an_account_gets_the_role(world: World) -> None:
    release_colleague(asked(world, email=world.nobody.email), by=world.verwaltung_person)
    assert world.nobody.memberships.get().department == world.jugendamt
    with pytest.raises(Refused, match="handelt schon für"):
        asked(world, email=world.nobody.email)


def test_deactivated_account_is_not_released(world: World) -> None:
    User.objects.filter(pk=world.nobody.pk).update(is_active=False)
    with pytest.raises(Refused, match="ist deaktiviert"):
        release_colleague(asked(world, email=world.nobody.email), by=world.verwaltung_person)


def test_nobody_releases_their_own(world: World, refused_by) -> None:
    Membership.objects.create(user=world.jugendamt_person, role=Role.ADMINISTRATOR)
    both = User.objects.get(pk=world.jugendamt_person.pk)
    own = asked(world)
    for act in (release_colleague, lambda each, by: decline_colleague(each, by=by, answer="Nein.")):
        with pytest.raises(Refused, match="gibt man nicht selbst frei"):
            act(own, by=both)
    with refused_by("accounts_request_not_own_judge"):
        ColleagueRequest.objects.update(state="released", decided_by=both, decided_at=timezone.now())


def test_nobody_gives_themselves_a_role_by_a_colleague(world: World) -> None:
    own = asked(world, email=world.verwaltung_person.email)
    with pytest.raises(Refused, match="Eine Rolle kann sich niemand selbst geben"):
        release_colleague(own, by=world.verwaltung_person)


def test_declined_who_asked_reads_why(world: World) -> None:
    with pytest.raises(Refused, match="in einem Satz"):
        decline_colleague(asked(world), by=world.verwaltung_person, answer=" ")
    decline_colleague(asked(world), by=world.verwaltung_person, answer="Sie ist im Sportamt.")
    mail = Mail.objects.order_by("pk").last()
    assert mail is not None
    assert (mail.address, "Sie ist im Sportamt." in mail.text) == (world.jugendamt_person.email, True)


def test_asking_is_for_the_own_office_and_deciding_for_the_fachadministration(world: World) -> None:
    with pytest.raises(PermissionDenied):
        ask_for_colleague(world.stadtbibliothek, by=world.jugendamt_person, **NEW)
    with pytest.raises(PermissionDenied):
        release_colleague(asked(world), by=world.jugendamt_person)


def test_pages_of_both(client: Client, world: World) -> None:
    office = sign_in(client, world.jugendamt_person)
    page = text_of(office.post("/benutzer/vorschlaege/neu/", {**NEW, "department": world.jugendamt.pk}, follow=True))
    assert ("Vorgeschlagen." in page, "Freigeben" in page) == (True, False)
    other = text_of(sign_in(Client(), world.bibliothek_person).get("/benutzer/vorschlaege/"))
    assert "Mia Neu" not in other
    admin, pk = sign_in(Client(), world.verwaltung_person), ColleagueRequest.objects.get().pk
    assert "Eine Fachdienststelle schlägt ein Konto vor" in text_of(admin.get("/"))
    assert "Abgelehnt." not in text_of(admin.post(f"/benutzer/vorschlaege/{pk}/ablehnen/", {"answer": ""}, follow=True))
    assert "Freigegeben: Mia Neu" in text_of(admin.post(f"/benutzer/vorschlaege/{pk}/freigeben/", follow=True))
    assert "ist schon freigegeben" in text_of(admin.post(f"/benutzer/vorschlaege/{pk}/freigeben/", follow=True))


def test_fachadministration_reads_whose_account_it_is_whatever_name_was_typed(client: Client, world: World) -> None:
    """An office types a name beside the address of somebody else; who has an account it does not learn here."""
    asked(world, name="Ganz Anders", email=world.koordination.email)
    told = f"gibt es schon ein Konto: {world.koordination.name}."
    pages = [text_of(sign_in(client, who).get(LIST)) for who in (world.verwaltung_person, world.jugendamt_person)]
    assert [told in page for page in pages] == [True, False]


def test_office_that_ended_gets_nobody(world: World) -> None:
    wish = asked(world)
    world.jugendamt.valid_until = timezone.localdate() - dt.timedelta(days=1)
    world.jugendamt.save()
    with pytest.raises(Refused, match="gibt es nicht mehr"):
        release_colleague(wish, by=world.verwaltung_person)
    assert User.objects.filter(email="mia@neuss.example").count() == 0


def test_office_asks_for_so_many_at_once(world: World) -> None:
    for number in range(MOST_OPEN):
        asked(world, email=f"neu{number}@neuss.example")
    before = Mail.objects.count()
    with pytest.raises(Refused, match="schon 20 Vorschläge offen"):
        asked(world, email="neu@neuss.example")
    assert (ColleagueRequest.objects.count(), Mail.objects.count()) == (MOST_OPEN, before)


def test_form_takes_no_foreign_office_and_nothing_beside_its_fields(client: Client, world: World) -> None:
    person = sign_in(client, world.jugendamt_person)
    person.post(ASK, NEW | {"department": world.stadtbibliothek.pk})
    assert ColleagueRequest.objects.count() == 0
    more = {"state": "released", "made_by": world.nobody.pk, "decided_by": world.nobody.pk, "role": "coordinator"}
    person.post(ASK, NEW | {"department": world.jugendamt.pk} | more)
    made = ColleagueRequest.objects.get()
    assert (made.state, made.made_by, made.decided_by) == ("open", world.jugendamt_person, None)
