"""Nobody's files and searches take what others need for their pages."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from neuss_integration.accounts.fair_share import fair_share, fair_uploads
from tests.access import addresses
from tests.factories import World

MAKES_FILES = {"part_response", "pdf_response", "waited_pdf", "download"}
OTHERS = {
    "search",
    "reporting:report-changes",
    "reporting:report-recount",
    "portal:sheet",
    "success_factors:edition-compare",
    *(f"measures:import-{page}" for page in ("names", "detail", "choose", "run")),
}
TAKES_FILES = {"FILES", "list_page", "answer"}
CARRIES_A_FILE = {"measures:offline-take"}


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR, settings.EXPENSIVE_PER_PERSON, settings.EXPENSIVE_AT_ONCE = tmp_path, 2, 3
    return tmp_path


def asked(user: Any, network: str = "192.0.2.1") -> HttpRequest:
    request = RequestFactory().get("/", REMOTE_ADDR=network)
    request.user = user
    return request


def at_once(*requests: HttpRequest) -> HttpResponse:
    """The answer to the last one, while all before it are still being answered."""
    view: Callable[..., HttpResponse] = fair_share(lambda request: HttpResponse("fertig"))
    for request in reversed(requests[1:]):
        view = fair_share(lambda _, request=request, inner=view: inner(request))
    return view(requests[0])


def test_every_view_that_makes_a_file_shares_fairly() -> None:
    views = addresses.views()
    expensive = {name for name, view in views.items() if MAKES_FILES & set(inspect.unwrap(view).__code__.co_names)}
    assert len(expensive) > 15
    assert expensive | OTHERS == {name for name, view in views.items() if hasattr(view, "has_fair_share")}


def test_every_view_that_takes_a_file_shares_fairly() -> None:
    views = addresses.views()
    taking = {name for name, view in views.items() if TAKES_FILES & set(inspect.unwrap(view).__code__.co_names)}
    assert len(taking) > 10
    assert taking | CARRIES_A_FILE == {name for name, view in views.items() if hasattr(view, "has_fair_uploads")}


@pytest.mark.parametrize(("content", "status"), [(b"x", 429), (b"", 200)])
def test_third_file_sent_at_once_waits_and_a_form_without_one_does_not(
    world: World, content: bytes, status: int
) -> None:
    view = fair_uploads(lambda request: HttpResponse("genommen"))
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("a.csv", content)} if content else {"text": "a"})
    request.user = world.koordination
    busy: Callable[..., HttpResponse] = fair_share(fair_share(lambda _: view(request)))
    assert busy(asked(world.koordination)).status_code == status


def test_third_file_of_a_person_waits_and_others_get_theirs(world: World) -> None:
    mine, other = asked(world.koordination), asked(world.jugendamt_person)
    assert at_once(mine, mine).content == b"fertig"
    refused = at_once(mine, mine, mine)
    assert (refused.status_code, refused["Retry-After"]) == (429, "5")
    assert "Sie rufen gerade schon 2 Dateien oder Auswertungen ab." in refused.content.decode()
    assert at_once(mine, mine, other).content == b"fertig"
    assert at_once(mine).content == b"fertig"


def test_who_may_have_one_file_at_once_reads_of_one(world: World, settings: Any) -> None:
    settings.EXPENSIVE_PER_PERSON = 1
    mine = asked(world.koordination)
    assert "Sie rufen gerade schon eine Datei oder Auswertung ab." in at_once(mine, mine).content.decode()


def test_signed_out_people_of_one_network_share(world: World) -> None:
    guest = AnonymousUser()
    near, far = asked(guest), asked(guest, network="198.51.100.7")
    assert at_once(near, near, near).status_code == 429
    assert at_once(near, near, far).content == b"fertig"


def test_threads_stay_free_for_pages_whoever_asks(world: World, settings: Any) -> None:
    settings.EXPENSIVE_AT_ONCE = 1
    refused = at_once(asked(world.koordination), asked(world.jugendamt_person))
    assert refused.status_code == 429
    assert "Gerade werden viele Dateien und Auswertungen zugleich erstellt." in refused.content.decode()


def test_disk_that_is_full_costs_the_limit_and_not_the_work(world: World, settings: Any, folder: Path) -> None:
    settings.DATA_DIR = folder / "gibt-es-nicht"
    assert at_once(*[asked(world.koordination)] * 3).content == b"fertig"
