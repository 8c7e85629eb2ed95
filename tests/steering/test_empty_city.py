"""A city in which nothing happened yet: every list, form and file of the steering answers."""

import pytest
from django.test import Client

from neuss_integration.accounts.enums import Role
from tests.factories import make_person, sign_in

pytestmark = pytest.mark.django_db

READ = (
    "/", "/kalender/", "/verfolgt/", "/beschluesse/", "/beschluesse/anfragen/", "/ziele/", "/indikatoren/",
    "/stadtteile/", "/personal/", "/dienstleistungen/", "/beteiligung/", "/foerderprogramme/", "/organigramm/",
    "/beschluesse/kontrolle.xlsx", "/ziele/ziele.csv", "/suche/?q=Furth",
)  # fmt: skip
WRITTEN = ("/messwerte/", "/beschluesse/neu/", "/foerderprogramme/neu/")


@pytest.mark.parametrize(("role", "written"), [(Role.COORDINATOR, 200), (Role.COUNCIL_READER, 403)])
def test_pages_of_an_empty_city_answer(role: Role, written: int) -> None:
    client = sign_in(Client(), make_person("person@neuss.example", role=role))
    found = {path: client.get(path).status_code for path in (*READ, *WRITTEN)}
    assert found == dict.fromkeys(READ, 200) | dict.fromkeys(WRITTEN, written)
