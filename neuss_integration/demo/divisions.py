"""Which office stands in which Dezernat, and who stands for factors and fields: chosen for the demo."""

import tomllib
from pathlib import Path
from typing import Final

from neuss_integration.city.models import Department, Division
from neuss_integration.demo.accounts import person
from neuss_integration.maintenance.services import update_item
from success_factors.models import FieldOfAction, SuccessFactor
from success_factors.services.factors import update_factor

FILE: Final = Path(__file__).parent / "answers" / "divisions.toml"
NOTE: Final = "Dezernat für die Demo gewählt."


def place() -> bool:
    """Each office of the file stands in its Dezernat; what was chosen before stays. False when nothing was to do."""
    changed = False
    for name, offices in tomllib.loads(FILE.read_text(encoding="utf-8"))["places"].items():
        division = Division.objects.get(name=name)
        for office in Department.objects.filter(name__in=offices, division=None).exclude(note__contains=NOTE):
            values = {"division": division, "note": f"{office.note} {NOTE}".strip()}
            update_item(office, by=person("verwaltung"), expected_version=office.version, values=values)
            changed = True
    return changed


def sponsor() -> bool:
    """It is told who stands for factors and fields; what was chosen stays. False when nothing was to do."""
    changed = False
    for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["sponsors"]:
        values = {"division": Division.objects.get(name=row["division"]), "sponsor": row.get("sponsor", "")}
        factor = SuccessFactor.objects.filter(number=row.get("factor"), version=1).first()
        field = FieldOfAction.objects.filter(name=row.get("field"), version=1).first()
        if factor:
            update_factor(factor, by=person("koordination"), expected_version=1, values=values)
        if field:
            update_item(field, by=person("koordination"), expected_version=1, values=values)
        changed |= bool(factor or field)
    return changed
