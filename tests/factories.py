"""Things for tests, made directly in the database: plain functions with sensible defaults, and one small world.

What a test says about a thing stands in the call; everything else is filled in so that no constraint fails.
Persons keep what they may do (`access`) for their lifetime: load a person anew after changing roles.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from measures.enums import MeasureKind, MeasureState, ProgressState, RoundState, TrafficLight
from measures.models import Measure, ProgressReport, ReportingRound, Resolution
from measures.services.measure import refresh_search_text
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Membership, User
from neuss_integration.city.enums import CommitteeKind, OrganisationKind, ResolutionResult
from neuss_integration.city.models import Committee, Department, District, Organisation, TargetGroup
from neuss_integration.writing import set_relations
from reporting.models import Report, Section
from reporting.services.sections import complete_sections
from roundtables.enums.meetings import MeetingState
from roundtables.enums.needs import NeedOrigin
from roundtables.models import Meeting, Need, Proposal, RoundTable, TableMember
from roundtables.services.needs import refresh_search_text as refresh_need_search
from success_factors.enums import EditionState, IndicatorDirection, IndicatorScope, Level
from success_factors.models import (
    Assessment,
    ConceptEdition,
    Criterion,
    FieldOfAction,
    Goal,
    GuidingGoal,
    Indicator,
    IndicatorValue,
    SuccessFactor,
)

PASSWORD = "Kastanie und Rheinufer 1"

_MANY = (
    "success_factors", "goals", "contributing_departments", "carriers", "partners", "target_groups", "districts",
    "related",
)  # fmt: skip
_DECIDED = (ProgressState.RETURNED, ProgressState.ACCEPTED)
_serial = count(1)


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


def make_department(name: str, **fields: Any) -> Department:
    """The Fachdienststelle of this name."""
    return Department.objects.get_or_create(name=name, defaults=fields)[0]


def make_field(name: str = "Bildung und Sprache", **fields: Any) -> FieldOfAction:
    """The Handlungsfeld of this name."""
    return FieldOfAction.objects.get_or_create(name=name, defaults={"position": next(_serial)} | fields)[0]


def make_factor(number: int = 4, title: str = "Akteure vernetzen") -> SuccessFactor:
    """The Erfolgsfaktor of this number."""
    return SuccessFactor.objects.get_or_create(number=number, defaults={"title": title})[0]


def make_criterion(
    factor: SuccessFactor | None = None, position: int = 1, text: str = "Akteure einbinden"
) -> Criterion:
    """The criterion at this position of `factor`, by default of factor 4."""
    factor = factor or make_factor()
    return Criterion.objects.get_or_create(factor=factor, position=position, defaults={"text": text})[0]


def make_assessment(**fields: Any) -> Assessment:
    """The Koordination judged a criterion "teilweise" today, unless `fields` say otherwise."""
    fields = {"level": Level.PARTLY, "assessed_on": timezone.localdate(), "rationale": "Es gibt ein Netzwerk."} | fields
    if "criterion" not in fields:
        fields["criterion"] = make_criterion()
    if "author" not in fields:
        fields["author"] = make_coordinator()
    return Assessment.objects.create(**fields)


def make_indicator(**fields: Any) -> Indicator:
    """A watched number of the city that should rise, for factor 4 unless `success_factors` says otherwise."""
    factors = fields.pop("success_factors", None)
    defaults = {
        "name": f"Indikator {next(_serial)}", "definition": "Zahl der Einbürgerungen im Jahr", "unit": "Personen",
        "data_source": "Einbürgerungsbehörde", "scope": IndicatorScope.CITY, "direction": IndicatorDirection.UP,
    }  # fmt: skip
    indicator = Indicator.objects.create(**defaults | fields)
    indicator.success_factors.set([make_factor()] if factors is None else factors)
    return indicator


def make_value(**fields: Any) -> IndicatorValue:
    """The value 400 of an indicator for the year 2020, unless `fields` say otherwise."""
    if "indicator" not in fields:
        fields["indicator"] = make_indicator()
    year = fields.pop("year", 2020)
    defaults = {"reference_date": dt.date(year, 12, 31), "reference_precision": "year", "source": "Statistikstelle"}
    if "value" not in fields and "sign" not in fields:
        fields["value"] = 400
    return IndicatorValue.objects.create(**defaults | fields)


def make_edition(**fields: Any) -> ConceptEdition:
    """A Fassung adopted in 2020, unless `fields` say otherwise."""
    fields = {"title": f"Integrationskonzept {next(_serial)}", "state": EditionState.ADOPTED} | fields
    if fields["state"] == EditionState.ADOPTED:
        fields = {"adopted_date": dt.date(2020, 1, 1), "adopted_precision": "year"} | fields
    return ConceptEdition.objects.create(**fields)


def make_goal(**fields: Any) -> Goal:
    """An open goal under a Leitziel of its own, in `edition`, by default an adopted one."""
    edition = fields.pop("edition", None) or make_edition()
    guiding = GuidingGoal.objects.create(edition=edition, position=next(_serial), title="Teilhabe stärken")
    return Goal.objects.create(**{"guiding_goal": guiding, "position": 1, "text": "Mehr Beratung"} | fields)


def make_district(number: int, name: str) -> District:
    """The Stadtteil of this number."""
    return District.objects.get_or_create(number=number, defaults={"name": name})[0]


def make_organisation(name: str, kind: OrganisationKind = OrganisationKind.WELFARE) -> Organisation:
    """The organisation of this name."""
    return Organisation.objects.get_or_create(name=name, defaults={"kind": kind})[0]


def make_target_group(name: str) -> TargetGroup:
    """The Zielgruppe of this name."""
    return TargetGroup.objects.get_or_create(name=name)[0]


def make_committee(name: str = "Integrationsausschuss", **fields: Any) -> Committee:
    """The Gremium of this name."""
    kind = {"kind": CommitteeKind.INTEGRATION_COUNCIL}
    return Committee.objects.get_or_create(name=name, defaults=kind | fields)[0]


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


def make_measure(**fields: Any) -> Measure:
    """A running measure of the Jugendamt in the Handlungsfeld Bildung und Sprache, unless `fields` say otherwise.

    Many-to-many fields are given as lists. Its history has the two rows that the service would write.
    """
    many = {name: fields.pop(name) for name in _MANY if name in fields}
    serial = next(_serial)
    defaults: dict[str, Any] = {
        "number": f"M-2026-{serial:03d}",
        "title": f"Maßnahme {serial}",
        "kind": MeasureKind.PERMANENT,
        "state": MeasureState.RUNNING,
    }
    fields = defaults | fields
    if "field_of_action" not in fields:
        fields["field_of_action"] = make_field()
    if "lead_department" not in fields:
        fields["lead_department"] = make_department("Jugendamt")
    for date in ("start", "end"):
        if fields.get(f"{date}_date"):
            fields.setdefault(f"{date}_precision", "day")
    measure = Measure.objects.create(**fields)
    set_relations(measure, {name: {value.pk for value in values} for name, values in many.items()})
    if "search_text" not in fields:
        refresh_search_text(measure)
    if many or "search_text" not in fields:
        measure.save()
    return measure


def make_round(**fields: Any) -> ReportingRound:
    """An open round about last year, due in two weeks, opened by the Koordination."""
    today = timezone.localdate()
    defaults: dict[str, Any] = {
        "title": f"Berichtsrunde {next(_serial)}",
        "period_start": dt.date(today.year - 1, 1, 1),
        "period_end": dt.date(today.year - 1, 12, 31),
        "due_on": today + dt.timedelta(days=14),
        "state": RoundState.OPEN,
    }
    fields = defaults | fields
    if fields["state"] != RoundState.DRAFT:
        fields.setdefault("opened_at", timezone.now())
        if "opened_by" not in fields:
            fields["opened_by"] = make_coordinator()
    if fields["state"] == RoundState.CLOSED:
        fields.setdefault("closed_at", timezone.now())
    return ReportingRound.objects.create(**fields)


def make_progress(**fields: Any) -> ProgressReport:
    """A task of the measure's lead, open unless `state` says otherwise, with what that state demands.

    An accepted one becomes the `latest_progress` of its measure, as the service does.
    """
    fields = {"state": ProgressState.OPEN} | fields
    if "measure" not in fields:
        fields["measure"] = make_measure()
    if "round" not in fields:
        fields["round"] = make_round()
    fields.setdefault("department", fields["measure"].lead_department)
    for name, value in _demanded(fields["state"], fields["measure"], fields["department"]).items():
        fields.setdefault(name, value)
    report = ProgressReport.objects.create(**fields)
    if report.state == ProgressState.ACCEPTED:
        Measure.objects.filter(pk=report.measure_id).update(latest_progress=report)
        report.measure.latest_progress = report
    return report


def _demanded(state: str, measure: Measure, department: Department) -> dict[str, Any]:
    """What the constraints want of an answer in `state`."""
    found: dict[str, Any] = {}
    if state in (ProgressState.SUBMITTED, *_DECIDED):
        office = f"amt{department.pk}@neuss.example"
        found |= {
            "submitted_at": timezone.now(),
            "submitted_by": make_person(office, department.name, Role.DEPARTMENT_EDITOR, department),
            "traffic_light": TrafficLight.GREEN,
            "measure_state": measure.state,
            "what_happened": "Das Angebot fand wie geplant statt.",
        }
    if state in _DECIDED:
        found |= {"decided_at": timezone.now(), "decided_by": make_coordinator()}
    if state == ProgressState.RETURNED:
        found["return_comment"] = "Bitte nennen Sie die Zahl der Teilnehmenden."
    return found


def make_resolution(**fields: Any) -> Resolution:
    """The Integrationsausschuss agreed on 1 March 2024, unless `fields` say otherwise; relations as lists."""
    many = {name: fields.pop(name) for name in ("editions", "goals", "measures") if name in fields}
    defaults: dict[str, Any] = {
        "title": f"Beschluss {next(_serial)}", "result": ResolutionResult.APPROVED,
        "resolved_date": dt.date(2024, 3, 1), "resolved_precision": "day",
    }  # fmt: skip
    if "committee" not in fields:
        fields["committee"] = make_committee()
    resolution = Resolution.objects.create(**defaults | fields)
    set_relations(resolution, {name: {value.pk for value in values} for name, values in many.items()})
    return resolution


TEXTS = {
    "foreword": "Liebe **Mitglieder** des Gremiums",
    "procedure": "Der Rat hat berichten lassen.",
    "outlook": "Wir bleiben dran.",
    "proposed_resolution": "Der Ausschuss nimmt Kenntnis.",
}


def make_report(*, texts: dict[str, str] | None = None, **fields: Any) -> Report:
    """A draft Fortschreibung for 2025–2026 with all its sections; `texts` (by kind) are written in addition."""
    defaults: dict[str, Any] = {
        "title": f"Fortschreibung {next(_serial)}",
        "period_start": dt.date(2025, 1, 1),
        "period_end": dt.date(2026, 12, 31),
    }
    fields = defaults | fields
    if "committee" not in fields:
        fields["committee"] = make_committee()
    later = {name: fields.pop(name) for name in ("state",) if name in fields}
    report = Report.objects.create(**fields)
    complete_sections(report, by=make_coordinator())
    for kind, text in (TEXTS | (texts or {})).items():
        Section.objects.filter(report=report, kind=kind).update(text=text)
    if later:
        Report.objects.filter(pk=report.pk).update(**later)
        report.refresh_from_db()
    return report


def make_table(**fields: Any) -> RoundTable:
    """A Runder Tisch that is quorate with half of its votes."""
    return RoundTable.objects.create(**{"name": f"Runder Tisch {next(_serial)}", "quorum_percent": 50} | fields)


def make_seat(**fields: Any) -> TableMember:
    """A voting seat of an organisation of its own, without a person unless `fields` say otherwise."""
    if "round_table" not in fields:
        fields["round_table"] = make_table()
    if "organisation" not in fields:
        fields["organisation"] = make_organisation(f"Verein {next(_serial)}")
    return TableMember.objects.create(**fields)


def make_meeting(**fields: Any) -> Meeting:
    """A planned meeting in two weeks from 17 to 19 o'clock, with what its state demands."""
    if "round_table" not in fields:
        fields["round_table"] = make_table()
    if "starts_at" not in fields:
        day = timezone.localdate() + dt.timedelta(days=14)
        fields["starts_at"] = timezone.make_aware(dt.datetime.combine(day, dt.time(17)))
    fields.setdefault("ends_at", fields["starts_at"] + dt.timedelta(hours=2))
    state = fields.get("state", MeetingState.PLANNED)
    if state == MeetingState.INVITED:
        fields = {"invited_at": timezone.now(), "invited_by": make_coordinator()} | fields
    if state == MeetingState.HELD:
        fields = {"votes_total": 0, "votes_present": 0} | fields
    if state == MeetingState.CANCELLED:
        fields.setdefault("state_reason", "Zu wenige Zusagen.")
    return Meeting.objects.create(**fields)


def make_need(**fields: Any) -> Need:
    """A reported need of a table of its own, raised today by the Koordination. Many-to-many fields as lists."""
    many = {name: fields.pop(name) for name in (*_MANY, "measures") if name in fields}
    serial = next(_serial)
    defaults = {
        "number": f"B-2026-{serial:03d}", "title": f"Bedarf {serial}", "origin": NeedOrigin.OFFICE,
        "raised_on": timezone.localdate(),
    }  # fmt: skip
    fields = defaults | fields
    if "round_table" not in fields:
        fields["round_table"] = make_table()
    if "raised_by" not in fields:
        fields["raised_by"] = make_coordinator()
    need = Need(**fields)
    refresh_need_search(need)
    need.save()
    set_relations(need, {name: {value.pk for value in values} for name, values in many.items()})
    return need


def make_proposal(**fields: Any) -> Proposal:
    """A draft for one need of a table of its own. Many-to-many fields as lists."""
    many = {name: fields.pop(name) for name in (*_MANY, "needs") if name in fields}
    if "round_table" not in fields:
        fields["round_table"] = many["needs"][0].round_table if "needs" in many else make_table()
    if "needs" not in many:
        many["needs"] = [make_need(round_table=fields["round_table"])]
    serial = next(_serial)
    defaults = {"number": f"V-2026-{serial:03d}", "title": f"Vorschlag {serial}", "description": "Mehr Kurse anbieten."}
    proposal = Proposal.objects.create(**defaults | fields)
    set_relations(proposal, {name: {value.pk for value in values} for name, values in many.items()})
    return proposal


def sign_in(client: Client, person: User) -> Client:
    """`client`, signed in as `person`."""
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


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
        number="M-2017-001", title="Präventionsnetz Kein Kind zurücklassen", kind=MeasureKind.PROJECT,
        field_of_action=beteiligung, lead_department=jugendamt, success_factors=[factors[3]], districts=[weckhoven],
        start_date=dt.date(2017, 2, 1), start_precision="month",
    )  # fmt: skip
    vorlesestunden = make_measure(
        number="M-2013-001", title="Mehrsprachige Vorlesestunden", field_of_action=bildung,
        lead_department=stadtbibliothek, success_factors=[factors[7]], is_citywide=True,
        start_date=dt.date(2013, 1, 1), start_precision="year",
    )  # fmt: skip
    lesegarten = make_measure(
        number="M-2026-001", title="Lesegarten Erfttal", state=MeasureState.IDEA, field_of_action=bildung,
        lead_department=stadtbibliothek, districts=[erfttal], internal_note="Noch nicht mit dem Träger besprochen.",
    )  # fmt: skip
    return World(
        **_people(jugendamt, stadtbibliothek),
        jugendamt=jugendamt, stadtbibliothek=stadtbibliothek, integrationsamt=integrationsamt,
        bildung=bildung, beteiligung=beteiligung, factors=factors, weckhoven=weckhoven, erfttal=erfttal,
        integrationsausschuss=make_committee(),
        praeventionsnetz=praeventionsnetz, vorlesestunden=vorlesestunden, lesegarten=lesegarten,
    )  # fmt: skip


def _departments(*names: str) -> list[Department]:
    return Department.objects.bulk_create(Department(name=name) for name in names)


def _people(jugendamt: Department, stadtbibliothek: Department) -> dict[str, User]:
    """Every role once, a second coordinator, and somebody without any role; all with PASSWORD."""
    rows: Iterable[tuple[str, str, str, Role | None, Department | None]] = [
        ("koordination", "koordination", "Koordination Integrationsbüro", Role.COORDINATOR, None),
        ("vertretung", "vertretung", "Vertretung Koordination", Role.COORDINATOR, None),
        ("jugendamt_person", "jugendamt", "Sachbearbeitung Jugendamt", Role.DEPARTMENT_EDITOR, jugendamt),
        (
            "bibliothek_person", "stadtbibliothek", "Sachbearbeitung Stadtbibliothek",
            Role.DEPARTMENT_EDITOR, stadtbibliothek,
        ),
        ("rundertisch_person", "rundertisch", "Mitglied Runder Tisch", Role.ROUNDTABLE_MEMBER, None),
        ("integrationsrat_person", "integrationsrat", "Mitglied Integrationsrat", Role.COUNCIL_READER, None),
        ("verwaltung_person", "verwaltung", "Fachadministration", Role.ADMINISTRATOR, None),
        ("nobody", "niemand", "Person ohne Rolle", None, None),
    ]  # fmt: skip
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
