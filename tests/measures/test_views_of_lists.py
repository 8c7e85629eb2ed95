"""Saved views of needs, proposals, resolutions, organisations and indicators: the same as those of the measures."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from measures.enums.saved_views import ListKind
from measures.models import SavedView
from measures.services.saved_views import change_view, keep_view
from neuss_integration.accounts.models import User
from neuss_integration.foundation.exceptions import Incomplete
from tests.factories import World, sign_in

OTHERS = [kind for kind in ListKind if kind != ListKind.MEASURES]
QUERY = "suche=tür&status=x"
CANONICAL = "suche=t%C3%BCr&status=x"


@pytest.mark.parametrize("kind", OTHERS)
def test_view_is_kept_from_its_list_opened_and_marked(world: World, client: Client, kind: ListKind) -> None:
    address = reverse(kind.page)
    sign_in(client, world.jugendamt_person)
    keep = f"/massnahmen/ansichten/neu/?liste={kind.value}&amp;{CANONICAL.replace('&', '&amp;')}"
    assert f'<a href="{keep}">Ansicht speichern</a>' in client.get(f"{address}?{QUERY}&seite=2").text
    form = client.get(keep.replace("&amp;", "&")).context["form"]
    answer = client.post("/massnahmen/ansichten/neu/", form.initial | {"name": "Türen"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"{address}?{CANONICAL}" == SavedView.objects.get().get_absolute_url()
    mine = f'<a href="?{CANONICAL.replace("&", "&amp;")}" aria-current="true">Türen</a>'
    assert (mine in answer.text, "Ansicht speichern" in answer.text) == (True, False)
    assert "Türen" not in sign_in(Client(), world.koordination).get(f"{address}?{QUERY}").text


def test_each_list_shows_its_own_views(world: World, client: Client) -> None:
    for kind in ListKind:
        keep_view(by=world.koordination, name=f"Sicht {kind.value}", query="suche=a", listing=kind, is_shared=True)
    sign_in(client, world.jugendamt_person)
    for kind in ListKind:
        shown = client.get(reverse(kind.page)).text
        assert [each for each in ListKind if f">Sicht {each.value}</a>" in shown] == [kind]
    page = client.get("/massnahmen/ansichten/").text
    assert [f'data-label="Liste">{kind.label}<' in page for kind in ListKind] == [True] * len(ListKind)


def test_name_is_used_once_per_person_and_list(world: World) -> None:
    first = keep_view(by=world.koordination, name="Alle", query="", listing=ListKind.NEEDS)
    other = keep_view(by=world.koordination, name="Alle", query="", listing=ListKind.PROPOSALS)
    assert first != other
    same = keep_view(by=world.koordination, name="Alle", query="status=x", listing=ListKind.NEEDS)
    assert (same, same.query) == (first, "status=x")
    third = keep_view(by=world.koordination, name="Neu", query="", listing=ListKind.NEEDS)
    with pytest.raises(Incomplete):
        change_view(third, by=world.koordination, name="Alle", is_shared=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedView.objects.create(owner=world.koordination, listing=ListKind.NEEDS, name="Alle")


def test_database_keeps_only_lists_that_exist(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedView.objects.create(owner=world.koordination, listing="persons", name="Alle")


def test_view_of_a_list_nobody_may_read_any_more_is_gone(world: World, client: Client) -> None:
    own = [keep_view(by=world.jugendamt_person, name="Meine", query="", listing=kind) for kind in ListKind]
    world.jugendamt_person.memberships.all().delete()
    former = User.objects.get(pk=world.jugendamt_person.pk)
    assert list(SavedView.objects.visible_to(former)) == list(SavedView.objects.editable_by(former)) == []
    sign_in(client, former)
    assert [client.get(each.get_absolute_url()).status_code for each in own] == [403] * len(own)
    with pytest.raises(PermissionDenied):
        change_view(own[1], by=former, name="Anders", is_shared=False)


@pytest.mark.parametrize("kind", ListKind)
def test_only_who_reads_the_list_keeps_a_view_of_it(world: World, kind: ListKind) -> None:
    with pytest.raises(PermissionDenied):
        keep_view(by=world.nobody, name="Alle", query="", listing=kind)


def test_history_says_of_which_list(world: World) -> None:
    keep_view(by=world.koordination, name="Alle", query="", listing=ListKind.INDICATORS)
    assert list(SavedView.history.values_list("listing", "history_user")) == [("indicators", world.koordination.pk)]


def test_unknown_list_is_that_of_the_measures(world: World, client: Client) -> None:
    form = sign_in(client, world.koordination).get("/massnahmen/ansichten/neu/?liste=personen&suche=a").context["form"]
    assert (form.initial["listing"], form.initial["query"]) == (ListKind.MEASURES, "suche=a")
    client.post("/massnahmen/ansichten/neu/", {"name": "Alt", "query": "suche=a"})
    assert SavedView.objects.get().listing == ListKind.MEASURES
