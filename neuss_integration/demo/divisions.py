"""Which office of the demo stands in which Dezernat where no source says so: chosen for the demo."""

import tomllib
from pathlib import Path
from typing import Final

from neuss_integration.city.models import Department, Division
from neuss_integration.demo.accounts import person
from neuss_integration.maintenance.services import update_item

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
