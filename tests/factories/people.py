"""People with a role, and signing them in."""

from django.conf import settings
from django.test import Client

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Membership, User
from neuss_integration.city.models import Department

PASSWORD = "Kastanie und Rheinufer 1"


def make_person(email: str, name: str = "", role: Role | None = None, department: Department | None = None) -> User:
    """The person with this address; a new one holds `role`, for departments in `department`, and PASSWORD."""
    if person := User.objects.filter(email=email).first():
        return person
    person = User.objects.create_user(email, PASSWORD, name=name or email.partition("@")[0])
    if role is not None:
        Membership.objects.create(user=person, role=role, department=department)
    return person


def make_coordinator() -> User:
    """The Koordination of the small world."""
    return make_person("koordination@neuss.example", "Koordination Integrationsbüro", Role.COORDINATOR)


def sign_in(client: Client, person: User) -> Client:
    """`client`, signed in as `person`."""
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client
