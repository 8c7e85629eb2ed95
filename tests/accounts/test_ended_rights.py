"""A role or a seat ends while a file, a form or a job is being made: nothing is handed out or done any more."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from measures.models import CatalogueImport, Measure
from measures.services.catalogue_import import RIGHT_ENDED
from measures.services.catalogue_run import begin_run, continue_run
from measures.views import listing
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.form_recovery import OWNER_FIELD, owner_token
from neuss_integration.accounts.models import Membership, User
from neuss_integration.accounts.services.roles import end_role
from neuss_integration.ended_rights import EndedRightsMiddleware
from reporting.publication.proof import make_proof
from roundtables.models import TableMember
from tests.factories import PASSWORD, World, make_report, make_seat, sign_in
from tests.measures.test_catalogue_import import NEW, draft_of, planned

YESTERDAY = "2020-12-31"
TEXT = "Ein langer Text, den jemand in ein Formular geschrieben hat.\nZweite Zeile."


def end_by_date(person: User) -> None:
    Membership.objects.filter(user=person).update(valid_until=YESTERDAY)


def asked_by(person: Any, happens: Callable[[], Any], method: str = "GET") -> HttpResponse:
    """The answer to who asks for a file, while it is made something happens."""

    def view(request: HttpRequest) -> HttpResponse:
        happens()
        return HttpResponse("Datei", headers={"Content-Disposition": "attachment"})

    request = RequestFactory().generic(method, "/")
    request.user = person if isinstance(person, AnonymousUser) else User.objects.get(pk=person.pk)
    middleware = EndedRightsMiddleware(shared := fair_share(view))
    middleware.process_view(request, shared, (), {})
    return middleware(request)


@pytest.fixture
def seat(world: World) -> TableMember:
    return make_seat(user=world.rundertisch_person)


@pytest.mark.parametrize(
    "happens",
    [
        end_by_date,
        lambda person: User.objects.filter(pk=person.pk).update(is_active=False),
        lambda person: User.objects.filter(pk=person.pk).update(sessions_ended=7),
    ],
)
def test_file_is_not_handed_out_after_role_account_or_session_ended(world: World, happens: Any) -> None:
    person = world.integrationsrat_person
    assert asked_by(person, lambda: None).content == b"Datei"
    with pytest.raises(PermissionDenied):
        asked_by(person, lambda: happens(person))


def test_file_is_not_handed_out_after_office_or_seat_ended(world: World, seat: TableMember) -> None:
    office = Membership.objects.filter(user=world.jugendamt_person)
    with pytest.raises(PermissionDenied):
        asked_by(world.jugendamt_person, lambda: office.update(department=world.integrationsamt))
    with pytest.raises(PermissionDenied):
        asked_by(world.rundertisch_person, lambda: TableMember.objects.filter(pk=seat.pk).update(valid_until=YESTERDAY))
    assert asked_by(AnonymousUser(), lambda: end_by_date(world.jugendamt_person)).content == b"Datei"


def test_list_of_measures_is_refused_when_the_role_ends_meanwhile(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = listing.listing_file
    address = "/massnahmen/export/xlsx/"
    assert sign_in(client, world.koordination).get(address).status_code == 200

    def make_slowly(*args: Any, **options: Any) -> bytes:
        end_by_date(world.koordination)
        return make(*args, **options)

    monkeypatch.setattr(listing, "listing_file", make_slowly)
    answer = client.get(address)
    assert (answer.status_code, "Diese Seite ist für Sie nicht freigegeben" in answer.text) == (403, True)


def typed_by(person: User) -> dict[str, str]:
    return {"title": "kurz", "description": TEXT, OWNER_FIELD: owner_token(person)}


def test_form_of_who_lost_the_role_is_refused_and_shows_the_text(client: Client, world: World) -> None:
    sign_in(client, world.koordination)
    end_by_date(world.koordination)
    answer = client.post("/massnahmen/neu/", typed_by(world.koordination))
    assert (answer.status_code, TEXT in answer.text, ">kurz<" in answer.text) == (403, True, False)
    assert TEXT not in client.post("/massnahmen/neu/", typed_by(world.vertretung)).text
    assert Measure.objects.count() == 3


def test_text_stands_on_the_page_after_signing_in_anew_without_the_role(client: Client, world: World) -> None:
    sign_in(client, world.koordination)
    end_role(world.koordination.memberships.get(), by=world.verwaltung_person)
    page = client.post("/massnahmen/neu/", typed_by(world.koordination))["Location"]
    client.post(page, {"login": world.koordination.email, "password": PASSWORD})
    answer = client.get("/massnahmen/neu/")
    assert (answer.status_code, TEXT in answer.text) == (403, True)


def test_form_about_something_out_of_sight_shows_the_text(client: Client, world: World, seat: TableMember) -> None:
    sign_in(client, world.rundertisch_person)
    TableMember.objects.filter(pk=seat.pk).update(valid_until=YESTERDAY)
    answer = client.post("/sitzungen/999/thema/", typed_by(world.rundertisch_person))
    assert (answer.status_code, TEXT in answer.text) == (404, True)


def test_rows_of_a_running_import_stay_out_once_the_role_ended(world: World) -> None:
    draft = draft_of(world.koordination, NEW)
    begin_run(draft, by=world.koordination, digest=planned(draft).digest)
    end_by_date(world.koordination)
    done = continue_run(draft.pk)
    assert (done.state, Measure.objects.count()) == ("done", 3)
    assert RIGHT_ENDED in str(CatalogueImport.objects.get(pk=draft.pk).results)


@pytest.mark.parametrize("ended", [False, True])
def test_proof_is_told_to_who_may_still_see_it(world: World, ended: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reporting.publication.proof._set", lambda report, asked: asked)
    monkeypatch.setattr("reporting.publication.proof._tell", lambda report, person, made: told.append(person))
    told: list[User] = []
    report = make_report()
    if ended:
        end_by_date(world.koordination)
    make_proof(report.pk, world.koordination.pk)
    assert told == ([] if ended else [world.koordination])
