"""Leitziele, goals and participations are changed, moved and deleted while nothing hangs on them."""

import pytest
from django.test import Client

from success_factors.enums import EditionState
from success_factors.models import ConceptEdition, Goal, GuidingGoal, Participation
from tests.factories import World, make_edition, make_goal, make_organisation, make_resolution, sign_in


@pytest.fixture
def draft(world: World, client: Client) -> ConceptEdition:
    """A draft with three goals under Leitziele of their own; the Koordination is signed in."""
    edition = make_edition(state=EditionState.DRAFT)
    for number in range(3):
        make_goal(edition=edition, text=f"Ziel {number}")
    sign_in(client, world.koordination)
    return edition


def order(edition: ConceptEdition) -> list[str]:
    """The goals in their order."""
    return [goal.text for goal in Goal.objects.filter(guiding_goal__edition=edition)]


def test_leitziele_change_places(client: Client, draft: ConceptEdition) -> None:
    first, second, third = draft.guiding_goals.all()
    for guiding, way in ((third, "up"), (first, "down"), (third, "up"), (second, "down")):
        assert client.post(f"/ziele/leitziele/{guiding.pk}/verschieben/", {"way": way}).status_code == 302
    assert order(draft) == ["Ziel 2", "Ziel 0", "Ziel 1"]


def test_goals_change_places_under_their_leitziel(client: Client, draft: ConceptEdition) -> None:
    guiding = draft.guiding_goals.all()[0]
    last = Goal.objects.create(guiding_goal=guiding, position=2, text="Zuletzt")
    client.post(f"/ziele/{last.pk}/verschieben/", {"way": "up"})
    assert order(draft)[:2] == ["Zuletzt", "Ziel 0"]
    client.post(f"/ziele/{last.pk}/verschieben/", {"way": "up"})
    assert order(draft)[:2] == ["Zuletzt", "Ziel 0"]


def test_leitziel_is_changed_by_one_writer(world: World, client: Client, draft: ConceptEdition) -> None:
    guiding = draft.guiding_goals.all()[0]
    url = f"/ziele/leitziele/{guiding.pk}/bearbeiten/"
    assert client.post(url, {"title": "Wohnen", "version": "1"}).status_code == 302
    assert client.post(url, {"title": "Arbeit", "version": "1"}).status_code == 409
    guiding.refresh_from_db()
    assert guiding.title == "Wohnen"


def test_leitziel_with_goals_is_not_deleted(client: Client, draft: ConceptEdition) -> None:
    guiding = draft.guiding_goals.all()[0]
    url = f"/ziele/leitziele/{guiding.pk}/loeschen/"
    assert "hat noch Ziele und kann nicht gelöscht werden" in client.post(url).content.decode()
    client.post(f"/ziele/{guiding.goals.get().pk}/loeschen/")
    assert client.post(url).status_code == 302
    assert (draft.guiding_goals.count(), GuidingGoal.history.filter(history_type="-").count()) == (2, 1)
    history = client.get(f"/ziele/fassungen/{draft.pk}/verlauf/").content.decode()
    assert "Leitziel gelöscht" in history
    assert "Ziel gelöscht" in history


def test_goal_with_a_resolution_is_not_deleted(client: Client, draft: ConceptEdition) -> None:
    goal = Goal.objects.all()[0]
    make_resolution(goals=[goal])
    assert "gibt es einen Beschluss" in client.post(f"/ziele/{goal.pk}/loeschen/").content.decode()


def test_adopted_edition_is_not_rearranged(world: World, client: Client) -> None:
    goal = make_goal()
    sign_in(client, world.koordination)
    moved = client.post(f"/ziele/leitziele/{goal.guiding_goal_id}/verschieben/", follow=True).content.decode()
    moved += client.post(f"/ziele/{goal.pk}/verschieben/", follow=True).content.decode()
    assert moved.count("Ihr Wortlaut bleibt, wie er ist.") == 2
    assert "Ihr Wortlaut bleibt" in client.post(f"/ziele/{goal.pk}/loeschen/").content.decode()


def test_participation_is_changed_and_deleted(world: World, client: Client) -> None:
    edition, diakonie = make_edition(), make_organisation("Diakonie")
    entry = Participation.objects.create(edition=edition, organisation=diakonie, side="society")
    sign_in(client, world.koordination)
    url, data = f"/ziele/beteiligungen/{entry.pk}/", {"organisation": diakonie.pk, "side": "both", "version": "1"}
    assert client.post(f"{url}bearbeiten/", data).status_code == 302
    assert client.post(f"{url}bearbeiten/", data | {"side": "office"}).status_code == 409
    assert Participation.objects.get().side == "both"
    assert client.post(f"{url}loeschen/").status_code == 302
    assert Participation.objects.count() == 0
    history = client.get(f"/ziele/fassungen/{edition.pk}/verlauf/").content.decode()
    assert "Beteiligung gelöscht" in history
    assert "Diakonie" in history


def test_adoption_typed_wrong_is_put_right_without_touching_goals(world: World, client: Client) -> None:
    edition = make_edition(title="Konzept 2020")
    url = f"/ziele/fassungen/{edition.pk}/bearbeiten/"
    data = {"version": "1", "title": "Konzept 2020", "adopted": "März 2020", "paper_number": "50/7/2020"}
    assert sign_in(client, world.koordination).post(url, data).status_code == 302
    edition.refresh_from_db()
    assert (str(edition.adopted), edition.paper_number, edition.is_draft) == ("März 2020", "50/7/2020", False)
    assert client.post(url, data | {"title": "Anders"}).status_code == 409
    assert "liegt in der Zukunft" in client.post(url, data | {"version": "2", "adopted": "2090"}).content.decode()


def test_goal_is_carried_on_by_hand_but_never_in_a_circle(world: World, client: Client) -> None:
    first, second = make_goal(text="Altes Ziel"), make_goal(text="Neues Ziel")
    sign_in(client, world.koordination)
    data = {"version": "1", "state": "revised"}
    assert "das dieses fortschreibt" in client.post(f"/ziele/{first.pk}/status/", data).content.decode()
    assert client.post(f"/ziele/{first.pk}/status/", data | {"successor": second.pk}).status_code == 302
    assert "Fortgeschrieben als" in client.get(f"/ziele/{first.pk}/").content.decode()
    assert "Schreibt fort" in client.get(f"/ziele/{second.pk}/").content.decode()
    refused = client.post(f"/ziele/{second.pk}/status/", data | {"successor": first.pk}).content.decode()
    assert "Diese Nachfolge führt im Kreis." in refused
