"""Loading the master data of the city."""

from pathlib import Path
from typing import Any

from django.db import transaction

from neuss_integration.city.master_data.completing import CHANGE_REASON, Completed, complete, known_ids, read
from neuss_integration.city.models import Committee, Department, District, Division, Organisation, TargetGroup
from neuss_integration.foundation.records.saving import save_as

FOLDER = Path(__file__).parent


@transaction.atomic
def load_city() -> list[Completed]:
    """Dezernate, offices, committees, districts, target groups and organisations are there; see `complete`."""
    districts = read(FOLDER / "districts.toml")
    done = [
        complete(Division, read(FOLDER / "divisions.toml")["divisions"]),
        complete(Department, _offices()),
        complete(Committee, read(FOLDER / "committees.toml")["committees"]),
        complete(District, [row | {"source": districts["source"]} for row in districts["districts"]], key="number"),
        load_target_groups(),
        complete(Organisation, read(FOLDER / "organisations.toml")["organisations"]),
    ]
    _place(districts["districts"])
    return done


def load_target_groups() -> Completed:
    """The Zielgruppen are there: no name of a city stands in them."""
    return complete(TargetGroup, [{"name": name} for name in read(FOLDER / "target_groups.toml")["names"]])


def _offices() -> list[dict[str, Any]]:
    """The Fachdienststellen, each with the Dezernat a source names."""
    rows = read(FOLDER / "departments.toml")["departments"]
    known = known_ids(Division, "name")
    divisions = Division.objects.in_bulk(known.values())
    return [row | {"division": divisions.get(known[row["division"]])} if "division" in row else row for row in rows]


def _place(rows: list[dict[str, Any]]) -> None:
    """Districts that were there before the tile map get their first place on it, unless the office placed them."""
    placed = set(District.history.filter(map_column__isnull=False).values_list("id", flat=True))
    taken = set(District.objects.filter(map_column__isnull=False).values_list("map_column", "map_row"))
    places = {row["number"]: (row["map_column"], row["map_row"]) for row in rows}
    for district in District.objects.filter(map_column__isnull=True).exclude(pk__in=placed):
        place = places.get(district.number)
        if place and place not in taken:
            district.map_column, district.map_row = place
            district._change_reason = CHANGE_REASON  # type: ignore[attr-defined]
            save_as(district, ["map_column", "map_row"], by=None)
            taken.add(place)
