"""Offices, districts, organisations, target groups and committees."""

from typing import Any

from neuss_integration.city.enums import CommitteeKind, OrganisationKind
from neuss_integration.city.models import Committee, Department, District, Organisation, TargetGroup


def make_department(name: str, **fields: Any) -> Department:
    return Department.objects.get_or_create(name=name, defaults=fields)[0]


def make_district(number: int, name: str) -> District:
    return District.objects.get_or_create(number=number, defaults={"name": name})[0]


def make_organisation(name: str, kind: OrganisationKind = OrganisationKind.WELFARE) -> Organisation:
    return Organisation.objects.get_or_create(name=name, defaults={"kind": kind})[0]


def make_target_group(name: str) -> TargetGroup:
    return TargetGroup.objects.get_or_create(name=name)[0]


def make_committee(name: str = "Integrationsausschuss", **fields: Any) -> Committee:
    kind = {"kind": CommitteeKind.INTEGRATION_COUNCIL}
    return Committee.objects.get_or_create(name=name, defaults=kind | fields)[0]
