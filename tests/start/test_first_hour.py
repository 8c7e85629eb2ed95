"""The first hour of „Stadt Musterhausen“: lists, an account, and 22 of 22 measures with one page of answers."""

import uuid
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from measures.models import CatalogueImport, Measure
from neuss_integration.accounts.enums import Role
from neuss_integration.city.models import Committee, Department, District
from tests.access.conftest import MUSTERHAUSEN
from tests.factories import make_person, sign_in
from tests.measures.office_list import COMMITTEES, DISTRICTS, OFFICES, ORGANISATIONS, office_list
from tests.spreadsheets.files import upload

LISTS = {"fachdienststellen": OFFICES, "stadtteile": DISTRICTS, "gremien": COMMITTEES, "organisationen": ORGANISATIONS}
OUT = "weglassen"
MEANT = {"Arbeit": "Beschäftigung", "alle": OUT, "VHS": OUT, "Volkshochschule": OUT}
"""The Volkshochschule is an office of the city, which is not to become an organisation too."""


@pytest.fixture
def office(db: None, client: Client) -> Iterator[Client]:
    """The Koordination of a city that has the general starter and nothing else."""
    with MUSTERHAUSEN:
        call_command("load_master_data", "--set", "grundstock", stdout=StringIO())
        yield sign_in(client, make_person("vielfalt@musterhausen.example", role=Role.COORDINATOR))


def take_in_lists(office: Client) -> None:
    for kind, text in LISTS.items():
        address = f"/stammdaten/{kind}/einlesen/"
        shown = office.post(address, {"text": text}).context
        office.post(address, {"table": shown["table"], "digest": shown["plan"].digest})


def answers(form: Any) -> dict[str, str]:
    """What is proposed, four names by hand, and one tick for all that is new."""
    sent = {name: str(form.initial.get(name) or "") for name in form.name_fields}
    for name, (_, text) in form.name_fields.items():
        choices = {label: value for value, label in form.fields[name].choices}
        sent[name] = choices[MEANT[text]] if text in MEANT else sent[name]
    return sent | {"rest_is_new": "on"}


def test_lists_of_names_are_enough(office: Client) -> None:
    take_in_lists(office)
    assert [model.objects.count() for model in (Department, District, Committee)] == [10, 3, 2]
    steps = {step.label: step.is_done for step in office.get("/").context["overview"].first_steps}
    assert [label for label, is_done in steps.items() if not is_done] == [
        "Dezernate", "Erste Konten", "Ersten Katalog einlesen", "Erste Berichtsrunde",
    ]  # fmt: skip


def preview_of(office: Client) -> str:
    """Where the preview stands after the steps before it."""
    sent: Any = {"file": upload(office_list(), "massnahmen.xlsx"), "submission_key": uuid.uuid4()}
    columns = office.post("/massnahmen/import/", sent).url
    form = office.get(columns).context["form"]
    chosen = {name: form.initial[name] for name in form.fields if form.initial.get(name) not in (None, "", False)}
    names = office.post(columns, chosen | {"default_kind": "permanent"}).url
    return str(office.post(names, answers(office.get(names).context["form"])).url)


def test_22_of_22_measures_of_a_new_city_in_one_sitting(office: Client) -> None:
    take_in_lists(office)
    preview = preview_of(office)
    plan = office.get(preview).context["plan"]
    assert [row.problems for row in plan.rows if row.problems] == []
    office.post(f"{preview}uebernehmen/", {"digest": plan.digest})
    assert [each["action"] for each in CatalogueImport.objects.get().results] == ["neu"] * 22
    shared = Measure.objects.get(title="Übergang Schule – Beruf")
    offices = [shared.lead_department, *shared.contributing_departments.all()]
    assert [str(each) for each in offices] == ["Schulamt", "Jugendamt"]
