"""Loading the Runde Tische."""

from pathlib import Path
from typing import Any

from django.db import transaction

from neuss_integration.city.master_data.completing import Completed, complete, known_ids, read
from neuss_integration.city.models import Department
from roundtables.models import RoundTable

FOLDER = Path(__file__).parent


@transaction.atomic
def load_round_tables() -> list[Completed]:
    """The three Runde Tische are there; see `complete`. Needs the Fachdienststellen.

    Where the office made another table the one that finds the needs, that stays so.
    """
    offices = known_ids(Department, "name")
    taken = RoundTable.objects.filter(finds_needs=True).exists()
    rows = [_row(row, offices, taken) for row in read(FOLDER / "round_tables.toml")["round_tables"]]
    return [complete(RoundTable, rows)]


def _row(row: dict[str, Any], offices: dict[str, int], taken: bool) -> dict[str, Any]:
    finds_needs = row.get("finds_needs", False) and not taken
    return row | {"office": Department.objects.filter(pk=offices[row["office"]]).first(), "finds_needs": finds_needs}
