"""Loading the master data of the city."""

from pathlib import Path

from django.db import transaction

from neuss_integration.city.master_data.completing import Completed, complete, read
from neuss_integration.city.models import Committee, Department, District, Organisation, TargetGroup

FOLDER = Path(__file__).parent


@transaction.atomic
def load_city() -> list[Completed]:
    """Offices, committees, districts, target groups and organisations are there; see `complete`."""
    districts = read(FOLDER / "districts.toml")
    return [
        complete(Department, read(FOLDER / "departments.toml")["departments"]),
        complete(Committee, read(FOLDER / "committees.toml")["committees"]),
        complete(District, [row | {"source": districts["source"]} for row in districts["districts"]], key="number"),
        complete(TargetGroup, [{"name": name} for name in read(FOLDER / "target_groups.toml")["names"]]),
        complete(Organisation, read(FOLDER / "organisations.toml")["organisations"]),
    ]
