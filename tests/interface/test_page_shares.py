"""Many pages at once of one person wait for each other, and others' pages do not."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from neuss_integration import page_shares
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.form_recovery import owner_token
from neuss_integration.page_shares import SHARES, PageSharesMiddleware, Shares
from tests.factories import World, sign_in

TYPED = "Ein langer Text,\nan dem jemand eine Stunde schrieb."


@pytest.fixture(autouse=True)
def few(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.PAGES_PER_PERSON, settings.PAGES_WAITING = 2, 0
    monkeypatch.setattr(page_shares, "PATIENCE_SECONDS", 0.05)
    yield
    assert not SHARES.taken


@pytest.fixture
def busy(world: World) -> Iterator[str]:
    """The Koordination, whose two places are taken."""
    who = f"person {world.koordination.pk}"
    assert SHARES.take(who) is SHARES.take(who) is True
    yield who
    SHARES.give_back(who)
    SHARES.give_back(who)


def asked(user: Any, method: str = "GET") -> HttpRequest:
    request = RequestFactory().generic(method, "/")
    request.user = user
    return request


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("fertig")


def at_once(*requests: HttpRequest, view: Any = page) -> int:
    """The status of the last one's answer, while all before it are still being answered."""

    def answer(request: HttpRequest) -> HttpResponse:
        refused = middleware.process_view(request, view, (), {})
        if refused or not rest:
            return refused or view(request)
        return middleware(rest.pop(0))

    middleware, rest = PageSharesMiddleware(answer), [*requests]
    return middleware(rest.pop(0)).status_code


def test_third_page_of_a_person_is_refused_and_others_get_theirs(world: World) -> None:
    mine, other = asked(world.koordination), asked(world.jugendamt_person)
    assert at_once(mine, mine) == 200
    assert at_once(*[asked(world.koordination) for _ in range(3)]) == 429
    assert at_once(*[asked(world.koordination) for _ in range(2)], other) == 200


def test_a_school_or_the_whole_office_is_one_network_and_reads_all_at_once() -> None:
    guest = AnonymousUser()
    assert at_once(*[asked(guest) for _ in range(9)]) == 200
    assert at_once(*[asked(guest, "POST") for _ in range(9)]) == 200


def test_files_and_searches_have_a_share_of_their_own(world: World) -> None:
    assert at_once(*[asked(world.koordination) for _ in range(3)], view=fair_share(page)) == 200


def test_place_is_given_back_after_an_error(world: World) -> None:
    def fails(request: HttpRequest) -> HttpResponse:
        middleware.process_view(request, page, (), {})
        raise ValueError("kaputt")

    middleware = PageSharesMiddleware(fails)
    for _ in range(3):
        with pytest.raises(ValueError, match="kaputt"):
            middleware(asked(world.koordination))


def test_next_page_waits_until_one_of_the_first_is_answered(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PAGES_WAITING = 1
    monkeypatch.setattr(page_shares, "PATIENCE_SECONDS", 20)
    places, got = Shares(), []
    assert [places.take("a"), places.take("a")] == [True, True]
    third = threading.Thread(target=lambda: got.append(places.take("a")))
    third.start()
    while not places.waiting:
        third.join(0.01)
    assert (places.take("a"), places.take("b"), got) == (False, True, [])
    places.give_back("a")
    third.join(20)
    assert (got, places.waiting, dict(places.taken)) == ([True], 0, {"a": 2, "b": 1})


def test_who_waits_in_vain_is_refused(settings: Any) -> None:
    settings.PAGES_WAITING = 1
    places = Shares()
    assert [places.take("a") for _ in range(3)] == [True, True, False]
    assert places.waiting == 0


@pytest.mark.usefixtures("busy")
def test_refused_page_comes_back_by_itself(client: Client, world: World) -> None:
    answer = sign_in(client, world.koordination).get("/massnahmen/")
    assert (answer.status_code, answer["Retry-After"], answer["Refresh"]) == (429, "2", "2")
    assert "Von Ihnen oder aus Ihrem Netz kommen gerade sehr viele Anfragen zugleich." in answer.text
    assert "Content-Security-Policy" in answer.headers
    assert Client().get("/healthz").status_code == 200


@pytest.mark.usefixtures("busy")
def test_refused_form_stands_on_the_page_to_be_sent_again(client: Client, world: World) -> None:
    data = {"text": TYPED, "password": "geheim", "form_owner": owner_token(world.koordination)}
    answer = sign_in(client, world.koordination).post("/massnahmen/neu/", data)
    assert (answer.status_code, "Refresh" in answer, "Noch einmal absenden" in answer.text) == (429, False, True)
    assert TYPED.splitlines()[1] in answer.text
    assert "geheim" not in answer.text
    sent = client.post("/massnahmen/neu/", data, headers={"accept": "application/json"})
    assert (sent.status_code, "Es wurde nichts gespeichert." in sent.json()["message"]) == (429, True)
