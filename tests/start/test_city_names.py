"""The names of the city are entered in the office and hold everywhere, in every process; what is published stays."""

import datetime as dt
import json
from collections.abc import Iterator
from importlib import import_module
from io import StringIO
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client

from neuss_integration import settings as real_settings
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.passwords import own_words
from neuss_integration.audit.models import AuditEntry
from neuss_integration.city.models import EnteredNames
from neuss_integration.city.selectors import know_names
from neuss_integration.foundation.calendar.holidays import day_off
from neuss_integration.foundation.exceptions import Stale
from neuss_integration.foundation.words import city_names as names_module
from neuss_integration.foundation.words.city_names import city_names, hold_names
from neuss_integration.maintenance.services import enter_names
from reporting.content.shape import Content
from reporting.content.snapshot import build_snapshot, canonical
from reporting.formats.document import report_document
from reporting.formats.html import report_body, report_html
from reporting.formats.paper import paper_text
from reporting.formats.parts import summary_html
from reporting.formats.tables.open_data import open_data
from reporting.formats.tables.workbook import report_workbook
from tests.factories import World, make_person, make_report, sign_in

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Musterhausen",
    "full_name": "Stadt Musterhausen",
    "municipality_key": "06999001",
    "land": "HE",
    "office": "Stabsstelle Vielfalt",
    "office_article": "",
    "committee": "Kommission für Integration",
    "committee_article": "",
    "contact_email": "vielfalt@musterhausen.example",
}
PAGE = "/stammdaten/namen/"


@pytest.fixture(autouse=True)
def _names_of_settings() -> Iterator[None]:
    yield
    hold_names({})


@pytest.fixture
def office(client: Client) -> Client:
    return sign_in(client, make_person("v@stadt.example", role=Role.ADMINISTRATOR))


def enter(office: Client, capture: Any, **changes: str) -> Any:
    with capture(execute=True):
        return office.post(PAGE, TYPED | changes, follow=True)


def test_first_step_leads_to_the_names_and_is_done_with_them(office, django_capture_on_commit_callbacks) -> None:
    step = office.get("/").context["overview"].first_steps[0]
    assert (step.label, step.url, step.is_done) == ("Namen Ihrer Stadt", PAGE, False)
    enter(office, django_capture_on_commit_callbacks)
    step = office.get("/").context["overview"].first_steps[0]
    assert step.is_done
    assert "Stadt Musterhausen, Stabsstelle Vielfalt, Kommission für Integration" in step.hint


@pytest.mark.parametrize("address", ["/", "/stammdaten/", "/barrierefreiheit/", "/portal/", "/hilfe/seiten/", PAGE])
def test_page_names_no_city_before_anybody_did(office: Client, settings, address: str) -> None:
    settings.CITY_NAME_IS_GIVEN, settings.CONTACT_EMAIL = False, "koordination@stadt.example"
    page = office.get(address).content.decode()
    assert [
        word for word in ("Neuss", "neuss.", "Integrationsbüro", "Integrationsrat", "05162024") if word in page
    ] == []
    assert ("Stadtverwaltung" in page, "Integrationskonzept" in page) == (True, True)


def test_nothing_is_entered_in_the_form_before_anybody_did(office: Client, settings) -> None:
    settings.CITY_NAME_IS_GIVEN = False
    assert {name: text for name, text in office.get(PAGE).context["form"].initial.items() if text} == {"land": "NW"}
    step = office.get("/").context["overview"].first_steps[0]
    assert (step.is_done, step.hint) == (False, "Mit Artikel, Bundesland und Gemeindeschlüssel. Jetzt: noch keine")


@pytest.mark.parametrize(("is_loaded", "contact"), [(True, "i@x.de"), (False, "i@x.de"), (True, "i@x.example")])
def test_names_that_held_before_are_entered_where_the_example_was_loaded(
    settings, is_loaded: bool, contact: str
) -> None:
    settings.CITY_NAME_IS_GIVEN, settings.CONTACT_EMAIL = False, contact
    if is_loaded:
        call_command("load_master_data", "--set", "neuss", stdout=StringIO())
    import_module("neuss_integration.city.migrations.0010_names_held_before").enter_names_held_before(
        apps, SimpleNamespace(connection=connection)
    )
    held = [("Stadt Neuss", contact)] if is_loaded and contact == "i@x.de" else []
    assert list(EnteredNames.objects.values_list("full_name", "contact_email")) == held
    reasons = EnteredNames.history.exclude(history_change_reason=None).values_list("history_change_reason", flat=True)
    assert list(reasons) == ["Namen der Umgebung übernommen"] * len(held)


@pytest.mark.parametrize(
    ("contact", "site", "is_kept"),
    [
        ("i@musterhausen.de", "https://vielfalt.musterhausen.de/", False),
        ("i@stadt.neuss.de", "http://127.0.0.1:8000/", True),
        ("i@itk.de", "https://integration.neuss.de/", True),
        ("neuss@musterhausen.de", "https://x.de/", False),
    ],
)
def test_names_of_neuss_are_forgotten_where_nothing_speaks_of_neuss(
    settings, contact: str, site: str, is_kept: bool
) -> None:
    settings.CITY_NAME_IS_GIVEN, settings.CONTACT_EMAIL, settings.SITE_URL = False, contact, site
    call_command("load_master_data", "--set", "neuss", stdout=StringIO())
    editor = SimpleNamespace(connection=connection)
    folder = "neuss_integration.city.migrations"
    import_module(f"{folder}.0010_names_held_before").enter_names_held_before(apps, editor)
    import_module(f"{folder}.0011_names_of_another_city").forget_names_of_another_city(apps, editor)
    assert EnteredNames.objects.exists() is is_kept
    told = EnteredNames.history.filter(history_change_reason="Namen des Beispiels, von niemandem eingetragen")
    assert told.exists() is not is_kept


def test_names_that_somebody_saved_since_are_kept(settings) -> None:
    settings.CITY_NAME_IS_GIVEN, settings.CONTACT_EMAIL = False, "i@musterhausen.de"
    call_command("load_master_data", "--set", "neuss", stdout=StringIO())
    editor = SimpleNamespace(connection=connection)
    folder = "neuss_integration.city.migrations"
    import_module(f"{folder}.0010_names_held_before").enter_names_held_before(apps, editor)
    EnteredNames.objects.update(version=2)
    import_module(f"{folder}.0011_names_of_another_city").forget_names_of_another_city(apps, editor)
    assert EnteredNames.objects.exists()


def test_entered_names_hold_everywhere(office, django_capture_on_commit_callbacks, mailoutbox) -> None:
    enter(office, django_capture_on_commit_callbacks)
    for address in ("/", "/stammdaten/", "/barrierefreiheit/", "/portal/", "/hilfe/seiten/"):
        page = office.get(address).content.decode()
        assert "Musterhausen" in page
        assert "Neuss" not in page, address
    assert "des Landes Hessen" in office.get("/barrierefreiheit/").content.decode()
    assert (city_names().municipality_key, "musterhausen" in own_words(None)) == ("06999001", True)
    assert str(Role.COUNCIL_READER.label) == "Kommission für Integration"


def test_holidays_are_those_of_the_entered_land(office, django_capture_on_commit_callbacks) -> None:

    all_saints = dt.date(2027, 11, 1)
    assert day_off(all_saints) == "Allerheiligen"
    enter(office, django_capture_on_commit_callbacks)
    assert day_off(all_saints) == ""


def test_sentences_are_shown_before_anything_is_stored(office: Client) -> None:
    page = office.post(PAGE, TYPED | {"preview": "1"}).content.decode()
    assert "Bitte wenden Sie sich an die Stabsstelle Vielfalt." in page
    assert "beschlossen von der Kommission für Integration" in page
    page = office.post(PAGE, TYPED | {"preview": "1", "office": "Fachdienst Vielfalt"}).content.decode()
    assert "Bitte wenden Sie sich an den Fachdienst Vielfalt." in page
    chosen = TYPED | {"preview": "1", "office": "Haus der Vielfalt", "office_article": "das"}
    assert "Bitte wenden Sie sich an das Haus der Vielfalt." in office.post(PAGE, chosen).content.decode()
    assert not EnteredNames.objects.exists()


def test_another_process_knows_the_names_with_its_next_request(client: Client, world: World, settings) -> None:
    settings.MIDDLEWARE = real_settings.MIDDLEWARE
    hold_names({})
    enter_names(by=world.verwaltung_person, expected_version=0, values=TYPED)
    assert city_names().name == "Neuss"
    names_module._read_at.clear()
    assert "Stadt Musterhausen" in client.get("/konto/anmelden/").content.decode()


def test_names_are_asked_for_once_a_second_at_most(world: World, django_assert_num_queries) -> None:
    names_module._read_at.clear()
    with django_assert_num_queries(1):
        know_names()
        know_names()


def test_kept_page_has_the_names_of_now(client: Client, world: World) -> None:
    sign_in(client, world.koordination)
    for names, shown in (({}, "Stadt Neuss"), ({"full_name": "Stadt Musterhausen"}, "Stadt Musterhausen")):
        hold_names(names)
        assert shown in client.get("/indikatoren/").content.decode()
        assert shown in client.get("/indikatoren/").content.decode()


def test_key_belongs_to_the_land(office: Client) -> None:
    page = office.post(PAGE, TYPED | {"municipality_key": "05162024"}).content.decode()
    assert "Der Gemeindeschlüssel beginnt in Hessen mit 06." in page
    assert "Bitte geben Sie 8 Ziffern an" in office.post(PAGE, TYPED | {"municipality_key": "6999"}).content.decode()
    assert not EnteredNames.objects.exists()


def test_second_writer_sees_both_versions(world: World, client: Client) -> None:
    enter_names(by=world.koordination, expected_version=0, values=TYPED)
    with pytest.raises(Stale):
        enter_names(by=world.verwaltung_person, expected_version=0, values=TYPED | {"name": "Anderswo"})
    sign_in(client, world.verwaltung_person)
    assert "Anderswo" in client.post(PAGE, TYPED | {"name": "Anderswo", "version": "0"}).content.decode()
    assert EnteredNames.objects.get().name == "Musterhausen"


def test_change_has_history_and_stands_in_the_log(world: World, client: Client) -> None:
    enter_names(by=world.koordination, expected_version=0, values=TYPED)
    enter_names(by=world.koordination, expected_version=1, values=TYPED | {"office": "Amt für Vielfalt"})
    enter_names(by=world.koordination, expected_version=2, values=TYPED | {"office": "Amt für Vielfalt"})
    assert EnteredNames.history.count() == 2
    assert list(AuditEntry.objects.order_by("pk").values_list("detail", flat=True)) == [
        "Namen der Stadt: Stadt Musterhausen, Stabsstelle Vielfalt",
        "Namen der Stadt: Stadt Musterhausen, Amt für Vielfalt",
    ]
    page = sign_in(client, world.koordination).get(f"{PAGE}verlauf/").content.decode()
    assert "Amt für Vielfalt" in page


def test_report_keeps_the_names_it_was_published_with(world: World) -> None:
    hold_names({"full_name": "Stadt Musterhausen", "office": "Haus der Vielfalt", "office_article": "das"})
    published = cast(Content, json.loads(canonical(build_snapshot(make_report()))))
    told = printed(published)
    assert "Das Haus der Vielfalt prüft" in told["page"]
    assert "Stadt Musterhausen" in told["print"]
    hold_names({"full_name": "Stadt Anderswo", "office": "Amt für Inneres", "committee": "Rat der Vielfalt"})
    assert printed(published) == told
    del published["office_article"]
    assert "Der Haus der Vielfalt prüft" in printed(published)["page"]


def printed(content: Content) -> dict[str, Any]:
    """The pages, the print and the files that are made of a snapshot, again after years where one was lost."""
    return {
        "page": report_body(content, str),
        "print": report_html(content),
        "short": report_html(content, is_short=True),
        "summary": summary_html(content),
        "workbook": report_workbook(content),
        "document": report_document(content),
        "paper": paper_text(content),
        "open data": open_data(content),
    }


def test_only_who_maintains_master_data_enters_names(world: World) -> None:
    with pytest.raises(PermissionDenied):
        enter_names(by=world.jugendamt_person, expected_version=0, values=TYPED)
    with pytest.raises(ValidationError):
        enter_names(by=world.koordination, expected_version=0, values=TYPED | {"name": ""})
