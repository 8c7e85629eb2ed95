"""One small world of named people, offices and three measures."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from measures.enums import MeasureKind, MeasureState
from measures.models import Measure
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Membership, User
from neuss_integration.city.models import Committee, Department, District
from success_factors.models import FieldOfAction, SuccessFactor
from tests.factories.city import make_committee
from tests.factories.measures import make_measure
from tests.factories.people import PASSWORD


@dataclass(frozen=True, slots=True)
class World:
    """Named people, offices and three measures. Ask for the fixture `world`."""

    koordination: User
    vertretung: User
    jugendamt_person: User
    bibliothek_person: User
    rundertisch_person: User
    integrationsrat_person: User
    verwaltung_person: User
    revision_person: User
    nobody: User
    jugendamt: Department
    stadtbibliothek: Department
    integrationsamt: Department
    bildung: FieldOfAction
    beteiligung: FieldOfAction
    factors: list[SuccessFactor]
    weckhoven: District
    erfttal: District
    integrationsausschuss: Committee
    praeventionsnetz: Measure
    """Runs in Weckhoven, led by the Jugendamt."""
    vorlesestunden: Measure
    """Runs in the whole city, led by the Stadtbibliothek."""
    lesegarten: Measure
    """An idea of the Stadtbibliothek: a draft, to be seen by nobody else but the Koordination."""


def make_world() -> World:
    """The small world, in few queries."""
    offices = _departments("Jugendamt", "Stadtbibliothek", "Integrationsamt")
    bildung, beteiligung = FieldOfAction.objects.bulk_create(
        FieldOfAction(name=name, is_priority=True, position=position)
        for position, name in enumerate(("Bildung und Sprache", "Beteiligung und Dialog"), start=1)
    )
    factors = SuccessFactor.objects.bulk_create(
        SuccessFactor(number=number, title=f"Erfolgsfaktor {number}") for number in range(1, 10)
    )
    weckhoven, erfttal = District.objects.bulk_create(
        [District(number=9, name="Weckhoven"), District(number=10, name="Erfttal")]
    )
    jugendamt, stadtbibliothek, integrationsamt = offices
    praeventionsnetz = make_measure(
        number="M-2017-001",
        title="Präventionsnetz Kein Kind zurücklassen",
        kind=MeasureKind.PROJECT,
        field_of_action=beteiligung,
        lead_department=jugendamt,
        success_factors=[factors[3]],
        districts=[weckhoven],
        start_date=dt.date(2017, 2, 1),
        start_precision="month",
    )
    vorlesestunden = make_measure(
        number="M-2013-001",
        title="Mehrsprachige Vorlesestunden",
        field_of_action=bildung,
        lead_department=stadtbibliothek,
        success_factors=[factors[7]],
        is_citywide=True,
        start_date=dt.date(2013, 1, 1),
        start_precision="year",
    )
    lesegarten = make_measure(
        number="M-2026-001",
        title="Lesegarten Erfttal",
        state=MeasureState.IDEA,
        field_of_action=bildung,
        lead_department=stadtbibliothek,
        districts=[erfttal],
        internal_note="Noch nicht mit dem Träger besprochen.",
    )
    return World(
        **_people(jugendamt, stadtbibliothek),
        jugendamt=jugendamt,
        stadtbibliothek=stadtbibliothek,
        integrationsamt=integrationsamt,
        bildung=bildung,
        beteiligung=beteiligung,
        factors=factors,
        weckhoven=weckhoven,
        erfttal=erfttal,
        integrationsausschuss=make_committee(),
        praeventionsnetz=praeventionsnetz,
        vorlesestunden=vorlesestunden,
        lesegarten=lesegarten,
    )


def _departments(*names: str) -> list[Department]:
    return Department.objects.bulk_create(Department(name=name) for name in names)


def _people(jugendamt: Department, stadtbibliothek: Department) -> dict[str, User]:
    """Every role once, a second coordinator, and somebody without any role; all with PASSWORD."""
    rows: Iterable[tuple[str, str, str, Role | None, Department | None]] = [
        ("koordination", "koordination", "Koordination Integrationsbüro", Role.COORDINATOR, None),
        ("vertretung", "vertretung", "Vertretung Koordination", Role.COORDINATOR, None),
        ("jugendamt_person", "jugendamt", "Sachbearbeitung Jugendamt", Role.DEPARTMENT_EDITOR, jugendamt),
        (
            "bibliothek_person",
            "stadtbibliothek",
            "Sachbearbeitung Stadtbibliothek",
            Role.DEPARTMENT_EDITOR,
            stadtbibliothek,
        ),
        ("rundertisch_person", "rundertisch", "Mitglied Runder Tisch", Role.ROUNDTABLE_MEMBER, None),
        ("integrationsrat_person", "integrationsrat", "Mitglied Integrationsrat", Role.COUNCIL_READER, None),
        ("verwaltung_person", "verwaltung", "Fachadministration", Role.ADMINISTRATOR, None),
        ("revision_person", "revision", "Revision", Role.AUDITOR, None),
        ("nobody", "niemand", "Person ohne Rolle", None, None),
    ]
    shared = User(email="x@neuss.example")
    shared.set_password(PASSWORD)
    people = {
        key: User(email=f"{box}@neuss.example", name=name, password=shared.password) for key, box, name, _, _ in rows
    }
    User.objects.bulk_create(people.values())
    Membership.objects.bulk_create(
        Membership(user=people[key], role=role, department=office) for key, _, _, role, office in rows if role
    )
    return people
