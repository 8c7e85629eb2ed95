"""The people of the demo: functions, not persons, with addresses that reach nobody."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import User
from neuss_integration.accounts.services import roles, users
from neuss_integration.city.models import Department
from neuss_integration.demo.password import DEMO_PASSWORD

_FOR_OFFICES = "meldet Sachstände, pflegt eigene Maßnahmen"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account; `departments` are names of Fachdienststellen the person answers for."""

    box: str
    name: str
    role: Role
    can: str
    departments: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.box}@neuss.example"


def _office(box: str, name: str, *departments: str) -> DemoAccount:
    return DemoAccount(box, f"Ansprechperson {name}", Role.DEPARTMENT_EDITOR, _FOR_OFFICES, departments or (name,))


ACCOUNTS = (
    DemoAccount(
        "koordination",
        "Koordination Integrationsbüro",
        Role.COORDINATOR,
        "pflegt Maßnahmen, führt Berichtsrunden, prüft Sachstände, veröffentlicht Berichte",
    ),
    DemoAccount("vertretung", "Vertretung Koordination", Role.COORDINATOR, "dasselbe, als zweite Person"),
    _office("jugendamt", "Jugendamt"),
    _office("stadtbibliothek", "Stadtbibliothek"),
    DemoAccount(
        "rundertisch", "Mitglied Runder Tisch", Role.ROUNDTABLE_MEMBER, "liest Konzept, Maßnahmen und Berichte"
    ),
    DemoAccount(
        "integrationsrat", "Mitglied Integrationsrat", Role.COUNCIL_READER, "liest und lädt veröffentlichte Berichte"
    ),
    DemoAccount("verwaltung", "Fachadministration", Role.ADMINISTRATOR, "verwaltet Konten und Rollen"),
    DemoAccount("revision", "Revision", Role.AUDITOR, "liest das Protokoll"),
    _office("integrationsamt", "Integrationsamt"),
    _office("sozialamt", "Sozialamt"),
    _office("kulturamt", "Kulturamt"),
    _office("sportamt", "Sportamt"),
    _office("vhs", "Volkshochschule", "Volkshochschule (VHS) im Romaneum"),
    _office("stabsstelle", "Stabsstelle Diversität", "Stabsstelle Diversität, Integration und Antirassismus"),
    _office("buergermeister", "Büro Bürgermeister"),
    _office("personal", "Personalverwaltung"),
    _office("jobcenter", "Jobcenter", "Jobcenter Rhein-Kreis Neuss"),
    _office(
        "kreis",
        "Rhein-Kreis Neuss",
        "Kommunales Integrationszentrum (KI) Rhein-Kreis Neuss",
        "Schulamt für den Rhein-Kreis Neuss",
    ),
)


@transaction.atomic
def create_accounts() -> int:
    """Every demo account exists with its roles; returns how many were made. Existing ones stay as they are.

    All share one password and so one salted hash: making it is slow on purpose, once is enough.
    """
    present = set(User.objects.values_list("email", flat=True))
    missing = [account for account in ACCOUNTS if account.email not in present]
    offices = {office.name: office for office in Department.objects.all()}
    password_hash = make_password(DEMO_PASSWORD) if missing else ""
    for account in missing:
        user = users.create_user(by=None, email=account.email, name=account.name)
        user.password = password_hash
        user.save_without_historical_record(update_fields=["password"])  # type: ignore[attr-defined]
        for name in account.departments or ("",):
            roles.grant_role(user, by=None, role=account.role, department=offices.get(name))
    return len(missing)


def person(box: str) -> User:
    """The person behind `box`@neuss.example."""
    return User.objects.get(email=f"{box}@neuss.example")


def offices_by_person() -> dict[int, User]:
    """Who answers in the demo for a Fachdienststelle, by its id."""
    emails = [account.email for account in ACCOUNTS if account.departments]
    people = User.objects.filter(email__in=emails).prefetch_related("memberships")
    return {
        membership.department_id: user
        for user in people
        for membership in user.memberships.all()
        if membership.department_id
    }


def table() -> str:
    """The accounts as text for the terminal, with the password and what each may do."""
    rows = [(account.email, account.name, account.can) for account in ACCOUNTS]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    lines = [f"  {email:<{widths[0]}}  {name:<{widths[1]}}  {can}" for email, name, can in rows]
    return "\n".join([f"Demokonten (Passwort für alle: {DEMO_PASSWORD})", *lines])
