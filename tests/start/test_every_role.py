"""Each role finds something of its own on the start page, and none is told to have no role."""

import pytest
from django.test import Client

from neuss_integration.accounts.enums import Role
from tests.factories import World, make_person, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", Role)
def test_nobody_with_a_role_is_told_to_have_none(client: Client, world: World, role: Role) -> None:
    office = world.jugendamt if role == Role.DEPARTMENT_EDITOR else None
    sign_in(client, make_person(f"{role}@stadt.example", "Person", role, office))
    page = client.get("/").text
    assert "Ihr Konto hat noch keine Rolle" not in page
    assert role != Role.AUDITOR or "Sie lesen das Protokoll." in page
