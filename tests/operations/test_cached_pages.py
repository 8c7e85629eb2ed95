"""Kept pages are never stale, whoever changed something, and never show one person what is another's."""

import re
from contextlib import suppress

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone

from measures.models import Measure, SavedView
from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import User
from neuss_integration.foundation.records.data_version import one_version, whole_version
from neuss_integration.mailing.models import Mail
from neuss_integration.operations.master_data import OVERLOOKED, WATCHED, WATCHED_WORK
from tests.factories import PASSWORD, World, make_person, sign_in
from tests.operations.kept_things import KEPT_THINGS
from tests.operations.test_data_version import change_elsewhere

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
KEPT_PAGES = [
    "/",
    "/massnahmen/",
    "/massnahmen/zeitplan/",
    "/massnahmen/tafel/",
    "/massnahmen/karte/",
    "/massnahmen/finanzierung/",
    "/zustaendigkeiten/",
    "/organigramm/",
    "/erfolgsfaktoren/matrix/",
    "/erfolgsfaktoren/matrix/stadtteile/",
    "/indikatoren/",
    "/stadtteile/",
    "/sachstand/pruefung/",
    "/runde-tische/bedarfe/",
    "/kalender/",
    "/verfolgt/",
    "/personal/",
    "/beschluesse/",
    "/beschluesse/anfragen/",
    "/ziele/",
    "/messwerte/",
    "/dienstleistungen/",
    "/beteiligung/",
    "/foerderprogramme/",
]


@pytest.fixture
def colleague(db: None) -> User:
    return make_person("zweite@neuss.example", "Zweite Koordination", Role.COORDINATOR)


@pytest.mark.django_db
@pytest.mark.parametrize("address", KEPT_PAGES)
def test_page_is_made_once_for_one_person(
    world: World, client: Client, address: str, django_assert_max_num_queries
) -> None:
    first = sign_in(client, world.koordination).get(address).text
    with django_assert_max_num_queries(5):  # session, person, access, version; on the start page the ended meetings
        second = client.get(address).text
    assert TOKEN.sub("", first) == TOKEN.sub("", second)


@pytest.mark.django_db
@pytest.mark.parametrize("address", KEPT_PAGES)
def test_kept_page_has_name_and_form_token_of_who_looks(
    world: World, client: Client, colleague: User, address: str
) -> None:
    first = sign_in(client, world.koordination).get(address)
    second = sign_in(Client(), colleague).get(address)
    assert colleague.name in second.text
    assert world.koordination.name not in second.text
    assert not set(TOKEN.findall(first.text)) & set(TOKEN.findall(second.text))
    assert "csrftoken" in second.cookies


@pytest.mark.django_db
def test_form_on_a_kept_page_is_accepted(world: World) -> None:
    for client in (Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)):
        page = sign_in(client, world.koordination).get("/massnahmen/karte/")
        answer = client.post(reverse("account_logout"), {"csrfmiddlewaretoken": TOKEN.findall(page.text)[0]})
        assert answer.status_code in {200, 302}


@pytest.mark.django_db
def test_list_shows_nobody_the_view_that_another_saved(world: World, client: Client, colleague: User) -> None:
    SavedView.objects.create(owner=world.koordination, name="Nur meine Sicht", query="")
    assert "Nur meine Sicht" in sign_in(client, world.koordination).get("/massnahmen/").text
    assert "Nur meine Sicht" not in sign_in(Client(), colleague).get("/massnahmen/").text


@pytest.mark.django_db
def test_idea_stays_hidden_from_who_may_see_less(world: World, client: Client) -> None:
    Measure.objects.filter(pk=world.vorlesestunden.pk).update(state="idea", title="Ganz neue Idee")
    assert "Ganz neue Idee" in sign_in(client, world.koordination).get("/massnahmen/tafel/").text
    assert "Ganz neue Idee" not in sign_in(Client(), world.integrationsrat_person).get("/massnahmen/tafel/").text


@pytest.mark.django_db(transaction=True)
def test_page_follows_another_process_at_once(world: World, client: Client) -> None:
    measure = world.vorlesestunden
    assert measure.title in sign_in(client, world.koordination).get("/massnahmen/tafel/").text
    change_elsewhere(f"UPDATE measures_measure SET title = 'Anderswo umbenannt' WHERE id = {measure.pk}")  # noqa: S608
    assert "Anderswo umbenannt" in client.get("/massnahmen/tafel/").text


@pytest.mark.django_db(transaction=True)
def test_page_of_a_transaction_that_was_taken_back_is_never_seen(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    with suppress(LookupError), transaction.atomic():
        Measure.objects.filter(pk=world.vorlesestunden.pk).update(title="Nur versucht")
        assert "Nur versucht" in client.get("/massnahmen/tafel/").text
        raise LookupError
    assert "Nur versucht" not in client.get("/massnahmen/tafel/").text


def asked(view, person: User) -> HttpResponse:
    request = RequestFactory().get("/x/")
    request.user, request.resolver_match = person, None
    with one_version():
        return cached_page()(view)(request)


@pytest.mark.django_db
def test_page_that_asks_who_looks_is_not_kept(world: World, colleague: User) -> None:
    def whose(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{getattr(request.user, 'email', '')}", content_type="text/html")

    def is_first(request: HttpRequest) -> HttpResponse:
        with suppress(Exception):
            return HttpResponse(str(world.koordination == request.user))
        return HttpResponse("Schablonen verschlucken Fehler")

    for view in (whose, is_first):
        assert asked(view, world.koordination).text != asked(view, colleague).text


@pytest.mark.django_db
def test_page_of_a_table_that_nobody_watches_is_not_kept(world: World) -> None:
    def mails(request: HttpRequest) -> HttpResponse:
        calls.append(Mail.objects.count())
        return HttpResponse("x")

    calls: list[int] = []
    kept = cached_page()(mails)
    for _ in range(2):
        request = RequestFactory().get("/x/")
        request.user, request.resolver_match = world.koordination, None
        kept(request)
    assert len(calls) == 3  # once to see that it cannot be kept, and for each who asks


def test_only_pages_of_accounts_that_are_not_kept_show_an_overlooked_column() -> None:
    apps = ("neuss_integration", "measures", "reporting", "roundtables", "success_factors", "templates")
    files = [path for app in apps for end in ("py", "html") for path in (settings.BASE_DIR / app).rglob(f"*.{end}")]
    naming = {path.name for path in files if "migrations" not in path.parts and "last_login" in path.read_text()}
    assert OVERLOOKED == {"accounts_user": ("last_login",)}
    # user_list.html and user_detail (selectors.py) show it; roles.py asks whom to write to; the others keep it out of
    # history and pages, or clear it; naming.py says what the column is called
    shown = {"user_list.html", "selectors.py", "roles.py", "models.py", "services.py", "master_data.py", "naming.py"}
    assert naming == shown
    for page in (resolve(reverse("accounts:user-list")), resolve(reverse("accounts:user-detail", args=[1]))):
        assert not hasattr(page.func, "is_kept")


@pytest.mark.django_db
def test_sign_in_leaves_pages_as_they_are(world: World, client: Client) -> None:
    before = whole_version()
    client.post(reverse("account_login"), {"login": world.koordination.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(world.koordination.pk)
    assert whole_version() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "is_noted"),
    [("name", "Neu", True), ("is_active", False, True), ("last_login", timezone.now(), False), ("password", "x", True)],
)
def test_account_makes_a_new_version_but_for_what_no_page_shows(
    world: World, field: str, value: object, is_noted: bool
) -> None:
    before = whole_version()
    User.objects.filter(pk=world.koordination.pk).update(**{field: value})
    assert (whole_version() != before) is is_noted


@pytest.mark.django_db
def test_every_table_of_pages_is_watched() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%_noted'")
        else:
            cursor.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_noted'")
        noted = [table for (table,) in cursor.fetchall()]
    each = {"postgresql": 1, "sqlite": 3}[connection.vendor]
    columns = OVERLOOKED if connection.vendor == "postgresql" else ()  # a second trigger
    assert sorted(noted) == sorted([*WATCHED, *WATCHED_WORK] * each + [*columns])


def test_only_pages_that_are_tested_here_or_need_a_key_are_kept() -> None:
    def patterns(resolver: URLResolver) -> list[URLPattern]:
        below = [patterns(each) if isinstance(each, URLResolver) else [each] for each in resolver.url_patterns]
        return [each for some in below for each in some]

    kept = [each.name for each in patterns(get_resolver()) if getattr(each.callback, "is_kept", False)]
    of_one_thing = {"measure-detail", "measure-history", "round-detail", "district-detail", *KEPT_THINGS}
    assert len(set(kept) - of_one_thing) == len(KEPT_PAGES) - 1  # the start page decides by role
