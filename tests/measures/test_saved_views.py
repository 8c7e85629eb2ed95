"""Saved views: kept, shared, renamed, deleted."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from measures.models import SavedView
from measures.services import saved_views
from measures.services.saved_views import change_view, delete_view, keep_view
from neuss_integration.accounts.models import User
from neuss_integration.foundation.exceptions import Incomplete, Refused
from tests.factories import World, sign_in

QUERY = "ampel=red&fehlt=ort&spalten=titel&sortierung=-titel"


def test_view_keeps_the_list_without_the_page(world: World) -> None:
    view = keep_view(by=world.jugendamt_person, name=" Rot ", query=f"seite=3&anzahl=25&suche=&{QUERY}")
    assert (view.name, view.query, view.is_shared) == ("Rot", QUERY, False)
    assert view.get_absolute_url() == f"/massnahmen/?{QUERY}"


def test_same_name_again_shows_the_new_list(world: World) -> None:
    keep_view(by=world.koordination, name="Rot", query="ampel=red")
    keep_view(by=world.koordination, name="Rot", query=QUERY, is_shared=True)
    assert list(SavedView.objects.values_list("query", "is_shared")) == [(QUERY, True)]
    assert SavedView.objects.get().history.latest().history_user == world.koordination


def test_two_people_may_use_the_same_name(world: World) -> None:
    for person in (world.koordination, world.jugendamt_person):
        keep_view(by=person, name="Rot", query="")
    assert SavedView.objects.count() == 2


def test_only_the_koordination_shares(world: World) -> None:
    shared = keep_view(by=world.koordination, name="Alle", query="", is_shared=True)
    own = keep_view(by=world.jugendamt_person, name="Meine", query="", is_shared=True)
    assert (shared.is_shared, own.is_shared) == (True, False)
    assert list(SavedView.objects.visible_to(world.integrationsrat_person)) == [shared]
    assert set(SavedView.objects.visible_to(world.jugendamt_person)) == {shared, own}
    assert list(SavedView.objects.visible_to(world.nobody)) == []


def test_views_of_others_cannot_be_changed(world: World) -> None:
    own = keep_view(by=world.jugendamt_person, name="Meine", query="")
    shared = keep_view(by=world.koordination, name="Alle", query="", is_shared=True)
    for view, person in ((own, world.koordination), (shared, world.jugendamt_person), (own, world.nobody)):
        with pytest.raises(PermissionDenied):
            change_view(view, by=person, name="Anders", is_shared=True)
        with pytest.raises(PermissionDenied):
            delete_view(view, by=person)
    assert SavedView.objects.count() == 2


def test_shared_view_outlives_the_role_of_its_owner(world: World) -> None:
    """It is the list of all, shows each what that person may see, and has whom to look after it."""
    shared = keep_view(by=world.koordination, name="Alle", query="", is_shared=True)
    world.koordination.memberships.all().delete()
    former = User.objects.get(pk=world.koordination.pk)
    for person, seen in ((world.integrationsrat_person, [shared]), (world.vertretung, [shared]), (former, [])):
        assert list(SavedView.objects.visible_to(person)) == seen
    with pytest.raises(PermissionDenied):
        change_view(shared, by=former, name="Anders", is_shared=False)
    with pytest.raises(PermissionDenied):
        delete_view(shared, by=former)
    assert change_view(shared, by=world.vertretung, name="Alle", is_shared=False).is_shared is False
    assert list(SavedView.objects.visible_to(world.integrationsrat_person)) == []


def test_another_coordinator_looks_after_shared_views(world: World) -> None:
    shared = keep_view(by=world.koordination, name="Alle", query="", is_shared=True)
    changed = change_view(shared, by=world.vertretung, name="Überblick", is_shared=True)
    assert (changed.name, changed.owner) == ("Überblick", world.koordination)
    delete_view(changed, by=world.vertretung)
    assert SavedView.history.latest().history_user == world.vertretung


def test_name_is_used_once_per_person(world: World) -> None:
    keep_view(by=world.koordination, name="Rot", query="")
    other = keep_view(by=world.koordination, name="Gelb", query="")
    with pytest.raises(Incomplete, match="Es gibt schon eine Ansicht mit diesem Namen"):
        change_view(other, by=world.koordination, name="Rot", is_shared=False)


def test_too_long_and_too_many_views_are_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="zu viele Filter"):
        keep_view(by=world.koordination, name="Lang", query=f"suche={'x' * 2000}")
    monkeypatch.setattr(saved_views, "MAX_VIEWS", 1)
    keep_view(by=world.koordination, name="Eine", query="")
    with pytest.raises(Refused, match="löschen Sie eine"):
        keep_view(by=world.koordination, name="Zweite", query="")


def test_list_links_the_views_and_marks_the_one_shown(world: World, client: Client) -> None:
    keep_view(by=world.koordination, name="Rot <b>", query="ampel=red", is_shared=True)
    page = sign_in(client, world.rundertisch_person).get("/massnahmen/?ampel=red&seite=1").content.decode()
    assert '<a href="?ampel=red" aria-current="true">Rot &lt;b&gt;</a>' in page


def test_view_is_kept_renamed_and_deleted_on_its_pages(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    page = client.get(f"/massnahmen/ansichten/neu/?{QUERY}&seite=2")
    assert page.context["form"].initial["query"] == QUERY
    sent = {"name": "Rot", "query": QUERY, "is_shared": "on"}
    assert client.post("/massnahmen/ansichten/neu/", sent).url == f"/massnahmen/?{QUERY}"
    view = SavedView.objects.get()
    client.post(f"/massnahmen/ansichten/{view.pk}/bearbeiten/", {"name": "Röter"})
    view.refresh_from_db()
    assert (view.name, view.is_shared) == ("Röter", False)
    client.post(f"/massnahmen/ansichten/{view.pk}/loeschen/")
    assert SavedView.objects.count() == 0


def test_view_without_a_name_is_asked_for_one(world: World, client: Client) -> None:
    response = sign_in(client, world.koordination).post("/massnahmen/ansichten/neu/", {"name": "", "query": QUERY})
    assert response.context["form"].errors == {"name": ["Bitte füllen Sie „Name der Ansicht“ aus."]}
